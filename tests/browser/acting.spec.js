// What a page does for a reader: dates, copies, ticks, looks; with any size of text and any eyes.
const { test, expect } = require('@playwright/test');
const { shades } = require('./paper');
const { axe, kinds, languages, pages, words } = require('./site');

// The most different kinds of page.
const KINDS = ['index.html', 'step-2.html', 'operators.html', 'operator/telenor.html', 'message/cancel.html', 'situation/leaving.html'];

// What stands beyond the edge of the page or of its own box.
const cutOff = (page) => page.evaluate(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const clipped = [...document.querySelectorAll('main *, .bar a')].filter((found) =>
    found.checkVisibility() && getComputedStyle(found).overflowX === 'hidden' && found.clientWidth > 1 && found.scrollWidth > found.clientWidth + 1);
  return [...(scrollWidth > clientWidth ? [`the page, by ${scrollWidth - clientWidth} px`] : []), ...clipped.map((found) => found.textContent.slice(0, 40))];
});

for (const language of languages) {
  const word = words[language];

  test.describe(language, () => {
    test('the days are worked out from the reader\'s own day', async ({ page }) => {
      await page.goto(`${language}/step-1.html#step-1-dates`);
      await page.getByLabel(word.notice).fill('2026-06-15');
      const answers = page.getByRole('status').filter({ hasText: '2026' }).getByRole('listitem');
      await expect(answers).toHaveCount(3);
      await expect(answers.nth(0)).toContainText(word.july31);
      await expect(answers.nth(1)).toContainText(word.june30);
      await expect(answers.nth(2)).toContainText(word.june16);
      await page.getByLabel(word.notice).fill('');
      await expect(answers).toHaveCount(0);
    });

    test('no day is worked out from a year that is only half typed', async ({ page }) => {
      await page.goto(`${language}/step-1.html#step-1-dates`);
      for (const year of ['0002', '0020', '0202']) {
        await page.getByLabel(word.notice).fill(`${year}-06-15`);
        await page.getByLabel(word.notice).dispatchEvent('input');
        await expect(page.getByRole('status').getByRole('listitem'), year).toHaveCount(0);
      }
      await page.goto(`${language}/step-5.html#step-5-sixty-days`);
      await page.getByLabel(word.end, { exact: true }).fill('0202-06-15');
      await expect(page.locator('.day').filter({ hasText: /\d/ })).toHaveCount(0);
    });

    test('the fields for a date come when the reader is near', async ({ page }) => {
      await page.setViewportSize({ width: 360, height: 300 });
      await page.goto(`${language}/step-5.html`);
      await expect(page.locator('main :is(h2, h3) a').first()).toBeAttached();
      await expect(page.getByLabel(word.end, { exact: true })).toHaveCount(0);
      await page.locator('#step-5-sixty-days').scrollIntoViewIfNeeded();
      await expect(page.getByLabel(word.end, { exact: true })).toBeVisible();
    });

    test('both timetables show the days beside their words', async ({ page }) => {
      await page.goto(`${language}/step-5.html#step-5-sixty-days`);
      await page.getByLabel(word.end, { exact: true }).fill('2026-06-29');
      await expect(page.getByRole('table').getByText(word.june30, { exact: true })).toBeVisible();
      await page.goto(`${language}/situation/leaving.html`);
      await page.getByLabel(word.leaving).fill('2026-07-30');
      await expect(page.getByRole('table').getByText(word.june30, { exact: true })).toBeVisible();
    });

    test('the link to a section is copied by keyboard, and the page says so', async ({ page, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.goto(`${language}/step-2.html`);
      await page.locator('#step-2-phone').getByRole('link').focus();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('status').filter({ hasText: word.linkCopied })).toBeAttached();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toBe(page.url());
      expect(copied).toMatch(new RegExp(`/${language}/step-2\\.html#step-2-phone$`));
    });

    test('the link behind a heading stays on its last line', async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      for (const file of ['situation/collection.html', 'step-1.html']) {
        await page.goto(`${language}/${file}`);
        const links = page.locator('main :is(h2, h3) a');
        await expect(links.first()).toBeAttached();
        const below = await links.evaluateAll((links) =>
          links
            .filter((link) => link.getBoundingClientRect().top >= link.closest('h2, h3').getBoundingClientRect().bottom - 4)
            .map((link) => link.hash));
        expect(below, file).toEqual([]);
      }
    });

    test('a message is copied whole, in Norwegian, without its explanations', async ({ page, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.goto(`${language}/message/cancel.html`);
      await page.getByRole('button', { name: word.copy }).first().click();
      await expect(page.getByRole('status').filter({ hasText: word.copied })).toBeAttached();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toContain('[telefonnummer]');
      expect(copied.trim().split('\n').length).toBeGreaterThan(5);
      expect(copied).not.toMatch(/\p{Script=Han}/u);
    });

    test('whoever copies with empty blanks is told which, also while the fields are closed', async ({ page, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.clock.install();
      for (const file of pages(language).filter((one) => one.startsWith('message/'))) {
        await page.goto(`${language}/${file}`);
        const names = await page.locator('.fields label').evaluateAll((labels) => labels.map((label) => label.textContent.trim()));
        await page.locator('details.more').evaluateAll((parts) => parts.forEach((part) => (part.open = true)));
        for (const text of await page.locator('.message:has([data-empty])').all()) {
          await text.locator('[data-do=copy]').click();
          const reply = page.locator('.reply');
          await expect(reply, file).toHaveText(/·|[:：] ?\S/);
          const named = (await reply.textContent()).replace(/^.*?[:：]/, '').replace(/[.。]$/, '').split('·').map((name) => name.trim());
          expect(named.every(Boolean), `${file}: ${named}`).toBe(true);
          expect(named.some((name) => names.includes(name)), `${file}: ${named}`).toBe(true);
        }
      }
      // It stays as long as it takes to read.
      await page.clock.runFor(4500);
      await expect(page.locator('.reply')).toBeVisible();
      await page.clock.runFor(30_000);
      await expect(page.locator('.reply')).toHaveCount(0);
    });

    test('where there is no clipboard a text is copied all the same, or can be marked alone', async ({ page }) => {
      await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
      await page.goto(`${language}/message/cancel.html`);
      await page.evaluate(() => {
        addEventListener('copy', () => (globalThis.taken = document.activeElement.value));
      });
      const button = page.locator('[data-do=copy]').first();
      await button.click();
      await expect(page.locator('.reply')).toBeVisible();
      expect(await page.evaluate(() => globalThis.taken)).toContain('Jeg sier opp mobilabonnementet på nummer [telefonnummer].');
      await expect(button).toBeFocused();
      await page.evaluate(() => (document.execCommand = () => false));
      await button.click();
      await expect(page.locator('html')).not.toHaveClass(/copies/);
      const marked = await page.evaluate(() => {
        getSelection().selectAllChildren(document.querySelector('.message ol'));
        return getSelection().toString();
      });
      expect(marked).toContain('Jeg sier opp mobilabonnementet');
      if (language !== 'nb') expect(marked).not.toContain(await page.locator('.message li').nth(2).evaluate((line) => line.childNodes[1].textContent.trim()));
    });

    test('what a browser fills in by itself stands in the text', async ({ page }) => {
      await page.goto(`${language}/message/cancel.html`);
      await page.locator('[data-blank="[navn]"]').evaluate((field) => {
        field.value = 'Ola';
        field.dispatchEvent(new Event('change', { bubbles: true }));
      });
      await expect(page.locator('.message').first()).toContainText('Ola');
    });

    test('a message is copied in Norwegian after a translator in the browser was there', async ({ page, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.goto(`${language}/message/complaint.html`);
      // What such a translator does, with a word of its own for every word.
      const copies = (translate) => page.evaluate(async (translate) => {
        if (translate) {
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const found = [];
          while (texts.nextNode()) found.push(texts.currentNode);
          for (const text of found) {
            if (!text.parentElement.translate) continue;
            const font = document.createElement('font');
            font.textContent = text.data.replace(/\S+/g, 'xyz');
            text.replaceWith(font);
          }
        }
        return [...document.querySelectorAll('.message')]
          .map((message) => [...message.querySelectorAll('code, li > i:first-child')].map((line) => line.textContent).join('\n'));
      }, translate);
      const before = await copies(false);
      expect(before.length).toBe(2);
      expect(await copies(true)).toEqual(before);
      await expect(page.locator('main p').first()).toContainText('xyz');
      await page.locator('.message [data-do=copy]').first().click();
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('[telefonnummer]');
    });

    test('the target of a link stands below the bar of a phone, and is marked', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 800 });
      await page.goto(`${language}/step-2.html#step-2-phone`);
      const heading = page.locator('#step-2-phone');
      await expect(heading).toBeInViewport();
      const bar = await page.locator('.bar').boundingBox();
      const box = await heading.boundingBox();
      expect(box.y).toBeGreaterThanOrEqual(bar.y + bar.height - 1);
      const look = (id) => page.locator(id).evaluate((found) => {
        const { backgroundColor, boxShadow, outlineStyle, textDecorationLine } = getComputedStyle(found);
        return [backgroundColor, boxShadow, outlineStyle, textDecorationLine].join();
      });
      expect(await look('#step-2-phone')).not.toBe(await look('#step-2-shop'));
    });

    test('no target of a link hides behind the bar, on a small phone and with larger text', async ({ page, context }) => {
      test.slow();
      const browser = await context.newCDPSession(page);
      await browser.send('Page.enable');
      for (const file of kinds(language)) {
        await page.goto(`${language}/${file}`);
        for (const [width, size] of [[320, 16], [340, 16], [360, 16], [360, 20], [375, 24]]) {
          await browser.send('Page.setFontSizes', { fontSizes: { standard: size } });
          await page.setViewportSize({ width, height: 740 });
          const hidden = await page.evaluate(() => {
            const bar = document.querySelector('.bar');
            return [...document.querySelectorAll('main [id]')].filter((target) => {
              target.scrollIntoView();
              return target.getClientRects().length && target.getBoundingClientRect().top < bar.getBoundingClientRect().bottom - 1;
            }).map((target) => target.id);
          });
          expect(hidden, `${file} at ${width} px, text of ${size} px`).toEqual([]);
        }
      }
    });

    test('the ticks of a step show on the first page and can be cleared', async ({ page }) => {
      await page.goto(`${language}/step-1.html`);
      for (const box of await page.getByRole('checkbox').all()) await box.check();
      await page.goto(`${language}/index.html`);
      const progress = page.locator('.ticks');
      await expect(progress).toContainText('1');
      await expect(progress).toContainText('6');
      await progress.getByRole('button').click();
      await page.goto(`${language}/step-1.html`);
      for (const box of await page.getByRole('checkbox').all()) await expect(box).not.toBeChecked();
      await page.getByRole('checkbox').first().check();
      await page.getByRole('button', { name: word.clear }).click();
      await expect(page.getByRole('checkbox').first()).not.toBeChecked();
    });

    test('a step that was begun says how far it is', async ({ page }) => {
      await page.goto(`${language}/step-3.html`);
      const boxes = page.getByRole('checkbox');
      const total = await boxes.count();
      await boxes.first().check();
      await page.goto(`${language}/index.html`);
      await expect(page.locator('.journey a[href="step-3.html"]')).toContainText(`(1/${total})`);
    });

    test('a page without boxes shows how far the steps are, also what another tab ticks', async ({ page, context }) => {
      const glossary = await context.newPage();
      await glossary.goto(`${language}/glossary.html`);
      const link = glossary.locator('.sidebar a[href="step-3.html"]');
      await page.goto(`${language}/step-3.html`);
      const total = await page.getByRole('checkbox').count();
      await page.getByRole('checkbox').first().check();
      await expect(link).toContainText(`(1/${total})`);
      await page.getByRole('checkbox').nth(1).check();
      await expect(link).toContainText(`(2/${total})`);
      await page.goto(`${language}/glossary.html`);
      await expect(page.locator('.sidebar a[href="step-3.html"]')).toContainText(`(2/${total})`);
    });

    test('what is ticked before the script has come is kept', async ({ page }) => {
      let come;
      const waiting = new Promise((resolve) => (come = resolve));
      await page.route('**/ticks-*.js', async (route) => {
        await waiting;
        await route.continue();
      });
      await page.goto(`${language}/step-3.html`, { waitUntil: 'commit' });
      await page.getByRole('checkbox').first().check();
      come();
      await expect(page.getByRole('button', { name: word.clear })).toBeAttached();
      await expect(page.getByRole('checkbox').first()).toBeChecked();
      await page.reload();
      await expect(page.getByRole('checkbox').first()).toBeChecked();
    });

    test('dark is remembered from page to page, before anything is drawn', async ({ page }) => {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(`${language}/step-2.html`);
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await paper();
      await page.getByRole('button', { name: word.dark }).click();
      const dark = await paper();
      expect(dark).not.toBe(light);
      await page.goto(`${language}/step-3.html`, { waitUntil: 'commit' });
      await page.waitForSelector('main');
      expect(await paper()).toBe(dark);
      await expect(page.getByRole('button', { name: word.dark })).toHaveAttribute('aria-pressed', 'true');
    });

    test('paper is the same in dark as in light: dark on white', async ({ page }) => {
      // Every colour of every element.
      const colours = () => page.evaluate(() => [...document.querySelectorAll('html, body, body *')].map((found) => {
        const { color, backgroundColor, borderTopColor, colorScheme } = getComputedStyle(found);
        return [found.localName, color, backgroundColor, borderTopColor, colorScheme].join();
      }));
      const darken = (attribute) => page.evaluate((attribute) => {
        if (attribute) document.documentElement.dataset.appearance = attribute;
        else delete document.documentElement.dataset.appearance;
      }, attribute);
      for (const file of ['step-2.html', 'message/cancel.html', 'operator/telenor.html']) {
        await page.emulateMedia({ media: 'print', colorScheme: 'light' });
        await page.goto(`${language}/${file}`);
        const light = await colours();
        for (const [colorScheme, attribute] of [['dark', ''], ['light', 'dark'], ['dark', 'dark'], ['dark', 'light']]) {
          await page.emulateMedia({ media: 'print', colorScheme });
          await darken(attribute);
          expect(await colours(), `${file}, ${colorScheme} system, ${attribute} button`).toEqual(light);
        }
      }
      await page.emulateMedia({ media: null, colorScheme: 'dark' });
      await page.goto(`${language}/esim.html`);
      const { white, dark } = shades(await page.pdf({ printBackground: true }));
      expect(white).toBeGreaterThan(0.7);
      expect(dark).toBeGreaterThan(0.005);
    });

    test('closed parts are printed also where only an open one can be', async ({ page }) => {
      await page.addInitScript(() => {
        const { supports } = CSS;
        CSS.supports = (condition) => !condition.includes('details-content') && supports.call(CSS, condition);
      });
      await page.goto(`${language}/situation/late-bill.html`);
      await expect(page.locator('.more').first()).not.toHaveAttribute('open');
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      for (const part of await page.locator('.more').all()) await expect(part).toHaveAttribute('open');
    });

    test('a step is reached, read and left by keyboard alone', async ({ page }) => {
      await page.goto(`${language}/step-2.html`);
      const seen = new Set();
      for (let presses = 0; presses < 200; presses++) {
        await page.keyboard.press('Tab');
        const focus = await page.evaluate(() => {
          const found = document.activeElement;
          if (!found || found === document.body) return null;
          const { outlineStyle, outlineWidth } = getComputedStyle(found);
          const box = found.getBoundingClientRect();
          return {
            target: found.getAttribute('href') ?? found.type ?? found.tagName,
            outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) > 0,
            onScreen: box.bottom > 0 && box.top < innerHeight,
          };
        });
        if (!focus) break;
        seen.add(focus.target);
        expect(focus.outlined, `${focus.target} shows its focus`).toBe(true);
        expect(focus.onScreen, `${focus.target} is on the screen`).toBe(true);
      }
      for (const target of ['#main', 'checkbox', 'operators.html', 'step-1.html', 'step-3.html']) {
        expect([...seen]).toContain(target);
      }
    });

    test('each number is a target for a thumb', async ({ page }) => {
      for (const [file, least] of [['operators.html', 7], ['operator/lycamobile.html', 1]]) {
        await page.setViewportSize({ width: 360, height: 800 });
        await page.goto(`${language}/${file}`);
        const heights = await page.locator('.call').evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height));
        expect(heights.length).toBeGreaterThanOrEqual(least);
        for (const height of heights) expect(height).toBeGreaterThanOrEqual(44);
      }
    });

    test('the page of an operator counts the end from the reader\'s own day', async ({ page }) => {
      const end = page.locator('[data-day=end] time');
      const paid = page.locator('[data-day=paid] time');
      await page.clock.setFixedTime('2026-11-30T23:30:00Z');
      await page.goto(`${language}/operator/telenor.html`);
      // In Oslo it is the 1 December already.
      await expect(end).toHaveAttribute('datetime', '2027-01-31');
      await page.locator('#day').fill('2026-11-30');
      await expect(end).toHaveAttribute('datetime', '2026-12-31');
      await expect(paid).toHaveAttribute('datetime', '2026-12-31');
      await page.locator('#day').fill('0202-11-30');
      await expect(end).not.toHaveAttribute('datetime');
      await page.goto(`${language}/operator/ice.html`);
      await expect(end).toHaveAttribute('datetime', '2026-12-02');
      await expect(paid).toHaveCount(0);
      await page.locator('#day').fill('2026-12-31');
      await expect(end).toHaveAttribute('datetime', '2027-01-01');
      // Nobody knows: no day.
      await page.goto(`${language}/operator/telia.html`);
      await expect(page.locator('#day')).toHaveCount(0);
    });

    test('what to do about an operator stands in two and a half screens of a phone', async ({ page }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      for (const file of pages(language).filter((file) => file.startsWith('operator/'))) {
        await page.goto(`${language}/${file}`);
        const top = (selector) => page.locator(selector).first().evaluate((found) => found.getBoundingClientRect().top + scrollY);
        expect(await top('.more'), file).toBeLessThanOrEqual(2.5 * 740);
        if (await page.locator('.call').count()) expect(await top('.call'), file).toBeLessThan(600);
      }
    });

    test('with text twice as big nothing is cut off and nothing scrolls sideways', async ({ page, context }) => {
      // What a reader sets in the browser: 16 px are the usual size.
      const browser = await context.newCDPSession(page);
      await browser.send('Page.enable');
      await browser.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
      for (const file of [...KINDS, 'plan.html']) {
        for (const width of [360, 768, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(`${language}/${file}`);
          expect(await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)))
            .toBeGreaterThanOrEqual(32);
          expect(await cutOff(page), `${file} at ${width} px`).toEqual([]);
        }
      }
    });

    test('with the spacing that a reader sets nothing is cut off, on the smallest phone', async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      for (const file of [...KINDS, 'plan.html', 'precautions.html']) {
        await page.goto(`${language}/${file}`);
        // What WCAG 1.4.12 names.
        await page.evaluate(() => {
          const spacing = new CSSStyleSheet();
          spacing.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
          document.adoptedStyleSheets = [spacing];
          for (const part of document.querySelectorAll('details')) part.open = true;
        });
        expect(await cutOff(page), file).toEqual([]);
      }
    });

    test.describe('in forced colours', () => {
      test.use({ forcedColors: 'active' });

      test('boxes keep their frame and axe finds nothing', async ({ page }) => {
        test.slow();
        for (const file of KINDS) {
          await page.goto(`${language}/${file}`);
          expect((await axe(page)).faults, file).toEqual([]);
        }
        await page.goto(`${language}/step-2.html`);
        const frame = await page.locator('.stop').first().evaluate((box) => getComputedStyle(box).borderTopWidth);
        expect(parseFloat(frame)).toBeGreaterThan(0);
      });
    });

    test.describe('with less motion', () => {
      test.use({ reducedMotion: 'reduce' });

      test('nothing moves', async ({ page }) => {
        await page.goto(`${language}/step-2.html#step-2-phone`);
        const moving = await page.evaluate(() => ({
          scroll: getComputedStyle(document.documentElement).scrollBehavior,
          animations: document.getAnimations().length,
        }));
        expect(moving).toEqual({ scroll: 'auto', animations: 0 });
      });
    });
  });
}

test('where storage is full or refused, ticks are kept as long as the page', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await page.goto('en/plan.html#operator=ice');
  const box = page.locator('[data-line]:visible [type=checkbox]').first();
  await box.check();
  await page.locator('label:has([value=norway])').click();
  await expect(box).toBeChecked();
});

test('home clears the ticks of the plan as well', async ({ page }) => {
  await page.goto('en/plan.html#operator=ice');
  const box = page.locator('[data-line]:visible [type=checkbox]').first();
  await box.check();
  await page.goto('en/index.html');
  await page.locator('.ticks button').click();
  await page.goto('en/plan.html#operator=ice');
  await expect(box).not.toBeChecked();
});

test('the first page and the page that is not found are dark on white on paper', async ({ page }) => {
  for (const file of ['index.html', '404.html']) {
    await page.emulateMedia({ media: null, colorScheme: 'dark' });
    await page.goto(file);
    const { white, dark } = shades(await page.pdf({ printBackground: true }));
    expect(white, file).toBeGreaterThan(0.7);
    expect(dark, file).toBeGreaterThan(0.001);
  }
});

test('dark that was chosen elsewhere is there when one comes back', async ({ page, context }) => {
  await page.goto('en/step-1.html');
  const other = await context.newPage();
  await other.goto('en/step-2.html');
  await other.getByRole('button', { name: words.en.dark }).click();
  await expect(page.locator('html')).toHaveAttribute('data-appearance', 'dark');
});

test('the contents close when the focus leaves them, and a link opens its part again', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('en/situation/abroad.html');
  await page.locator('.sidebar summary').click();
  await page.locator('main a').first().focus();
  await expect(page.locator('.sidebar details')).not.toHaveAttribute('open');
  const link = page.locator('main a[href="#abroad-codes"]').first();
  const part = page.locator('main details:has(#abroad-codes)');
  for (let turn = 0; turn < 2; turn++) {
    await link.click();
    await expect(part).toHaveAttribute('open');
    await part.evaluate((one) => (one.open = false));
  }
});

test('what is marked by hand holds no sign of a button, and a date has four digits of a year', async ({ page }) => {
  await page.goto('en/message/cancel.html');
  const text = await page.evaluate(() => {
    getSelection().selectAllChildren(document.querySelector('.message ol'));
    return String(getSelection());
  });
  expect(text).toContain('Jeg sier opp');
  expect(text).not.toContain('×');
  await page.locator('.fill > summary').click();
  await page.locator('[data-blank="[dato]"]').fill('0026-07-01');
  await expect(page.locator('.message')).not.toContainText('0026');
  await page.locator('[data-blank="[dato]"]').fill('2026-07-01');
  await expect(page.locator('.message')).toContainText('01.07.2026');
});

test('a plan that was open over midnight counts from the new day', async ({ page }) => {
  await page.clock.setFixedTime('2026-11-30T12:00+01:00');
  await page.goto('en/plan.html#way=give-up&operator=telenor&kind=monthly&place=norway');
  const end = page.locator('.ends .end').filter({ visible: true });
  await expect(end).toHaveAttribute('datetime', '2026-12-31');
  await page.clock.setFixedTime('2026-12-01T08:00+01:00');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(end).toHaveAttribute('datetime', '2027-01-31');
});

test('whatever stands in storage, ticks are kept, shown and cleared', async ({ page }) => {
  const values = ['true', 'null', '7', '"done"', '[1,2', '[[0]]', '{"step-3.html":null,"step-3-checklist":null}',
    '{"step-3.html":[1],"step-3-checklist":"0"}', '{"step-3.html":["a",{},-1,1.5],"step-3-checklist":{"0":0}}'];
  for (const value of values) {
    await page.goto('en/step-3.html');
    await page.evaluate((value) => {
      localStorage.setItem('guide-ticks-3', value);
      localStorage.setItem('guide-steps-3', value);
      localStorage.setItem('guide-appearance', value);
      localStorage.setItem('guide-language', value);
    }, value);
    const faults = [];
    page.on('pageerror', (error) => faults.push(`${value}: ${error}`));
    await page.goto('index.html');
    await page.goto('en/index.html');
    await expect(page.getByRole('button', { name: words.en.dark })).toHaveAttribute('aria-pressed', 'false');
    await expect(page.locator('html')).not.toHaveAttribute('data-appearance');
    await page.goto('en/step-3.html');
    const total = await page.getByRole('checkbox').count();
    await page.getByRole('checkbox').nth(1).check();
    await page.goto('en/index.html');
    await expect(page.locator('.journey a[href="step-3.html"]'), value).toContainText(`(1/${total})`);
    await page.locator('.ticks button').click();
    await page.goto('en/step-3.html');
    await expect(page.getByRole('checkbox').nth(1), value).not.toBeChecked();
    expect(faults).toEqual([]);
  }
});
