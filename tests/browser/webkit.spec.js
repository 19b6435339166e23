// What a reader does, in the engine of every browser on an iPhone. One browser for all, as it takes seconds
// to start.
const { test, expect } = require('@playwright/test');
const { cases, replay, shown } = require('./plan');
const { searchParts, serve } = require('./server');
const { words } = require('./site');
const { launch } = require('./webkit');

const language = 'zh-Hans';
// WebDriver's name for the key.
const ENTER = '\uE007';

test.describe.configure({ mode: 'default' });

let server;
let page;

test.beforeAll(async () => {
  [server, page] = await Promise.all([serve(), launch()]);
});

test.afterAll(async () => {
  await page?.close();
  await server?.close();
});

const open = (address) => page.goto(`${server.url}/${language}/${address}`);
const texts = (selector) => page.evaluate((selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent), selector);
const textOf = async (selector) => (await texts(selector))[0];

test('thirty of the plans of Rust are the same', async () => {
  await open('plan.html');
  await replay(page, cases.filter((_, index) => index % 50 === 9));
});

test('the digits of a date stand side by side', async () => {
  await open('plan.html#way=give-up&operator=telenor');
  const distances = await page.evaluate(() => [...document.querySelectorAll('[data-line]:not([hidden]) time')].flatMap(({ firstChild: text }) => {
    const range = document.createRange();
    const left = (at) => (range.setStart(text, at), range.setEnd(text, at + 1), range.getBoundingClientRect().left);
    return [...text.data.matchAll(/\d(?=\d)/g)].map(({ index }) => Math.round(left(index + 1) - left(index)));
  }));
  expect(distances.length).toBeGreaterThan(20);
  expect([...new Set(distances)]).toHaveLength(1);
});

test('answers are taps, stand in the address and come back with it', async () => {
  await open('plan.html');
  for (const choice of ['way=give-up', 'operator=telenor', 'kind=monthly', 'place=leaving']) await page.click(`label:has([name=${choice.replace("=", "][value=")}])`);
  const before = await page.evaluate(shown);
  const hash = await page.evaluate(() => location.hash);
  expect(hash).toBe('#way=give-up&operator=telenor&kind=monthly&place=leaving');
  await open('index.html');
  await open(`plan.html${hash}`);
  expect(await page.evaluate(shown)).toEqual(before);
});

test('where nothing copies, only the text itself can be marked', async () => {
  await open('message/cancel.html');
  const marking = () => page.evaluate(() => [document.querySelector('.message li'), document.querySelector('.message li > i')].map((part) => {
    document.documentElement.classList.remove('copies');
    return getComputedStyle(part).webkitUserSelect;
  }));
  expect(await marking()).toEqual(['none', 'text']);
});

test('what is typed fills the text that is copied, and is gone with the page', async () => {
  await open('plan.html#way=give-up&operator=ice&kind=monthly&bankid=yes&bound=no');
  await page.type('[data-blank="[navn]"]', 'Wang Qzxv');
  await page.click('article.message:not([hidden]) [data-do=copy]');
  await expect.poll(() => textOf('.reply')).toMatch(new RegExp(`^${words[language].copied}`));
  await page.paste('[data-blank="[e-postadresse]"]');
  const pasted = await page.evaluate(() => document.querySelector('[data-blank="[e-postadresse]"]').value);
  expect(pasted).toContain('Navn: Wang Qzxv');
  await open('index.html');
  await open('plan.html');
  expect(await page.evaluate(() => document.querySelector('[data-blank="[navn]"]').value)).toBe('');
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, document.title]))).not.toContain('Qzxv');
});

test('a sentence is shown on the whole screen', async () => {
  await open('plan.html#way=give-up&operator=ice&kind=monthly');
  await page.click('article.message:not([hidden]) [data-do=show]');
  expect(await textOf('dialog.screen [lang=nb]')).toMatch(/^Jeg sier opp mobilabonnementet/);
  await page.click('dialog.screen button');
  expect(await texts('dialog.screen')).toEqual([]);
});

test('the calendar has an entry for each line with a day', async () => {
  await open('plan.html#way=give-up&operator=telenor&kind=monthly');
  await page.evaluate(() => {
    URL.createObjectURL = (blob) => ((globalThis.saved = blob), 'blob:nothing');
  });
  await page.click('[data-do=calendar]');
  await expect.poll(() => page.evaluate(() => globalThis.saved?.text())).toContain('END:VCALENDAR');
  const file = await page.evaluate(() => globalThis.saved.text());
  const { lines } = await page.evaluate(shown);
  expect(file.match(/BEGIN:VEVENT/g).length).toBe(lines.filter(([, day]) => day).length);
});

test('boxes are ticked and remembered, on the plan and on a step', async () => {
  for (const address of ['plan.html#operator=ice', 'step-3.html']) {
    const box = () => page.evaluate(() => document.querySelector('main li:not([hidden]) [type=checkbox]').checked);
    await open(address);
    await page.click('main li:not([hidden]) [type=checkbox]');
    expect(await box(), address).toBe(true);
    await open('index.html');
    await open(address);
    await expect.poll(box, address).toBe(true);
  }
});

test('on paper each line of a letter stands beside its meaning', async () => {
  await open('message/cancel.html');
  // The driver cannot print: what is for paper is shown on the screen.
  const apart = await page.evaluate(() => {
    for (const { cssRules } of document.styleSheets) for (const { media } of cssRules) if (media?.mediaText === 'print') media.mediaText = 'all';
    for (const button of document.querySelectorAll('.strike')) button.remove();
    return [...document.querySelectorAll('.message li')].filter((line) => {
      const [said, whole] = [line.querySelector('i'), line].map((one) => one.getBoundingClientRect());
      const meaning = document.createRange();
      meaning.selectNode(line.lastChild);
      return Math.abs(said.top - whole.top) > 3 || Math.abs(meaning.getBoundingClientRect().top - whole.top) > 12;
    }).length;
  });
  expect(apart).toBe(0);
});

test('a lone Chinese word finds its pages', async () => {
  await open('index.html');
  await page.click('#search');
  await expect.poll(() => page.evaluate(() => document.querySelector('dialog')?.open)).toBe(true);
  for (const query of ['银行', '退款', '护照', '運營商']) {
    await page.evaluate(() => (document.querySelector('#query').value = ''));
    await page.type('#query', query);
    await expect.poll(async () => (await texts('dialog > ul > li')).length, query).toBeGreaterThan(0);
  }
});

test('search says that something did not come, and finds when it comes', async () => {
  test.slow();
  for (const [part, query] of searchParts) {
    server.lose(part, 'reset');
    await open('index.html');
    await page.click('#search');
    await expect.poll(() => page.evaluate(() => document.querySelector('dialog')?.open)).toBe(true);
    await page.type('#query', query);
    await expect.poll(() => textOf('dialog [role=status]'), String(part)).toBe(words[language].failed);
    server.mend();
    await page.type('#query', ENTER);
    await expect.poll(async () => (await texts('dialog > ul > li')).length, String(part)).toBeGreaterThan(0);
  }
});
