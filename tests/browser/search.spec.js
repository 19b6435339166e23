// Search: words that stand on a page lead to it, in each language.
const fs = require('node:fs');
const path = require('node:path');
const { test, expect } = require('@playwright/test');
const { serve, searchParts, faults } = require('./server');
const { folder, languages, pages, words } = require('./site');

// Numbers that look random and are the same in every run.
function draw(seed) {
  let state = seed;
  return (limit) => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.floor((state / 4294967296) * limit);
  };
}

// The words of a page's text that somebody might look for.
function wordsOf(language, file) {
  const page = fs.readFileSync(path.join(folder, language, file), 'utf8');
  // Fields and buttons beside a message are no text, nor are marks, column heads and sources.
  const html = page
    .replace(/<nav class="sections[^]*?<\/nav>|<div class="fields[^]*?<\/div>|<p class="(acts|door)[^]*?<\/p>|<thead>[^]*?<\/thead>/g, ' ')
    .replace(/<details[^>]* data-pagefind-ignore[^]*?<\/details>|<small class="mark[^]*?<\/small>|<div class="place[^]*?<\/div>/g, ' ')
    .replace(/<\/td><td>[^]*?<\/td>(?=\s*<\/tr>)/g, '</td>');
  const text = html.replace(/^[^]*<main[^>]*>|<\/main>[^]*$/g, '').replace(/<(i|pre|span lang)[^]*?<\/\1>/g, ' ').replace(/<[^>]*>|&[a-z]+;/g, ' ');
  const pieces = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)];
  const found = pieces.filter((piece) => piece.isWordLike).map((piece) => piece.segment);
  const likely = language === 'zh-Hans' ? /^\p{Script=Han}{2,}$/u : /^\p{Letter}{5,}$/u;
  return found.filter((word) => likely.test(word));
}

for (const language of languages) {
  const word = words[language];
  test.describe(language, () => {
    test('words drawn at random from the pages find their page', async ({ page }) => {
      test.slow();
      const next = draw(20261122);
      const drawn = [];
      // A plan is answers and no text: search does not read it.
      for (const file of pages(language).filter((one) => one !== 'plan.html')) {
        const candidates = wordsOf(language, file);
        for (let n = 0; n < 4; n++) drawn.push([file, candidates[next(candidates.length)]]);
      }
      await page.goto(`${language}/index.html`);
      const found = await page.evaluate(async ({ language, queries }) => {
        const engine = await import(new URL('../pagefind/pagefind.js', location.href));
        await engine.init();
        const results = [];
        for (const query of queries) {
          const { results: hits } = await engine.search(query);
          results.push(await Promise.all(hits.map(async (hit) => (await hit.data()).url.split(`/${language}/`).pop())));
        }
        return results;
      }, { language, queries: drawn.map(([, query]) => query) });
      const missed = drawn.filter(([file], index) => !found[index].includes(file));
      expect(drawn.length).toBeGreaterThan(50);
      expect(missed).toEqual([]);
    });

    test('the dialog opens by key, finds, and leads to the place', async ({ page }) => {
      await page.goto(`${language}/esim.html`);
      await page.keyboard.press('Control+k');
      const dialog = page.getByRole('dialog');
      await expect(dialog).toBeVisible();
      await page.keyboard.type(word.cancel);
      const first = dialog.getByRole('link').first();
      await expect(first).toBeVisible();
      await page.keyboard.press('ArrowDown');
      await expect(first).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(new RegExp(`/${language}/`));
      await expect(page.getByRole('dialog')).toBeHidden();
    });

    test('the dialog opens by its button and gives focus back', async ({ page }) => {
      await page.goto(`${language}/step-1.html`);
      const opener = page.getByRole('button', { name: word.search });
      await opener.click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await expect(opener).toBeFocused();
    });

    test('an empty result says what to try', async ({ page }) => {
      await page.goto(`${language}/step-1.html`);
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog')).toBeVisible();
      // The second begins like a word that every page has.
      for (const nonsense of ['qzxwvq', 'forqzxwvq']) {
        await page.keyboard.type(nonsense);
        await expect(page.getByRole('status').filter({ hasText: nonsense })).toBeVisible();
        await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(0);
        await page.keyboard.press('Control+a');
      }
    });

    test('the section that has the words in its title comes first', async ({ page }) => {
      await page.goto(`${language}/step-1.html`);
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.keyboard.type(`Ice ${word.service}`);
      const sheets = page.getByRole('dialog').locator('a[href*="operator/"]');
      await expect(sheets.first()).toHaveAttribute('href', /operator\/ice\.html/);
    });
  });
}

// The first result of a query, and all that the dialog says.
async function first(page, query) {
  const status = page.getByRole('dialog').getByRole('status');
  await page.locator('#query').fill(query);
  // A query that is not yet answered says so.
  await page.keyboard.press('Enter');
  await expect(status).toHaveText(/[0-9]$/);
  return page.getByRole('dialog').locator('ul > li').first();
}

async function search(page, language) {
  await page.goto(`${language}/step-1.html`);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
}

const { operators } = require('../../operators.json');

for (const language of languages) {
  const word = words[language];

  test(`${language}: the name of an operator finds its page first, with its list and its number`, async ({ page }) => {
    await search(page, language);
    const list = await page.locator('.sidebar a[href="operators.html"]').textContent();
    for (const id of ['telenor', 'telia', 'ice', 'talkmore', 'onecall', 'lycamobile']) {
      const { name, phone } = operators.find((operator) => operator.id === id);
      for (const query of [name, `${name} ${word.service}`, name.toUpperCase()]) {
        const result = await first(page, query);
        await expect(result.locator('a').first(), query).toHaveAttribute('href', new RegExp(`operator/${id}\\.html$`));
        await expect(result.locator('small').first(), query).toHaveText(list);
        await expect(result.locator('a[href^="tel:"]'), query).toHaveCount(phone ? 1 : 0);
      }
    }
  });

  test(`${language}: a number in any spelling finds its owner`, async ({ page }) => {
    await search(page, language);
    for (const query of ['915 09 000', '91509000', '+4791509000', '(+47) 915 09 000', '0047 91 50 90 00', '915-09-000', '９１５ ０９ ０００', '\u2068+4791509000\u2069', '\u200e91509000', 'tel:+4791509000']) {
      const result = await first(page, query);
      await expect(result.locator('a').first(), query).toHaveAttribute('href', /operator\/telenor\.html$/);
      await expect(result.locator('a[href^="tel:"]'), query).toHaveText('915 09 000');
    }
    const lycamobile = await first(page, '+47 21547171');
    await expect(lycamobile.locator('a').first()).toHaveAttribute('href', /operator\/lycamobile\.html$/);
  });

  test(`${language}: a word of the guide’s title finds the guide first`, async ({ page }) => {
    await search(page, language);
    for (const query of word.ofTitle) {
      const result = await first(page, query);
      await expect(result.locator('a').first(), query).toHaveAttribute('href', /\/index\.html/);
    }
  });
}

test('a question finds what answers it, whatever words it asks with', async ({ page }) => {
  for (const [language, queries] of [
    ['zh-Hans', { 收到催收信怎么办: 'collection', 丢了手机怎么办: 'lost', 怎么解约Telenor: 'telenor', 我的号码能保留吗: 'keep-number', 如何解约: 'index' }],
    ['nb', { 'hvordan sier jeg opp': 'index', 'jeg har mistet telefonen': 'lost', 'hvordan si opp telia': 'telia' }],
    ['en', { 'what to do about a debt collection letter': 'collection', 'my phone was stolen': 'lost', 'how do I cancel ice': 'ice', 'how to cancel': 'index' }],
  ]) {
    await search(page, language);
    for (const [query, answer] of Object.entries(queries)) {
      const result = await first(page, query);
      await expect(result.locator('a').first(), query).toHaveAttribute('href', new RegExp(`/${answer}\\.html`));
    }
  }
});

test('a word is found with its hyphen and without', async ({ page }) => {
  for (const [language, queries] of [
    ['nb', ['epost', 'e-post', 'simkort', 'kunde-service', '5gkort']],
    ['en', ['e-mail', 'pre-paid', 'sim-card']],
    ['zh-Hans', ['e-SIM', '4-6', '４－６', 'ＢａｎｋＩＤ', 'Bank\u00adID']],
  ]) {
    await search(page, language);
    for (const query of queries) await expect((await first(page, query)).locator('a').first(), query).toBeVisible();
  }
});

test('a query is repeated as it was typed', async ({ page }) => {
  await search(page, 'en');
  await page.locator('#query').fill('qzx$&qzx');
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('qzx$&qzx');
});

test('whoever comes from the page that is not found and closes the search is not asked again', async ({ page }) => {
  await page.goto('404.html');
  await page.goto('en/index.html#search');
  await expect(page.locator('#query')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/index\.html$/);
  await expect(page.locator('.languages a').first()).not.toHaveAttribute('href', /#/);
  await page.reload();
  await expect(page.locator('#query')).toBeHidden();
});

test('a browser that knows no dialog opens and closes the search and the big screen', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['showModal', 'show', 'close']) delete HTMLDialogElement.prototype[name];
  });
  await page.goto('en/message/cancel.html');
  await page.locator('#search').click();
  await page.locator('#query').fill('eSIM');
  await expect(page.locator('.found li').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.found')).toBeHidden();
  await page.locator('[data-do=show]').first().click();
  await expect(page.locator('.screen')).toBeInViewport({ ratio: 0.9 });
  await page.locator('.screen button').click();
  await expect(page.locator('.screen')).toHaveCount(0);
});

test('the dialog closes by a press beside it, not by what is marked beyond it or opened in a new tab', async ({ page, context }) => {
  await search(page, 'en');
  const dialog = page.getByRole('dialog');
  await page.locator('#query').fill('refund');
  const link = dialog.getByRole('link').first();
  await expect(link).toBeVisible();
  const field = await page.locator('#query').boundingBox();
  await page.mouse.move(field.x + 9, field.y + 9);
  await page.mouse.down();
  await page.mouse.move(1, 700);
  await page.mouse.up();
  await expect(dialog).toBeVisible();
  await Promise.all([context.waitForEvent('page'), link.click({ modifiers: ['Control'] })]);
  await expect(dialog).toBeVisible();
  const edge = await dialog.boundingBox();
  await page.mouse.click(edge.x + 4, edge.y + 4);
  await expect(dialog).toBeVisible();
  await page.mouse.click(1, 700);
  await expect(dialog).toBeHidden();
});

test('a Chinese word does not find what has one of its characters', async ({ page }) => {
  await search(page, 'zh-Hans');
  await expect((await first(page, '注销')).locator('a').first()).toBeVisible();
  await expect(page.getByRole('dialog').locator('mark').first()).toBeVisible();
  for (const marked of await page.getByRole('dialog').locator('mark').allTextContents()) expect(marked.trim()).toMatch(/^(注销|注|销)$/);
});

test('Norwegian is found without its letters, Chinese in traditional characters', async ({ page }) => {
  for (const [language, query] of [['nb', 'sporsmal'], ['nb', 'spoer'], ['zh-Hans', '運營商']]) {
    await page.goto(`${language}/index.html`);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.type(query);
    await expect(page.getByRole('dialog').getByRole('link').first(), query).toBeVisible();
  }
});

test.describe('on a bad network', () => {
  let server;
  test.beforeAll(async () => (server = await serve()));
  test.afterAll(() => server.close());

  for (const fault of faults) {
    test(`(${fault}) search says that something did not come, and finds when it comes`, async ({ page }) => {
      test.slow();
      const { failed } = words['zh-Hans'];
      for (const [part, query] of searchParts) {
        server.lose(part, fault);
        await page.goto(`${server.url}/zh-Hans/index.html`);
        await page.keyboard.press('Control+k');
        await page.locator('#query').fill(query);
        await expect(page.getByRole('dialog').getByRole('status'), String(part)).toHaveText(failed);
        expect(server.lost(), String(part)).toBeGreaterThan(0);
        server.mend();
        await page.keyboard.press('Enter');
        await expect(page.getByRole('dialog').getByRole('link').first(), String(part)).toBeVisible();
      }
    });
  }

  test('what a page loads later may fail once: the search button, its style, the dates, the ticks', async ({ page }) => {
    const { failed } = words.en;
    server.lose(/\/search-[^/]*\.js$/, 'reset');
    await page.goto(`${server.url}/en/step-3.html`);
    await page.getByRole('button', { name: words.en.search }).click();
    await expect(page.locator('.reply')).toHaveText(failed);
    server.lose(/\/search-[^/]*\.css$/, 'reset');
    await page.getByRole('button', { name: words.en.search }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expect.poll(server.lost).toBeGreaterThan(0);
    server.mend();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toHaveCSS('border-radius', /[1-9]/);

    server.lose(/\/ticks-[^/]*\.js$/, 'refused');
    await page.goto(`${server.url}/en/step-3.html`);
    await page.getByRole('checkbox').first().check();
    expect(server.lost()).toBeGreaterThan(0);
    server.mend();
    await expect(page.getByRole('button', { name: words.en.clear })).toBeAttached();
    await page.reload();
    await expect(page.getByRole('checkbox').first()).toBeChecked();

    server.lose(/\/dates-[^/]*\.js$/, 'refused');
    await page.goto(`${server.url}/en/step-1.html#step-1-dates`);
    await expect.poll(server.lost).toBeGreaterThan(0);
    server.mend();
    await expect(page.getByLabel(words.en.notice)).toBeVisible();
  });

  for (const [address, parts, works] of [
    ['plan.html#way=give-up&operator=telenor&kind=monthly', ['days', 'plan'], (page) => expect(page.locator('.ends .end').filter({ visible: true })).toHaveText(/20\d\d/)],
    ['operator/ice.html', ['days', 'operator'], (page) => expect(page.locator('[data-end] time').first()).toHaveText(/20\d\d/)],
    ['step-1.html#step-1-dates', ['days'], (page) => expect(page.getByLabel(words.en.notice)).toBeVisible()],
    ['message/cancel.html', ['fill'], (page) => expect(page.locator('.strike').first()).toBeVisible()],
  ]) {
    for (const part of parts) {
      test(`a script of ${address} may fail once: ${part}`, async ({ page }) => {
        server.lose(new RegExp(`/${part}-[^/]*\\.js$`), 'refused');
        await page.goto(`${server.url}/en/${address}`);
        await expect.poll(server.lost).toBeGreaterThan(0);
        server.mend();
        await works(page);
        // A script that ran twice would have made twice what it makes.
        for (const once of ['.strike', '[type=date]', '.ticks button', '.said[role=status]']) {
          const twice = await page.locator(once).evaluateAll((all) => all.some((one) => all.some((other) => one !== other && one.parentNode === other.parentNode)));
          expect(twice, once).toBe(false);
        }
      });
    }
  }
});

test('the fields for a date come also where the script that counts days comes after them', async ({ page }) => {
  await page.route('**/days-*.js', async (route) => {
    await page.waitForRequest('**/dates-*.js').catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await page.goto('en/step-1.html#step-1-dates');
  await page.getByLabel(words.en.notice).fill('2026-06-15');
  await expect(page.getByRole('status').filter({ hasText: '2026' }).getByRole('listitem')).toHaveCount(3);
});

test('while an input method composes, its keys are its own and nothing is said of half a word', async ({ page }) => {
  await page.goto('zh-Hans/index.html');
  await page.keyboard.press('Control+k');
  const field = page.locator('#query');
  const dialog = page.getByRole('dialog');
  await field.fill('退款');
  await expect(dialog.getByRole('link').first()).toBeVisible();
  await field.fill('');
  const keyboard = await page.context().newCDPSession(page);
  await keyboard.send('Input.imeSetComposition', { text: "jie'yqz", selectionStart: 7, selectionEnd: 7 });
  await expect(field).toHaveValue("jie'yqz");
  // Longer than the pause after which a query is answered.
  const said = await page.evaluate(() => new Promise((resolve) => {
    const heard = new Set();
    const status = document.querySelector('dialog [role=status]');
    new MutationObserver(() => heard.add(status.textContent)).observe(status, { childList: true });
    setTimeout(() => resolve([...heard, status.textContent]), 1000);
  }));
  expect(said.join()).not.toContain(words['zh-Hans'].none);
  for (const key of ['ArrowDown', 'ArrowUp', 'Enter', 'Escape']) {
    const taken = await field.evaluate((input, key) => {
      const press = new KeyboardEvent('keydown', { key, isComposing: true, keyCode: 229, bubbles: true, cancelable: true });
      return !input.dispatchEvent(press);
    }, key);
    expect(taken, key).toBe(false);
    await expect(dialog, key).toBeVisible();
    await expect(field, key).toBeFocused();
  }
  await keyboard.send('Input.insertText', { text: '解约' });
  await expect(dialog.getByRole('link').first()).toBeVisible();
  await field.fill('');
  await keyboard.send('Input.imeSetComposition', { text: 'qzxw', selectionStart: 4, selectionEnd: 4 });
  await keyboard.send('Input.insertText', { text: 'qzxw' });
  await expect(dialog.getByRole('status')).toContainText(words['zh-Hans'].none);
});
