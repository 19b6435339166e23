// Accessibility by axe, on every page in every language; on a phone and in the dark on each kind of page.
const { test, expect } = require('@playwright/test');
const { axe, everyPage, kinds, languages } = require('./site');

const looks = [
  { name: 'desktop, light', viewport: { width: 1280, height: 800 }, colorScheme: 'light', files: everyPage },
  { name: 'phone, dark', viewport: { width: 360, height: 740 }, colorScheme: 'dark',
    files: languages.flatMap((language) => kinds(language).map((file) => `${language}/${file}`)) },
];

for (const { name, viewport, colorScheme, files } of looks) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme });
    for (const folder of ['', ...languages]) {
      const own = files.filter((file) => (file.includes('/') ? file.startsWith(`${folder}/`) : !folder));
      if (!own.length) continue;
      test(`axe finds nothing on ${own.length} pages of ${folder || 'the root'}`, async ({ page }) => {
        test.setTimeout(240_000);
        for (const file of own) {
          await page.goto(file);
          const { faults, passes } = await axe(page);
          expect.soft(faults, file).toEqual([]);
          expect.soft(passes, file).toBeGreaterThan(10);
        }
      });
    }
  });
}
