// Accessibility by axe, on every page in every language; on a phone and in the dark on each kind of page.
const { test, expect } = require('@playwright/test');
const { AxeBuilder } = require('@axe-core/playwright');
const { everyPage, kinds, languages } = require('./site');

const looks = [
  { name: 'desktop, light', viewport: { width: 1280, height: 800 }, colorScheme: 'light', files: everyPage },
  { name: 'phone, dark', viewport: { width: 360, height: 740 }, colorScheme: 'dark',
    files: languages.flatMap((language) => kinds(language).map((file) => `${language}/${file}`)) },
];

for (const { name, viewport, colorScheme, files } of looks) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme });
    for (const file of files) {
      test(file, async ({ page }) => {
        await page.goto(file);
        const { violations, passes } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
        expect(passes.length).toBeGreaterThan(10);
      });
    }
  });
}
