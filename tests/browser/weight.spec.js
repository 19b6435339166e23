// A page has to be there at once on a bad connection: what it weighs before it can be read.
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');
const { test, expect } = require('@playwright/test');
const { folder, languages, pages } = require('./site');

// Ten packets of 1,460 bytes: what a server may send before it waits for the first answer (RFC 6928).
const ONE_ROUND_TRIP = 14_600;

// What a first visit may load, without compression, before search is used.
const FIRST_VISIT = 60 * 1024;

const brotli = (content) => zlib.brotliCompressSync(content).length;

for (const language of languages) {
  test(`${language}: page, style and blocking scripts fit one round trip`, () => {
    for (const file of pages(language)) {
      const html = fs.readFileSync(path.join(folder, language, file), 'utf8');
      const blocking = [...html.matchAll(/<link rel="?stylesheet"? href="?([^" >]+)"?>|<script src="?([^" >]+)"?><\/script>/g)];
      expect(blocking.length, file).toBeGreaterThan(1);
      const weights = blocking.map(([, style, script]) =>
        brotli(fs.readFileSync(path.join(folder, language, style ?? script))));
      const sum = weights.reduce((a, b) => a + b, brotli(Buffer.from(html)));

      expect(sum, `${language}/${file}`).toBeLessThanOrEqual(ONE_ROUND_TRIP);
    }
  });

  test(`${language}: a first visit is at most 8 requests and 60 KiB`, async ({ browser }) => {
    test.slow();
    for (const file of pages(language)) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const requests = [];
      page.on('request', (request) => requests.push(request));
      await page.goto(`${language}/${file}`, { waitUntil: 'networkidle' });
      expect(requests.length, file).toBeLessThanOrEqual(8);
      const sizes = await Promise.all(requests.map(async (request) => (await (await request.response()).body()).length));
      expect(sizes.reduce((a, b) => a + b), file).toBeLessThanOrEqual(FIRST_VISIT);
      await context.close();
    }
  });
}
