// A page has to be there at once on a bad connection. What counts is what goes over the line: hosts
// compress with brotli, as here.
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');
const { test, expect } = require('@playwright/test');
const { folder, kinds, languages, pages } = require('./site');

// Ten packets of 1,460 bytes: what a server may send before it waits for the first answer (RFC 6928).
// So much a reader has to wait for: the page, its styles and the scripts that block it.
const FIRST_VIEW = 14_600;

// The plan holds every line for everybody, so that it works without scripts.
const HEAVY = {
  'plan.html': 16_500,
};

// Sheets for paper and for wide screens: no phone waits for them.
const NOT_ON_PHONES = ['print', 'screen and (min-width: 58rem)'];

// What a first visit loads in all, before search is used.
const FIRST_VISIT = 40 * 1024;
const REQUESTS = 10;
// The plan has a sheet and two scripts of its own; the eleventh is the sheet for wide screens.
const MANY = { 'plan.html': 11 };

// The plan with what only it needs.
const PLAN = 18_000;

const brotli = (content) => zlib.brotliCompressSync(content).length;

test('no reader waits for a comment', () => {
  const assets = fs.readdirSync(path.join(folder, 'assets')).filter((file) => /\.(css|js)$/.test(file));
  expect(assets.length).toBeGreaterThan(10);
  for (const file of assets) {
    const text = fs.readFileSync(path.join(folder, 'assets', file), 'utf8');
    expect(text, file).not.toMatch(/^\s*\/\/|\/\*/m);
  }
});

for (const language of languages) {
  test(`${language}: page, styles and blocking scripts come in one round trip`, () => {
    for (const file of pages(language)) {
      const html = fs.readFileSync(path.join(folder, language, file), 'utf8');
      const found = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"(?: media="([^"]+)")?>|<script src="([^"]+)"><\/script>/g)];
      const blocking = found.filter(([, , media]) => !NOT_ON_PHONES.includes(media));
      expect(blocking.length, file).toBeGreaterThan(1);
      const weights = blocking.map(([, style, , script]) =>
        brotli(fs.readFileSync(path.join(folder, language, path.dirname(file), style ?? script))));
      const sum = weights.reduce((a, b) => a + b, brotli(Buffer.from(html)));
      const limit = HEAVY[file] ?? FIRST_VIEW;
      expect(sum, `${language}/${file}`).toBeLessThanOrEqual(limit);
    }
  });

  test(`${language}: the plan with its own style and scripts is at most 18 KB`, () => {
    const html = fs.readFileSync(path.join(folder, language, 'plan.html'), 'utf8');
    const own = [...html.matchAll(/"(\.\.\/assets\/(?:plan|fill)-[^"]*)"/g)].map(([, file]) => file);
    expect(own.length).toBe(3);
    const weights = own.map((file) => brotli(fs.readFileSync(path.join(folder, language, file))));
    expect(weights.reduce((a, b) => a + b, brotli(Buffer.from(html)))).toBeLessThanOrEqual(PLAN);
  });

  test(`${language}: a first visit is at most 10 requests and 40 KiB`, async ({ browser }) => {
    test.slow();
    for (const file of kinds(language)) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const requests = [];
      page.on('request', (request) => requests.push(request));
      await page.goto(`${language}/${file}`, { waitUntil: 'networkidle' });
      expect(requests.length, file).toBeLessThanOrEqual(MANY[file] ?? REQUESTS);
      const sizes = await Promise.all(requests.map(async (request) => brotli(await (await request.response()).body())));
      expect(sizes.reduce((a, b) => a + b), file).toBeLessThanOrEqual(FIRST_VISIT);
      await context.close();
    }
  });
}
