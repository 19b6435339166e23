// A tired reader on a phone: how much there is to read, and how far down. Whoever needs more room for
// something takes it from something else.
const { test, expect } = require('@playwright/test');
const { languages, pages } = require('./site');

// Words of all pages, in the page's own language, closed parts counted; of Chinese its characters. The plan
// holds every line for everybody, and is not counted. They may become fewer.
const ALL = { en: 22_000, nb: 21_000, 'zh-Hans': 28_700 };

// Of the open part of each kind of page, in English words and in screens of a phone. The screens end
// before the first closed part.
const SCREEN = 740;
const KINDS = [
  { of: /^index\.html$/, words: 250, screens: 3 },
  { of: /^step-/, words: 500, screens: 5 },
  { of: /^operator\//, words: 230, screens: 2.5 },
  { of: /^situation\//, words: 200, screens: 2.5 },
  { of: /^message\//, words: 150, screens: 5 },
];

// How often a language's pages say outside closed parts that something is not confirmed.
const DOUBTS = { 'zh-Hans': /未确认/g, nb: /ikke bekreftet/gi, en: /not confirmed/gi };
const MOST_DOUBTS = 60;

// What a reader has to read of the page: not the texts in another language, nor what is pressed.
const read = (page) => page.evaluate(() => {
  const main = document.querySelector('main');
  const own = document.documentElement.lang;
  const more = [...main.querySelectorAll('details.more')];
  const height = (more[0] ?? main).getBoundingClientRect()[more[0] ? 'top' : 'bottom'] + scrollY;
  for (const part of main.querySelectorAll(`[lang]:not([lang="${own}"]), .message li > i, .message code, .fields, .sections, .ticks, .place, .door, button`)) part.remove();
  const words = () => main.innerText.match(own.startsWith('zh') ? /\p{Script=Han}/gu : /[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
  const closed = { open: words(), text: main.innerText };
  for (const part of more) part.open = true;
  return { all: words(), height, ...closed };
});

test.use({ viewport: { width: 360, height: SCREEN } });

for (const language of languages) {
  test(`${language}: pages are short`, async ({ page }) => {
    test.slow();
    let all = 0;
    let doubts = 0;
    const long = [];
    for (const file of pages(language).filter((one) => one !== 'plan.html')) {
      await page.goto(`${language}/${file}`);
      // With the fields for a date, which come last.
      if (await page.evaluate(() => guide.data.near.length)) await page.waitForLoadState('networkidle');
      const found = await read(page);
      all += found.all;
      doubts += found.text.match(DOUBTS[language])?.length ?? 0;
      const kind = KINDS.find(({ of }) => of.test(file));
      if (kind && language === 'en' && found.open > kind.words) long.push(`${file}: ${found.open} words`);
      const screens = found.height / SCREEN;
      if (kind && screens > (kind.screens ?? Infinity)) long.push(`${file}: ${screens.toFixed(1)} screens`);
      if (process.env.LENGTHS) console.log(language, file, found.all, found.open, screens.toFixed(1), found.text.match(DOUBTS[language])?.length ?? 0);
    }
    if (process.env.LENGTHS) console.log(language, 'all', all, 'doubts', doubts);
    expect(long).toEqual([]);
    expect(all).toBeLessThanOrEqual(ALL[language]);
    expect(doubts).toBeLessThanOrEqual(MOST_DOUBTS);
  });
}
