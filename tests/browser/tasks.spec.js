// What readers come for, on a phone, from the first page: at most three taps each. Where a test is
// changed because a way has become longer, the limit says whether it still may.
const { test, expect } = require('@playwright/test');
const { languages } = require('./site');

const MOST_TAPS = 3;

test.use({ viewport: { width: 390, height: 844 }, permissions: ['clipboard-read', 'clipboard-write'] });

for (const language of languages) {
  test.describe(language, () => {
    let taps;
    let tap;

    test.beforeEach(async ({ page }) => {
      taps = 0;
      tap = async (locator) => {
        taps += 1;
        await locator.click();
      };
      await page.goto(`${language}/index.html`);
    });

    test.afterEach(() => expect(taps).toBeLessThanOrEqual(MOST_TAPS));

    const link = (page, address) => page.locator(`main a[href="${address}"]`).first();
    const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

    for (const [task, ...addresses] of [
      ['a bill comes after the end', 'situation/late-bill.html'],
      ['the phone is lost', 'situations.html#trouble', 'situation/lost.html'],
      ['already abroad, without BankID', 'situation/abroad.html'],
      ['somebody asks for a code', 'precautions.html#precautions-scams'],
    ]) {
      test(task, async ({ page }) => {
        for (const address of addresses) await tap(link(page, address));
        const place = new URL(addresses.at(-1), page.url()).hash || 'h1';
        await expect(page.locator(place)).toBeInViewport();
      });
    }

    test('the number of Ice', async ({ page }) => {
      await tap(link(page, 'operators.html'));
      await tap(link(page, 'operator/ice.html'));
      await expect(page.locator('main a[href^="tel:"]').first()).toBeVisible();
    });

    test('the link to "online" for a reader of another language', async ({ page }) => {
      const other = languages.find((tag) => tag !== language);
      await tap(link(page, 'step-2.html'));
      await tap(page.locator(`nav a[hreflang="${other}"]`));
      await tap(page.locator('#step-2-online .anchor'));
      await expect(page.getByRole('status').first()).not.toBeEmpty();
      expect(await copied(page)).toMatch(new RegExp(`/${other}/step-2\\.html#step-2-online$`));
    });

    test('what is left to do', async ({ page }) => {
      await page.goto(`${language}/step-3.html`);
      await page.getByRole('checkbox').first().check();
      await tap(page.locator('.brand'));
      await expect(link(page, 'step-3.html')).toContainText('1/');
    });

    test('the text to send', async ({ page }) => {
      await tap(link(page, 'step-2.html'));
      await tap(link(page, 'message/cancel.html'));
      await tap(page.locator('.message').first().locator('[data-do=copy]'));
      await expect.poll(() => copied(page)).toContain('sier opp');
    });

    test('the day on which the number stops', async ({ page }) => {
      await tap(link(page, 'step-1.html'));
      const day = page.locator('input[type="date"]');
      await tap(day);
      await day.fill('2026-06-15');
      await expect(page.getByRole('status').getByRole('listitem')).toHaveCount(3);
    });

    test('the PDF', async ({ page }) => {
      await tap(page.locator('.sidebar summary'));
      const asked = page.waitForRequest(/\.pdf$/);
      await tap(page.locator('.sidebar a[href$=".pdf"]'));
      const answer = await page.request.get((await asked).url());
      expect(answer.headers()['content-type']).toBe('application/pdf');
    });
  });
}
