// What Rust works out of the plan, and what a page shows of it.
const fs = require('node:fs');
const path = require('node:path');
const { expect } = require('@playwright/test');

// Written by the tests of the preprocessor; `tests/run` runs them first.
exports.cases = JSON.parse(fs.readFileSync(path.join(__dirname, '../../target/plan-cases.json'), 'utf8'));

exports.address = ({ answers, send, leave }) =>
  new URLSearchParams({ ...answers, ...(send && { send }), ...(leave && { leave }) }).toString();

// In the page: what it shows now, in the form of a case.
exports.shown = () => {
  const seen = (part) => part.checkVisibility();
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const day = (selector) => all(selector).map((time) => time.dateTime).find(Boolean) ?? null;
  return {
    lines: all('[data-line]').map((line) => [line.dataset.line, line.querySelector('time').dateTime || null]),
    messages: all('article.message').map((text) => text.querySelector('h4 a').getAttribute('href').replace(/^#/, 'plan.html#')),
    call: all('#plan-call').length > 0,
    numbers: all('a[href^="tel:"]').length,
    end: day('.end'),
    paid: day('.paid'),
    latest: day('.latest'),
  };
};

// In the page: gives it other answers, as another link does.
exports.answer = async (hash) => {
  const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));
  location.hash = hash;
  await changed;
};

// In the page: gives its scripts another day.
exports.setClock = (today) => {
  globalThis.Clock ??= Date;
  globalThis.Date = class extends Clock {
    constructor(...given) {
      super(...(given.length ? given : [`${today}T12:00Z`]));
    }
  };
};

// Opens each of these cases on the page of the plan, which has to show what Rust expects.
exports.replay = async (page, cases) => {
  for (const one of cases) {
    await page.evaluate(exports.setClock, one.today);
    await page.evaluate(exports.answer, exports.address(one));
    const { numbers, ...got } = await page.evaluate(exports.shown);
    const { answers: _, today, send, leave, ...expected } = one;
    expect(got, `${today} ${exports.address(one)}`).toEqual(expected);
    expect(numbers).toBeLessThanOrEqual(1);
  }
};
