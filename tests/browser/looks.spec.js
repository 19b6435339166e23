// The looks of the pages against pictures that somebody has looked at and found good. After a
// change that is meant: `npx playwright test looks --update-snapshots=all` in tests/, then look at every
// picture that changed in tests/browser/looks/.
const { test, expect } = require('@playwright/test');
const { languages } = require('./site');

// Each kind of page once, on each kind of screen, in both appearances.
const LOOKS = [
  { file: 'index.html', width: 360, height: 740, scheme: 'light' },
  { file: 'step-2.html', width: 390, height: 844, scheme: 'dark' },
  { file: 'operator/telenor.html', width: 390, height: 844, scheme: 'light' },
  { file: 'message/cancel.html', width: 390, height: 844, scheme: 'light' },
  { file: 'situation/leaving.html', width: 768, height: 900, scheme: 'light' },
  { file: 'step-1.html', section: 'step-1-dates', width: 1280, height: 800, scheme: 'light' },
  { file: 'operators.html', width: 1280, height: 800, scheme: 'dark' },
];

function looks(name, address, { width, height, scheme, section }) {
  test(`${name} ${width} ${scheme}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.clock.setFixedTime(new Date('2026-11-23T12:00:00'));
    await page.goto(section ? `${address}#${section}` : address, { waitUntil: 'networkidle' });
    const picture = `${name}-${width}-${scheme}.png`.split('/');
    await expect(page).toHaveScreenshot(picture, { maxDiffPixelRatio: 0.002 });
    await context.close();
  });
}

for (const language of languages) {
  for (const look of LOOKS) {
    looks(`${language}/${look.file.replace('.html', '')}`, `${language}/${look.file}`, look);
  }
}
test('letters are drawn with the fonts of tests/fonts.conf, none with one of the machine', async ({ page }) => {
  const drawn = new Set();
  const browser = await page.context().newCDPSession(page);
  for (const language of languages) {
    await page.goto(`${language}/step-2.html`);
    await browser.send('DOM.enable');
    await browser.send('CSS.enable');
    const { root } = await browser.send('DOM.getDocument');
    const { nodeIds } = await browser.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: 'body *' });
    for (const nodeId of nodeIds) {
      const { fonts } = await browser.send('CSS.getPlatformFontsForNode', { nodeId });
      fonts.forEach(({ familyName }) => drawn.add(familyName));
    }
  }
  expect([...drawn].sort()).toEqual(['Noto Sans', 'Noto Sans CJK SC']);
});

looks('chooser', 'index.html', { width: 360, height: 740, scheme: 'light' });
looks('chooser', 'index.html', { width: 1280, height: 800, scheme: 'dark' });
looks('404', '404.html', { width: 390, height: 844, scheme: 'light' });
