// Reading the guide: everything is there without JavaScript, on every screen, from one origin.
const fs = require('node:fs');
const { test, expect } = require('@playwright/test');
const { languages, everyPage, pages, words } = require('./site');

test('nothing is loaded from elsewhere, nothing fails and no cookie is set', async ({ page, context, baseURL }) => {
  test.slow();
  const foreign = [];
  const faults = [];
  page.on('request', (request) => request.url().startsWith(baseURL) || foreign.push(request.url()));
  // Going on to the next page breaks off what is still loading, such as the icon.
  page.on('requestfailed', (request) => request.failure().errorText.includes('ABORTED')
    || faults.push(`failed ${request.url()}`));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  for (const file of everyPage) await page.goto(file);
  expect(foreign).toEqual([]);
  expect(faults).toEqual([]);
  expect(await context.cookies()).toEqual([]);
});

test('no page is wider than the screen, and what is read at once stands on one line', async ({ page }) => {
  test.setTimeout(240_000);
  let seen = 0;
  for (const file of everyPage) {
    await page.goto(file);
    for (const width of [320, 360, 390, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const { overflow, all, broken } = await page.evaluate(() => {
        const parts = [...document.querySelectorAll('main .whole')].filter((part) => part.checkVisibility());
        // A script that fills in the blanks leaves those whole that stay empty.
        const lost = [...document.querySelectorAll('main b')].filter((blank) => blank.textContent.startsWith('[e-') && !blank.querySelector('.whole'));
        const { scrollWidth, clientWidth } = document.documentElement;
        return {
          overflow: scrollWidth - clientWidth,
          all: parts.length,
          broken: [...lost, ...parts.filter((part) => part.getClientRects().length > 1)].map((part) => part.textContent),
        };
      });
      seen += all;
      expect(overflow, `${file} at ${width} px`).toBeLessThanOrEqual(0);
      expect(broken, `${file} at ${width} px`).toEqual([]);
    }
  }
  expect(seen).toBeGreaterThan(100);
});

test('on a phone the head and the bar leave the screen to the page', async ({ page }) => {
  for (const width of [320, 360, 390]) {
    await page.setViewportSize({ width, height: 740 });
    for (const language of languages) {
      for (const file of ['index.html', 'step-2.html', 'situation/abroad.html']) {
        await page.goto(`${language}/${file}`);
        const { y } = await page.locator('main').boundingBox();
        expect(y, `${language}/${file} at ${width} px`).toBeLessThanOrEqual(110);
      }
    }
  }
});

test('closed parts in a row stand as one list', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${languages[0]}/situation/abroad.html`);
  const gaps = await page.locator('main').evaluate((main) =>
    [...main.querySelectorAll('.more + .more')].map((part) =>
      part.getBoundingClientRect().top - part.previousElementSibling.getBoundingClientRect().bottom));
  expect(gaps.length).toBeGreaterThan(0);
  for (const gap of gaps) expect(Math.abs(gap)).toBeLessThan(1);
});

for (const language of languages) {
  test.describe(language, () => {
    test.describe('without JavaScript', () => {
      test.use({ javaScriptEnabled: false });

      test('text, contents, language links, numbers and boxes are there', async ({ page }) => {
        await page.goto(`${language}/step-2.html`);
        await expect(page.locator('#step-2-phone')).toBeVisible();
        for (const other of languages) {
          await expect(page.locator(`nav a[hreflang="${other}"]`)).toHaveAttribute('href', `../${other}/step-2.html`);
        }
        for (let step = 1; step <= 6; step++) {
          await expect(page.locator(`nav a[href="step-${step}.html"]`).first()).toBeAttached();
        }
        const box = page.getByRole('checkbox').first();
        await box.check();
        await expect(box).toBeChecked();
        await expect(page.getByRole('link', { name: /PDF/ }).first()).toBeAttached();
        await page.goto(`${language}/operators.html`);
        await expect(page.getByRole('link', { name: '915 09 000' }).first()).toHaveAttribute('href', 'tel:+4791509000');
      });
    });

    test('a reader of the keyboard reaches the content first', async ({ page }) => {
      await page.goto(`${language}/step-2.html`);
      await page.keyboard.press('Tab');
      const skip = page.locator(':focus');
      await expect(skip).toHaveAttribute('href', '#main');
      await expect(skip).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/#main$/);
    });

    test('the language links keep the page and the step', async ({ page }) => {
      const other = languages.find((tag) => tag !== language);
      await page.goto(`${language}/step-2.html#step-2-shop`);
      await page.evaluate(() => { location.hash = '#step-2-phone'; });
      await page.locator(`nav a[hreflang="${other}"]`).click();
      await expect(page).toHaveURL(new RegExp(`/${other}/step-2\\.html#step-2-phone$`));
      await expect(page.locator('#step-2-phone')).toBeInViewport();
    });

    test('the page says which step it is', async ({ page }) => {
      await page.goto(`${language}/step-2.html`);
      await expect(page.getByRole('heading', { level: 1 })).toContainText('2');
      await expect(page.locator('nav a[aria-current="step"]')).toHaveAttribute('href', 'step-2.html');
    });

    test('a ticked box is remembered on this device', async ({ page }) => {
      await page.goto(`${language}/step-4.html`);
      await page.getByRole('checkbox').nth(1).check();
      await page.reload();
      await expect(page.getByRole('checkbox').nth(1)).toBeChecked();
      await expect(page.getByRole('checkbox').nth(0)).not.toBeChecked();
    });

    test('a term leads to its explanation', async ({ page }) => {
      await page.goto(`${language}/step-1.html`);
      await page.locator('main a[href*="glossary.html#term-"]').first().click();
      await expect(page.locator(':target')).toBeInViewport();
    });
  });
}

test('a reader view keeps every warning, paragraph, line of a list and cell', async ({ page }) => {
  test.slow();
  const program = fs.readFileSync(require.resolve('@mozilla/readability/Readability.js'), 'utf8');
  const lost = [];
  for (const file of everyPage.filter((one) => one.includes('/') && !one.endsWith('plan.html'))) {
    await page.goto(file);
    lost.push(...await page.evaluate(([program, file]) => {
      const bare = (text) => text.replace(/\s+/g, '');
      for (const button of document.querySelectorAll('button')) button.remove();
      const copy = document.cloneNode(true);
      const { textContent } = new (eval(`${program}; Readability`))(copy).parse();
      const kept = bare(textContent);
      const wanted = [...document.querySelectorAll('main :is(.stop, .note, p:not(.scripted), li, td)')].filter((part) => !part.querySelector('p, li, td'));
      if (!wanted.length) throw new Error(`${file}: nothing to keep`);
      return wanted.map(({ textContent }) => textContent).filter((text) => !kept.includes(bare(text))).map((text) => `${file}: ${text.trim()}`);
    }, [program, file]));
  }
  expect(lost).toEqual([]);
});

test('without its main script a page shows no button that is dead', async ({ page }) => {
  for (const fault of [(route) => route.abort(), (route) => route.fulfill({ contentType: 'text/javascript', body: '(() => {' })]) {
    await page.route(/\/site-[^/]*\.js$/, fault);
    for (const file of ['en/index.html', 'en/message/cancel.html', 'en/plan.html']) {
      await page.goto(file);
      await expect(page.locator('.scripted').filter({ visible: true }), file).toHaveCount(0);
      await expect(page.locator('main'), file).toBeVisible();
    }
    await page.unroute(/\/site-[^/]*\.js$/);
  }
});

test('a page of before a deployment says so, and only a reader loads it again', async ({ page }) => {
  const later = /\/(search|calendar)-[^/]*\.js$/;
  await page.goto('en/plan.html');
  await page.locator('[data-blank="[navn]"]').first().fill('Kari');
  // The site is published anew: other names, and the old files are gone.
  await page.route(later, (route) => route.fulfill({ status: 404 }));
  await page.route('**/en/plan.html', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/\/(search|calendar)-/g, '/$1-new') });
  });
  await page.getByRole('button', { name: words.en.search }).click();
  const reload = page.getByRole('button', { name: 'Reload' });
  await expect(reload).toBeVisible();
  await expect(page.locator('[data-blank="[navn]"]').first()).toHaveValue('Kari');
  await reload.click();
  await expect(reload).toBeHidden();
});

test('a heading and a table are called by their own words only', async ({ page }) => {
  for (const file of ['en/step-1.html', 'nb/precautions.html', 'zh-Hans/operators.html', 'en/glossary.html']) {
    await page.goto(file);
    await expect(page.locator('.anchor').first()).toBeAttached();
    for (const heading of await page.locator('main :is(h2, h3):has(.anchor)').all()) {
      const text = await heading.evaluate((one) => one.textContent.replace(/\s+/g, ' ').trim());
      await expect(heading).toHaveAccessibleName(text);
    }
    expect(await page.locator('main').ariaSnapshot(), file).not.toMatch(/(heading|table) "[^"]*(Link to this section|Lenke til|本节链接)/);
  }
});

test('the chooser leads to each language and sends nobody anywhere', async ({ page }) => {
  await page.goto('index.html');
  await expect(page).toHaveURL(/index\.html$/);
  for (const language of languages) {
    await expect(page.locator(`main a[href$="${language}/index.html"]`)).toBeVisible();
  }
});

for (const [wanted, offered] of [
  ['zh-TW', 'zh-Hant'], ['zh-HK', 'zh-Hant'], ['zh-Hant-TW', 'zh-Hant'], ['zh', 'zh-Hans'], ['zh-SG', 'zh-Hans'], ['zh-CN', 'zh-Hans'],
  ['nn-NO', 'nn'], ['no', 'nb'], ['nb-NO', 'nb'], ['pt-PT', 'pt-BR'], ['pt-BR', 'pt-BR'], ['en-GB', 'en'],
]) {
  test(`the chooser suggests ${offered} to a browser that prefers ${wanted}`, async ({ page }) => {
    await page.addInitScript((tag) => Object.defineProperty(navigator, 'languages', { value: ['fy', tag] }), wanted);
    await page.route('**/index.html', async (route) => {
      const answer = await route.fetch();
      // As if the guide had more languages.
      const more = (html) => ['zh-Hant', 'nn', 'pt-BR'].reduce((text, tag) => text.replace(/<section lang="zh-Hans"[^]*?<\/section>/, (offer) => offer + offer.replaceAll('zh-Hans', tag)), html);
      await route.fulfill({ response: answer, body: more(await answer.text()) });
    });
    await page.goto('index.html');
    await expect(page.locator('.suggested')).toHaveCount(1);
    await expect(page.locator(`.suggested[data-language="${offered}"]`)).toHaveCount(1);
  });
}

for (const [tag, date] of [
  ['en', '1 January 2027'], ['en-US', 'January 1, 2027'], ['pt-BR', '1 de janeiro de 2027'], ['nn', /1(\. januar| January) 2027/],
  ['zh-Hant', '2027年1月1日'], ['zh-Hant-TW', '2027年1月1日'], ['ar', '1 يناير 2027'],
]) {
  test(`dates in ${tag} are written as there`, async ({ page }) => {
    await page.route('**/en/step-1.html', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace('<html lang="en"', `<html lang="${tag}"`) });
    });
    await page.goto('en/step-1.html#step-1-dates');
    await page.locator('#notice-date').fill('2026-12-31');
    await expect(page.locator('.example li').last()).toContainText(date);
  });
}

test('the page for a wrong address has the six steps in every language', async ({ page }) => {
  await page.goto('404.html');
  for (const language of languages) {
    for (let step = 1; step <= 6; step++) {
      await expect(page.locator(`a[href$="${language}/step-${step}.html"]`)).toBeAttached();
    }
  }
});
