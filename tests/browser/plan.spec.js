// The plan: what Rust works out is what the browser shows, in every time zone and without scripts;
// what a reader types stays in the page.
const fs = require('node:fs');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const { test, expect } = require('@playwright/test');
const { cases, address, answer, shown } = require('./plan');
const { languages, words } = require('./site');

// Moments of a day in Oslo: right after its beginning and right before its end. In Shanghai it is the next
// day by then, in New York still the one before.
const zones = { 'Asia/Shanghai': '23:30', 'Europe/Oslo': '12:00', 'America/New_York': '00:30' };
const offset = (day) => (/-(0[4-9]|10)-/.test(day) ? '+02:00' : '+01:00');

Object.entries(zones).forEach(([timezoneId, hour], part) => {
  test.describe(timezoneId, () => {
    test.use({ timezoneId });
    test(`a third of the cases of Rust, at ${hour} in Oslo`, async ({ page }) => {
      test.slow();
      const mine = cases.filter((_, index) => index % 3 === part).sort((a, b) => (a.today < b.today ? -1 : 1));
      await page.goto(`${languages[0]}/plan.html`);
      let today;
      for (const one of mine) {
        if (one.today !== today) {
          today = one.today;
          await page.clock.setFixedTime(`${today}T${hour}${offset(today)}`);
        }
        await page.evaluate(answer, address(one));
        const result = await page.evaluate(shown);
        const { answers, today: _, send, leave, ...expected } = one;
        const { numbers, ...got } = result;
        expect(got, address(one)).toEqual(expected);
        expect(numbers).toBeLessThanOrEqual(1);
      }
    });
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  for (const language of languages) {
    test(`whoever leaves is told when to send, ${language}`, async ({ page }) => {
      await page.goto(`${language}/plan.html`);
      for (const value of ['give-up', 'telenor', 'leaving']) await page.locator(`[value="${value}"]`).check();
      await expect(page.locator('[data-fit]:visible')).toHaveText(/./);
      await expect(page.locator('[data-fit] .scripted:visible')).toHaveCount(0);
      await page.locator('[value=norway]').check();
      await expect(page.locator('[data-fit]:visible')).toHaveCount(0);
    });
  }
  for (const one of cases.filter((_, index) => index % 50 === 7)) {
    test(`the same lines and one text, ${address(one)}`, async ({ page }) => {
      await page.goto(`${languages[0]}/plan.html`);
      for (const [question, value] of Object.entries(one.answers)) {
        await page.locator(`[name="${question}"][value="${value}"]`).check();
      }
      const lines = page.locator('[data-line]:visible');
      const ids = await lines.evaluateAll((all) => all.map((line) => line.dataset.line));
      expect(ids.sort()).toEqual(one.lines.map(([id]) => id).sort());
      await expect(page.locator('article.message:visible')).toHaveCount(one.messages.length);
      await expect(page.locator('time[datetime]:visible')).toHaveCount(0);
      for (const when of await lines.locator('[data-time]').allTextContents()) expect(when).not.toMatch(/\d{4}/);
    });
  }
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a browser without :has(), ${javaScriptEnabled ? 'with' : 'without'} scripts`, () => {
    test.use({ javaScriptEnabled });
    test('every answer can be chosen, and no line for this reader is missing', async ({ page }) => {
      // A selector that is not known drops its rule.
      await page.route('**/*.css', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(':has(', ':unknown(') });
      });
      for (const one of cases.filter((_, index) => index % 250 === 7)) {
        await page.goto(`${languages[0]}/plan.html`);
        for (const [question, value] of Object.entries(one.answers)) {
          await page.locator(`[name="${question}"][value="${value}"]`).check();
        }
        const lines = page.locator('[data-line]:visible');
        const ids = await lines.evaluateAll((all) => all.map((line) => line.dataset.line));
        expect(ids).toEqual(expect.arrayContaining(one.lines.map(([id]) => id)));
        // Where lines for others are there too, each says whom it is for.
        if (javaScriptEnabled) expect(ids.sort()).toEqual(one.lines.map(([id]) => id).sort());
        else await expect(page.locator('[data-line] .whom:visible')).toHaveCount(ids.length);
      }
    });
  });
}

// The entries of the calendar that a page gives, as another library reads it.
async function calendarOf(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-do=calendar]').click()]);
  const python = path.join(__dirname, '../.venv/bin/python');
  const read = `import icalendar, json, sys
data = open(sys.argv[1], 'rb').read()
assert all(len(line) <= 75 for line in data.split(b'\\r\\n'))
calendar = icalendar.Calendar.from_ical(data)
print(json.dumps([[str(e['SUMMARY']), str(e.decoded('DTSTART')), str(e['URL']), len(e.subcomponents), str(e['UID'])] for e in calendar.walk('VEVENT')]))`;
  return JSON.parse(execFileSync(python, ['-c', read, await download.path()], { encoding: 'utf8' }));
}

for (const language of languages) {
  test.describe(language, () => {
    const page_ = `${language}/plan.html`;

    test('six answers are six taps, and the address opens the same plan elsewhere', async ({ page, browser }) => {
      await page.clock.setFixedTime('2026-11-29T12:00+01:00');
      // One tap from the first page.
      await page.goto(`${language}/index.html`);
      await page.locator('.doors a').first().click();
      const answers = { way: 'give-up', operator: 'telenor', kind: 'monthly', place: 'leaving', bankid: 'yes', bound: 'no' };
      for (const [question, value] of Object.entries(answers)) {
        await page.locator(`label:has([name="${question}"][value="${value}"])`).click();
      }
      await page.locator('#send').fill('2026-11-30');
      await page.locator('#leave').fill('2026-12-18');
      await page.locator('#leave').blur();
      const before = await page.evaluate(shown);
      expect(before.end).toBe('2026-12-31');
      expect(before.latest).toBe('2026-11-30');
      expect(Object.fromEntries(new URL(page.url().replace('#', '?')).searchParams)).toEqual({ ...answers, send: '2026-11-30', leave: '2026-12-18' });
      await page.reload();
      expect(await page.evaluate(shown)).toEqual(before);
      await page.locator('[data-line]:visible a').first().click();
      await page.goBack();
      expect(await page.evaluate(shown)).toEqual(before);
      const other = await browser.newPage();
      await other.clock.setFixedTime('2026-11-29T12:00+01:00');
      await other.goto(page.url());
      expect(await other.evaluate(shown)).toEqual(before);
      await other.close();
    });

    test('who ticked the notice has sent it that day, and so it stays', async ({ page }) => {
      await page.clock.setFixedTime('2026-11-30T12:00+01:00');
      await page.goto(`${page_}#way=give-up&operator=telenor&kind=monthly&place=norway`);
      await page.locator('[data-line=accounts] [type=checkbox]').check();
      expect(page.url()).not.toContain('send=');
      const box = page.locator('[data-line=send] [type=checkbox]');
      await box.focus();
      await page.keyboard.press('Space');
      await expect(page).toHaveURL(/send=2026-11-30/);
      await expect(box).toBeFocused();
      // Ticked by mistake.
      await page.keyboard.press('Space');
      await expect(page).not.toHaveURL(/send=/);
      await box.check();
      await expect(page).toHaveURL(/send=2026-11-30/);
      const plan = await page.evaluate(shown);
      expect(plan.end).toBe('2026-12-31');
      await page.clock.setFixedTime('2026-12-07T12:00+01:00');
      await page.reload();
      expect((await page.evaluate(shown)).end).toBe('2026-12-31');
      await expect(page.locator('[data-line=send] [type=checkbox]')).toBeChecked();
      // Whoever has ticked it is not asked whether it is sent.
      await expect(page.locator('.past')).toBeHidden();
      await box.uncheck();
      await page.locator('#send').fill('2026-11-30');
      await expect(page.locator('.past')).toBeVisible();
    });

    test('a day on which one operator was told is not taken along to another', async ({ page }) => {
      await page.clock.setFixedTime('2026-11-30T12:00+01:00');
      await page.goto(`${page_}#way=give-up&operator=telenor&kind=monthly&place=norway`);
      await page.locator('[data-line=send] [type=checkbox]').check();
      await page.clock.setFixedTime('2026-12-07T12:00+01:00');
      await page.reload();
      await page.locator('label:has([value=onecall])').click();
      await expect(page).not.toHaveURL(/send=/);
      await expect(page.locator('#send')).toHaveValue('');
      // It comes back with the operator, also from an address that does not name it.
      await page.locator('label:has([value=telenor])').click();
      await expect(page).toHaveURL(/send=2026-11-30/);
      await page.goto('index.html');
      await page.goto(`${page_}#way=give-up&operator=telenor&kind=monthly&place=norway`);
      expect((await page.evaluate(shown)).end).toBe('2026-12-31');
      // An older link, and so an older calendar, does not undo what was sent since.
      await page.goto('index.html');
      await page.goto(`${page_}#way=give-up&operator=telenor&kind=monthly&place=norway&send=2026-12-01`);
      expect((await page.evaluate(shown)).end).toBe('2026-12-31');
      // A day that somebody chose stays, whatever the operator is.
      await page.goto('index.html');
      await page.goto(`${page_}#way=give-up&operator=onecall&kind=monthly&place=norway`);
      await page.locator('#send').fill('2026-12-20');
      await page.locator('label:has([value=chilimobil])').click();
      await expect(page).toHaveURL(/send=2026-12-20/);
    });

    test('nobody is told to send a few days earlier where the number would then stop too early', async ({ page }) => {
      await page.clock.setFixedTime('2026-11-30T12:00+01:00');
      const advice = page.locator('[data-fit=fits]');
      for (const [operator, leave, isSafe] of [['plussmobil', '2027-05-02', false], ['plussmobil', '2028-03-01', false], ['plussmobil', '2027-05-20', true], ['telenor', '2027-05-02', true]]) {
        await page.goto('index.html');
        await page.goto(`${page_}#way=give-up&operator=${operator}&kind=monthly&place=leaving&leave=${leave}`);
        await expect(advice, `${operator}, ${leave}`).toBeVisible({ visible: isSafe });
      }
      // What was sent cannot be sent later.
      await page.goto('index.html');
      await page.goto(`${page_}#way=give-up&operator=telenor&kind=monthly&place=leaving&leave=2027-05-20&send=2026-12-03`);
      await expect(page.locator('.earliest')).toBeVisible();
      await page.locator('[data-line=send] [type=checkbox]').check();
      await expect(page.locator('.earliest')).toBeHidden();
      await expect(page.locator('[data-fit~=sent]')).toBeVisible();
    });

    test('the day of leaving is offered as the end date, and another one stays', async ({ page }) => {
      await page.clock.setFixedTime('2026-11-29T12:00+01:00');
      const end = page.locator('[data-blank="[dato]"]');
      await page.goto(`${page_}#way=give-up&operator=telenor&place=leaving&leave=2026-12-18`);
      await expect(end).toHaveValue('2026-12-18');
      await expect(page.locator('article.message:not([hidden])')).toContainText('Ønsket sluttdato: 18.12.2026');
      await page.locator('#leave').fill('2026-12-20');
      await expect(end).toHaveValue('2026-12-20');
      await end.fill('2027-01-15');
      await page.locator('#leave').fill('2026-12-22');
      await expect(end).toHaveValue('2027-01-15');
      await page.goto('index.html');
      await page.goto(`${page_}#way=keep&operator=telenor&place=leaving&leave=2026-12-18`);
      await expect(end).toHaveValue('');
      // Nobody wishes for a day that has passed.
      await page.goto(`${page_}#way=give-up&operator=telenor&place=leaving&leave=2026-11-20`);
      await page.reload();
      await expect(end).toHaveValue('');
    });

    test('the link that is copied is the same plan a week later', async ({ page, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.clock.setFixedTime('2026-11-30T12:00+01:00');
      await page.goto(`${page_}#way=give-up&operator=telenor&kind=monthly&place=norway`);
      const { end } = await page.evaluate(shown);
      await page.locator('[data-do=link]').click();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      await page.clock.setFixedTime('2026-12-07T12:00+01:00');
      await page.goto('index.html');
      await page.goto(link);
      expect((await page.evaluate(shown)).end).toBe(end);
    });

    test('a link within the page keeps the answers, also after a reload', async ({ page }) => {
      await page.goto(`${page_}#way=give-up&operator=telenor`);
      const before = await page.evaluate(shown);
      await page.locator('.skip').evaluate((link) => link.click());
      await expect(page).toHaveURL(/operator=telenor$/);
      await page.reload();
      expect(await page.evaluate(shown)).toEqual(before);
      await expect(page.locator('.plan .anchor')).toHaveCount(0);
    });

    test('ticks are kept for the operator that they were made for', async ({ page }) => {
      const sent = page.locator('[data-line=accounts-first] [type=checkbox]');
      await page.goto(`${page_}#way=give-up&operator=ice`);
      await sent.check();
      await page.locator('label:has([value=nicemobil])').click();
      await expect(sent).not.toBeChecked();
      await sent.check();
      await sent.uncheck();
      await page.locator('label:has([value=ice])').click();
      await expect(sent).toBeChecked();
      await page.reload();
      await expect(sent).toBeChecked();
      // Whatever else stands in storage, the plan works.
      await page.evaluate(() => localStorage.setItem('guide-plan', '{"a":[1,'));
      await page.reload();
      await expect(sent).not.toBeChecked();
      await expect(page.locator('.todo time[datetime]:visible').first()).toBeVisible();
    });

    test('a box is called by its day and its line, a choice by its question', async ({ page }) => {
      await page.goto(`${page_}#way=give-up&operator=telenor&kind=monthly`);
      for (const line of await page.locator('[data-line]:visible').all()) {
        const [day, text] = [await line.locator('label').innerText(), await line.locator('a').innerText()];
        await expect(line.getByRole('checkbox')).toHaveAccessibleName(`${day.trim()}: ${text}`);
      }
      for (const group of await page.locator('fieldset, .fields').all()) await expect(group).toHaveAccessibleName(/./);
      await page.locator('[name=way]:checked').focus();
      await page.keyboard.press('ArrowDown');
      await expect(page.locator('[name=way]:checked')).toHaveValue('keep');
      await expect(page).toHaveURL(/way=keep/);
    });

    test('whoever gives notice is told where the operator takes it, if that is known', async ({ page }) => {
      const told = page.locator('#plan-send + div p:visible');
      const known = { telenor: /href="https:.*telenor\.no/, chilimobil: /@chilimobil\.no/, plussmobil: /href="https:.*plussmobil\.no/, ice: /Min Side/ };
      for (const [operator, where] of Object.entries(known)) {
        await page.goto(`${page_}#way=give-up&operator=${operator}&kind=monthly`);
        await page.reload();
        expect(await told.innerHTML(), operator).toMatch(where);
      }
      for (const answers of ['way=give-up&operator=telia', 'way=keep&operator=telenor', 'way=give-up&operator=telenor&bound=yes']) {
        await page.goto(`${page_}#${answers}&kind=monthly`);
        await page.reload();
        await expect(told).toHaveCount(0);
      }
    });

    test('an operator that is chosen stands in the text, one that is not is asked for', async ({ page }) => {
      const field = page.locator('[data-from=operator]');
      const named = page.locator('article.message:visible li:visible', { hasText: 'Jeg har nummeret hos' }).locator('b');
      await page.goto(`${page_}#way=keep&operator=telia&kind=monthly&bound=no`);
      await expect(named).toHaveText('Telia');
      for (const answer of ['other', 'unknown']) {
        await page.locator(`label:has([name=operator][value=${answer}])`).click();
        await expect(named).toHaveText('[operatør]');
        await expect(field).toBeVisible();
      }
      await field.fill('Mitt selskap');
      await expect(named).toHaveText('Mitt selskap');
      await page.locator('label:has([value=telenor])').click();
      await expect(named).toHaveText('Mitt selskap');
    });

    test('what comes from a doubted notice period is marked, also the latest day', async ({ page }) => {
      const marks = page.locator('.ends .mark:visible');
      await page.goto(`${page_}#way=give-up&operator=telenor&kind=monthly&place=leaving&leave=2027-03-18`);
      await expect(marks).toHaveCount(3);
      await page.goto(`${page_}#way=give-up&operator=plussmobil&kind=monthly&place=leaving&leave=2027-03-18`);
      await page.reload();
      await expect(marks).toHaveCount(0);
    });

    test('the suggested day of the notice is marked, one that was chosen is not', async ({ page }) => {
      await page.clock.setFixedTime('2026-11-29T12:00+01:00');
      const mark = page.locator('[data-line=send] .mark');
      const leaving = 'kind=monthly&place=leaving&bound=no&leave=2027-03-18';
      for (const [answers, seen] of [
        [`operator=telenor&${leaving}`, true], [`operator=telenor&${leaving}&send=2027-02-10`, false],
        [`operator=telenor&kind=monthly&place=norway&bound=no`, false],
      ]) {
        await page.goto(`${page_}#way=give-up&${answers}`);
        await page.reload();
        await expect(mark, answers).toBeVisible({ visible: seen });
        await expect(page.locator('[data-line=send] [datetime]')).toBeVisible();
        const sentence = await page.locator('[data-line=send] a').textContent();
        const entry = (await calendarOf(page)).find(([summary]) => summary.startsWith(sentence));
        expect(entry[0].endsWith(')'), answers).toBe(seen);
      }
      await page.goto(`${page_}#way=give-up&operator=plussmobil&${leaving}`);
      await page.reload();
      await expect(page.locator('[data-line=send-first] .mark:visible')).toHaveCount(0);
    });

    test('the latest day says what is wrong with the day that was chosen', async ({ page }) => {
      await page.clock.setFixedTime('2026-12-02T12:00+01:00');
      const fit = (name) => page.locator(`[data-fit~=${name}]`);
      for (const [leave, send, name] of [
        ['', '', 'unasked'], ['2027-01-31', '', 'fits'], ['2026-12-31', '2026-12-02', 'late'], ['2027-01-31', '2027-01-02', 'late'],
        ['2027-03-15', '2026-12-10', 'early'], ['2026-12-18', '', 'passed'], ['2026-12-18', '2026-11-28', 'today'],
      ]) {
        await page.goto(`${page_}#way=give-up&operator=telenor&kind=monthly&place=leaving&leave=${leave}&send=${send}`);
        await page.reload();
        await expect(fit(name).first(), leave + send).toBeVisible();
        await expect(page.locator('[data-fit]:visible'), leave + send).toHaveCount(await fit(name).count());
      }
      await expect(page.locator('.earliest:visible')).toHaveCount(0);
    });

    test('a date is called by what the text says with it', async ({ page }) => {
      const called = new Set();
      for (const way of ['give-up', 'keep', 'pause']) {
        await page.goto(`${page_}#way=${way}&operator=telenor&kind=monthly&bound=no`);
        await page.reload();
        await expect(page.locator('[data-blank="[dato]"]')).toHaveAccessibleName(/./);
        called.add(await page.locator('label:has([data-blank="[dato]"])').innerText());
      }
      expect(called.size).toBe(3);
    });

    test('no day is worked out from a year that nobody means', async ({ page }) => {
      for (const day of ['0002-12-18', '0202-12-18', '275000-01-01', 'soon']) {
        await page.goto(`${page_}#way=give-up&operator=telenor&place=leaving&leave=${day}&send=${day}`);
        await page.reload();
        const { end, latest, lines } = await page.evaluate(shown);
        expect([latest, end], day).toEqual([null, null]);
        expect(lines.length).toBeGreaterThan(2);
        await page.locator('label:has([value=ice])').click();
        expect(page.url(), day).not.toMatch(/leave|send/);
      }
    });

    test('an operator without a known rule has no date of its own, only kinds side by side', async ({ page }) => {
      await page.goto(`${page_}#way=give-up&operator=telia&kind=monthly`);
      const { end, paid } = await page.evaluate(shown);
      expect([end, paid]).toEqual([null, null]);
      await expect(page.locator('.kinds time[datetime]:visible')).toHaveCount(3);
      // Nor is there a bar for a day that is not known.
      await page.locator('#send').fill('2026-12-01');
      for (const [operator, bars] of [['telia', 0], ['ice', 1], ['telenor', 2]]) {
        await page.locator(`label:has([value=${operator}])`).click();
        await expect(page.locator('.span:visible')).toHaveCount(bars);
      }
    });

    test('a plan is two sheets of paper', async ({ page }) => {
      // With the margins of a browser's own print.
      const margin = { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' };
      const longest = [...cases].sort((a, b) => b.lines.length - a.lines.length).filter((one) => one.messages.length);
      await page.goto(page_);
      for (const one of longest.filter((_, index) => index % 9 === 0).slice(0, 8)) {
        await page.evaluate(answer, address(one));
        const sheets = (await page.pdf({ format: 'A4', margin })).toString('latin1').match(/\/Type\s*\/Page\b/g);
        expect(sheets.length, address(one)).toBeLessThanOrEqual(2);
      }
    });

    test('on paper stands what was answered, and no reply of a button', async ({ page, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.goto(`${page_}#way=give-up&operator=ice&bankid=no`);
      await page.locator('[data-do=link]').click();
      await expect(page.locator('.reply')).toBeVisible();
      await page.emulateMedia({ media: 'print' });
      await expect(page.locator('.reply')).toBeHidden();
      const answers = page.locator('.asked :is(legend, label):visible');
      const radios = await answers.locator('input').evaluateAll((all) => all.map(({ name, value }) => `${name}=${value}`));
      expect(radios).toEqual(['way=give-up', 'operator=ice', 'bankid=no']);
    });

    test('every blank of a text can be filled in', async ({ page }) => {
      await page.goto(page_);
      const open = await page.evaluate(() => {
        const asked = [...document.querySelectorAll('[data-blank]')].map((field) => field.dataset.blank);
        const blanks = [...document.querySelectorAll('.message b')].map((blank) => blank.textContent);
        return blanks.filter((blank) => !asked.includes(blank));
      });
      expect(await page.locator('.message b').count()).toBeGreaterThan(10);
      expect(open).toEqual([]);
    });

    test('what is typed fills the text, and is found nowhere else', async ({ page, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const requests = [];
      page.on('request', (request) => requests.push(request.url() + (request.postData() ?? '')));
      await page.goto(`${page_}#way=give-up&operator=ice&kind=monthly&bankid=yes&bound=no`);
      const text = page.locator('article.message:visible');
      await text.locator('[data-do=copy]').click();
      const name = page.locator('[data-blank="[navn]"]');
      const label = await name.evaluate((field) => field.labels[0].textContent);
      await expect(text.locator('.reply')).toContainText(label);
      await expect(text.locator('.reply')).not.toContainText('[navn]');
      await name.fill('Wang Qzxv');
      await page.locator('[data-blank="[telefonnummer]"]').fill('41 23 45 67');
      await page.locator('[data-blank="[fødselsdato]"]').fill('1990-02-28');
      await expect(text.locator('li').last()).toContainText('Wang Qzxv');
      await text.locator('li').nth(7).locator('.strike').click();
      await text.locator('[data-do=copy]').click();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toContain('Navn: Wang Qzxv');
      expect(copied).toContain('Fødselsdato: 28.02.1990');
      expect(copied).not.toContain('Ønsket sluttdato');
      await page.locator('[data-line]:visible [type=checkbox]').first().check();
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-do=calendar]').click()]);
      const calendar = fs.readFileSync(await download.path(), 'utf8');
      const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.title, document.cookie]));
      for (const place of [kept, calendar, ...requests]) {
        for (const typed of ['Qzxv', '41 23 45 67', '41234567', '1990-02-28', '28.02.1990']) expect(decodeURIComponent(place)).not.toContain(typed);
      }
      await page.reload();
      await expect(page.locator('[data-blank="[navn]"]')).toHaveValue('');
    });

    test('a link that another program has changed gives all its answers', async ({ page }) => {
      for (const changed of ['way%3Dkeep%26operator%3Dtelia', 'way=keep&amp;operator=telia', 'way=keep&operator=telia.', 'way=keep&operator=telia#_=_', 'way=keep&operator=telia>']) {
        await page.goto('index.html');
        await page.goto(`${page_}#${changed}`);
        await expect(page.locator('[value=keep]'), changed).toBeChecked();
        await expect(page.locator('[value=telia]'), changed).toBeChecked();
      }
      // Whatever stands there, the plan works.
      await page.goto('index.html');
      await page.goto(`${page_}#way=keep&x=%`);
      await expect(page.locator('[data-line]:visible').first()).toBeVisible();
    });

    test('a page with an answer opens at its top, and what was sent stands at its day', async ({ page }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.clock.setFixedTime('2026-11-30T12:00+01:00');
      await page.goto(`${language}/operator/telenor.html`);
      await page.locator('.door a').click();
      await expect(page.locator('[value=telenor]')).toBeChecked();
      expect(await page.evaluate(() => scrollY)).toBe(0);
      await page.goto(`${page_}#way=give-up&operator=telenor&kind=monthly&place=norway&bound=no&send=2026-11-20`);
      const dated = async () => (await page.evaluate(shown)).lines.map(([, day]) => day).filter(Boolean);
      expect((await dated())[0]).toBe('2026-11-30');
      await page.locator('[data-line=send] [type=checkbox]').check();
      const days = await dated();
      expect(days[0]).toBe('2026-11-20');
      expect(days).toEqual([...days].sort());
    });

    test('what is ticked before the operator is found stays', async ({ page }) => {
      await page.goto(`${page_}#way=give-up&kind=prepaid`);
      const box = page.locator('[data-line=accounts-prepaid] [type=checkbox]');
      await box.check();
      await page.locator('label:has([value=telia])').click();
      await expect(box).toBeChecked();
      await box.uncheck();
      await page.locator('label:has([name=operator][value=unknown])').click();
      await expect(box).not.toBeChecked();
    });

    test('a calendar that does not come says so, and comes when it is asked for again', async ({ page }) => {
      await page.route('**/calendar-*.js', (route) => route.abort());
      await page.goto(`${page_}#way=give-up&operator=telenor`);
      const button = page.locator('[data-do=calendar]');
      await button.click();
      await expect(page.locator('.reply')).toHaveText(words[language].failed);
      await page.unroute('**/calendar-*.js');
      const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
      expect(download.suggestedFilename()).toMatch(/\.ics$/);
    });

    test('the calendar has an entry a line, as another library reads it', async ({ page }) => {
      await page.clock.setFixedTime('2026-11-29T12:00+01:00');
      await page.goto(`${page_}#way=give-up&operator=telenor&kind=monthly&bound=no`);
      const entries = await calendarOf(page);
      const { lines } = await page.evaluate(shown);
      const dated = lines.filter(([, day]) => day);
      expect(entries.map(([, day]) => day)).toEqual(dated.map(([, day]) => day));
      expect(new Set(entries.map((entry) => entry[4])).size).toBe(dated.length);
      // What is in doubt says so in the calendar, too.
      const said = await page.locator('[data-line]:visible').evaluateAll((all) => all.map((line) => {
        const mark = line.querySelector('.mark:not([hidden])');
        return line.querySelector('a').textContent + (mark ? ` (${mark.textContent})` : '');
      }));
      expect(entries.filter(([summary]) => summary.endsWith(')')).length).toBeGreaterThan(1);
      const sent = (await page.locator('[data-line=send] a').textContent()).trim();
      for (const [summary, , url, alarms] of entries) {
        expect(said).toContain(summary);
        expect(url).toContain('#way=give-up&operator=telenor&kind=monthly&bound=no');
        expect(url).toContain(`send=${entries.find(([summary]) => summary === sent)[1]}`);
        expect(alarms).toBe(1);
      }
      // Another plan stands beside it in a calendar, the same one takes its place.
      const names = (all) => all.map((entry) => entry[4]);
      expect(names(await calendarOf(page))).toEqual(names(entries));
      await page.locator('label:has([value=abroad])').click();
      const others = names(await calendarOf(page));
      expect(others.filter((name) => names(entries).includes(name))).toEqual([]);
    });

    test('what is held up is what the text is for', async ({ page }) => {
      for (const answers of ['way=give-up', 'way=give-up&bankid=no', 'way=ask', 'way=pause', 'way=keep', 'way=give-up&kind=prepaid', 'kind=employer', 'kind=someone-else']) {
        await page.goto(`${page_}#${answers}`);
        await page.reload();
        await page.locator('[data-do=show]:visible').click();
        const said = page.locator('.screen [lang=nb]');
        await expect(said, answers).toHaveText(/^Jeg (sier opp|vil )|\?/);
        await expect(said, answers).toHaveText(/telefonnummer/);
      }
    });

    test('a sentence can be held up and heard, and the mail program gets subject and text', async ({ page }) => {
      await page.addInitScript(() => {
        globalThis.heard = [];
        // Android writes it so.
        const voice = { lang: 'nb_NO', localService: true, name: 'stub' };
        const far = { lang: 'nb-NO', localService: false, name: 'far' };
        Object.defineProperty(globalThis, 'speechSynthesis', {
          value: { getVoices: () => [far, voice], speak: (said) => heard.push([said.text, said.voice.name]), cancel: () => heard.push('quiet'), speaking: false },
        });
        globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
        HTMLAnchorElement.prototype.click = function () { globalThis.opened = this.href; };
      });
      await page.goto(`${page_}#way=give-up&operator=telia&kind=monthly&bankid=yes&bound=no`);
      const text = page.locator('article.message:visible');
      await page.locator('[data-blank="[telefonnummer]"]').fill('41234567');
      await text.locator('[data-do=hear]').click();
      const heard = await page.evaluate(() => globalThis.heard);
      expect(heard).toContainEqual(['Jeg sier opp mobilabonnementet på nummer 41234567.', 'stub']);
      await text.locator('[data-do=mail]').click();
      const opened = new URL(await page.evaluate(() => globalThis.opened));
      expect(opened.searchParams.get('subject')).toBe('Oppsigelse av mobilabonnement, nummer 41234567');
      expect(opened.searchParams.get('body')).toMatch(/^Hei,\r\nJeg sier opp/);
      await expect(page.locator('[href^="mailto:"]')).toHaveCount(0);
      // Half an emoji, as a field that is too short for it leaves behind.
      await page.locator('[data-blank="[navn]"]').evaluate((field) => {
        field.value = 'Ola\ud83d';
        field.dispatchEvent(new Event('input'));
      });
      await text.locator('[data-do=mail]').click();
      expect(new URL(await page.evaluate(() => globalThis.opened)).searchParams.get('body')).toMatch(/Ola$/);
      await text.locator('[data-do=show]').click();
      const screen = page.locator('dialog.screen');
      await expect(screen).toHaveAccessibleName(await text.locator('[data-do=show]').textContent());
      await expect(screen.locator('[lang=nb]')).toHaveText('Jeg sier opp mobilabonnementet på nummer 41234567.');
      expect(await screen.innerText()).not.toContain('×');
      await page.keyboard.press('Escape');
      await expect(screen).toHaveCount(0);
      // A sentence that was struck out is not shown; another one is.
      await text.locator('li', { hasText: 'Jeg sier opp mobilabonnementet' }).locator('.strike').click();
      await text.locator('[data-do=show]').click();
      await expect(screen.locator('[lang=nb]')).not.toHaveText(/^Jeg sier opp/);
      await expect(screen.locator('[lang=nb]')).not.toBeEmpty();
      // Nobody hears it from the next page.
      await page.evaluate(() => {
        heard.length = 0;
        dispatchEvent(new Event('pagehide'));
      });
      expect(await page.evaluate(() => heard)).toEqual(['quiet']);
    });
  });
}

test('without a Norwegian voice on the device there is no button to hear', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'speechSynthesis', { value: { getVoices: () => [{ lang: 'nb-NO', localService: false }] } });
  });
  await page.goto(`${languages[0]}/plan.html`);
  await expect(page.locator('[data-do=hear]:visible')).toHaveCount(0);
});

test('on the messages the blanks fill as well', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${languages[0]}/message/cost.html`);
  await page.locator('.fill > summary').click();
  await page.locator('[data-blank="[navn]"]').fill('Wang');
  const text = page.locator('.message').first();
  await text.locator('[data-do=copy]').click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Vennlig hilsen Wang');
});

test('how long the number works is a bar also where nobody knows what is paid', async ({ page }) => {
  await page.goto(`${languages[0]}/plan.html#way=give-up&operator=ice&kind=monthly&send=2027-01-01`);
  const bar = page.locator('.ends .span rect + rect').filter({ visible: true });
  await expect(bar).toHaveCount(1);
  expect((await bar.boundingBox()).width).toBeGreaterThan(20);
});

test('the scripts of the plan hold no rule and no word', () => {
  for (const name of ['plan', 'fill', 'calendar']) {
    const script = fs.readFileSync(path.join(__dirname, `../../theme/${name}.js`), 'utf8');
    expect(script, name).not.toMatch(/(textContent|innerText|title|placeholder|innerHTML)\s*\+?=\s*["'`][^"'`$]*\p{L}{2}/u);
    expect(script, name).not.toMatch(/setAttribute\("(aria-label|title)",\s*["'`][^"'`$]*\p{L}/u);
  }
  const script = fs.readFileSync(path.join(__dirname, '../../theme/plan.js'), 'utf8');
  const code = script.replace(/^\s*\/\/.*$/gm, '');
  const days = code.slice(code.indexOf('const LONGEST'), code.indexOf('const chosen'));
  expect(days.length).toBeGreaterThan(500);
  expect(code.replace(days, '')).not.toMatch(/\d/);
  expect(code).not.toMatch(/\p{Script=Han}|[æøåÆØÅ]/u);
});
