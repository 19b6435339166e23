// Search: words that stand on a page lead to it, in each language.
const fs = require('node:fs');
const path = require('node:path');
const { test, expect } = require('@playwright/test');
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
  const html = fs.readFileSync(path.join(folder, language, file), 'utf8');
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
      for (const file of pages(language)) {
        const candidates = wordsOf(language, file);
        for (let n = 0; n < 4; n++) drawn.push([file, candidates[next(candidates.length)]]);
      }
      await page.goto(`${language}/index.html`);
      const found = await page.evaluate(async (queries) => {
        const engine = await import(new URL('../pagefind/pagefind.js', location.href));
        await engine.init();
        const results = [];
        for (const query of queries) {
          const { results: hits } = await engine.search(query);
          results.push(await Promise.all(hits.map(async (hit) => (await hit.data()).url.split('/').pop())));
        }
        return results;
      }, drawn.map(([, query]) => query));
      const missed = drawn.filter(([file], index) => !found[index].includes(file));
      expect(drawn.length).toBeGreaterThan(50);
      expect(missed).toEqual([]);
    });

    test('the dialog opens by key, finds, and leads to the place', async ({ page }) => {
      await page.goto(`${language}/esim.html`);
      await page.keyboard.press('/');
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
      await page.keyboard.press('/');
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.keyboard.type(`Ice ${word.service}`);
      const sheets = page.getByRole('dialog').locator('a[href*="operators.html#"]');
      await expect(sheets.first()).toHaveAttribute('href', /operators\.html#ice$/);
    });
  });
}

test('Norwegian is found without its letters, Chinese in traditional characters', async ({ page }) => {
  for (const [language, query] of [['nb', 'sporsmal'], ['nb', 'spoer'], ['zh-Hans', '運營商']]) {
    await page.goto(`${language}/index.html`);
    await page.keyboard.press('/');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.type(query);
    await expect(page.getByRole('dialog').getByRole('link').first(), query).toBeVisible();
  }
});
