// What only another engine shows, in Debian's Firefox: puppeteer drives it, because Playwright wants a
// Firefox of its own making. One browser for all, as it takes seconds to start.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const puppeteer = require('puppeteer-core');
const { test, expect } = require('@playwright/test');
const { cases, replay } = require('./plan');
const { serve, searchParts } = require('./server');
const { shades } = require('./paper');
const { words } = require('./site');

const language = 'zh-Hans';

test.describe.configure({ mode: 'default' });

let home;
let browser;
let server;
let page;

test.beforeAll(async () => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'firefox-'));
  browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    env: { ...process.env, HOME: home },
  });
  server = await serve();
});

test.afterAll(async () => {
  await browser?.close();
  await server?.close();
  fs.rmSync(home, { recursive: true, force: true });
});

test.beforeEach(async () => {
  page = await browser.newPage();
  await page.setViewport({ width: 390, height: 844 });
});

test.afterEach(async () => {
  server.mend();
  await page.close();
});

const status = () => page.$eval('dialog [role=status]', (found) => found.textContent);
const results = () => page.$$eval('dialog > ul > li', (found) => found.length);

async function openSearch() {
  await page.click('#search');
  await page.waitForSelector('dialog[open]');
}

// Types the query and waits until it is answered.
async function ask(query) {
  await page.$eval('#query', (field) => (field.value = ''));
  await page.type('#query', query);
  await page.waitForFunction(
    (query, waiting) => {
      const [field, said] = [document.querySelector('#query'), document.querySelector('dialog [role=status]')];
      return field.value === query && said.textContent !== waiting;
    },
    {}, query, words[language].searching);
}

test('a lone Chinese word finds its pages', async () => {
  await page.goto(`${server.url}/${language}/index.html`);
  await openSearch();
  for (const query of ['银行', '账单', '号码', '退款', '护照', '投诉', '电话', '密码', '合同', '地址', '退款 银行']) {
    await ask(query);
    await expect.poll(results, query).toBeGreaterThan(0);
  }
});

test('search says that something did not come, and finds when it comes', async () => {
  test.slow();
  for (const [part, query] of searchParts) {
    server.lose(part, 'reset');
    await page.goto(`${server.url}/${language}/index.html`);
    await openSearch();
    await ask(query);
    await expect.poll(status, String(part)).toBe(words[language].failed);
    expect(server.lost(), String(part)).toBeGreaterThan(0);
    server.mend();
    await page.keyboard.press('Enter');
    await expect.poll(results, String(part)).toBeGreaterThan(0);
  }
});

test('the search button works after its script did not come once', async () => {
  server.lose(/\/search-[^/]*\.js$/, 'reset');
  await page.goto(`${server.url}/${language}/index.html`);
  await page.click('#search');
  await expect.poll(() => page.$$eval('.reply', ([note]) => note?.textContent)).toBe(words[language].failed);
  server.mend();
  await openSearch();
});

test('boxes are ticked and remembered whatever stood in storage', async () => {
  await page.goto(`${server.url}/${language}/step-3.html`);
  await page.evaluate(() => {
    localStorage.setItem('guide-ticks-3', '[1,2');
    localStorage.setItem('guide-steps-3', '{"step-1.html":null}');
  });
  await page.reload();
  await page.click('main [type=checkbox]');
  await page.reload();
  expect(await page.$eval('main [type=checkbox]', (box) => box.checked)).toBe(true);
  await page.evaluate(() => localStorage.clear());
});

test('a page in dark is printed dark on white', async () => {
  await page.goto(`${server.url}/${language}/esim.html`);
  await page.click('.appearance');
  expect(await page.$eval('html', (html) => html.dataset.appearance)).toBe('dark');
  for (const printBackground of [true, false]) {
    const { white, dark } = shades(await page.pdf({ printBackground }));
    expect(white).toBeGreaterThan(0.7);
    expect(dark).toBeGreaterThan(0.005);
  }
});

test('a tenth of the plans of Rust are the same', async () => {
  test.slow();
  await page.goto(`${server.url}/${language}/plan.html`);
  await replay(page, cases.filter((_, index) => index % 10 === 3));
});
