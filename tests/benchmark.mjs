// How long this builder takes beside the stock tools, in one run on one machine:
//
//     tests/run stock            # once: installs the stock mdBook and its preprocessors
//     node tests/benchmark.mjs   # from the root of the checkout
//
// Whole: one fact is changed, and a fresh process makes the whole site (every language, search,
// PDFs). The peers do the same work: `mdbook build` once a language with its print page, Pagefind's
// own program over the pages, and Chromium's print of each language to a PDF.
// Pages and search: the same without PDFs and print.
// Screen: `site serve` runs, a page is open, a sentence is saved; until the page shows it.
//
// Each is done RUNS times, the peers in turn with ours; minimum, median and maximum are printed.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';

const { chromium } = createRequire(import.meta.url)('@playwright/test');

const RUNS = 5;
const ROOT = resolve(fileURLToPath(import.meta.url), '../..');
const SITE = join(ROOT, 'target/release/site');
const PAGEFIND = join(ROOT, 'tests/node_modules/.bin/pagefind');
const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const PATH = [join(ROOT, 'target/stock/bin'), join(ROOT, 'target/release'), process.env.PATH].join(':');

const work = mkdtempSync(join(tmpdir(), 'benchmark-'));
const guide = join(work, 'guide');
for (const name of ['book.toml', 'operators.json', 'sources.json', 'plan.json', 'src', 'po', 'theme', 'fonts']) {
  cpSync(join(ROOT, name), join(guide, name), { recursive: true });
}
const catalogs = readdirSync(join(guide, 'po')).filter((file) => file.endsWith('.po'));
const languages = ['zh-Hans', ...catalogs.map((file) => file.slice(0, -3))];

function run(program, args, environment = {}) {
  const done = spawnSync(program, args, { cwd: guide, env: { ...process.env, PATH, ...environment }, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}\n${done.error ?? done.stderr}`);
}

// A fact is another one each time, so that nothing can be kept from the last run.
let changes = 0;
function changeFact() {
  const file = join(guide, 'operators.json');
  const days = String((changes++ % 20) + 1).padStart(2, '0');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/"checked": "2026-11-\d\d"/, `"checked": "2026-11-${days}"`));
}

function stockPages(print) {
  for (const language of languages) {
    run('mdbook', ['build', '--dest-dir', join(work, 'stock', language)], {
      MDBOOK_BOOK__LANGUAGE: language,
      MDBOOK_OUTPUT__HTML__PRINT__ENABLE: String(print),
    });
  }
  run(PAGEFIND, ['--site', join(work, 'stock')]);
}

function stockPrints() {
  for (const language of languages) {
    const profile = mkdtempSync(join(work, 'profile-'));
    run(CHROMIUM, [
      ...FLAGS, `--user-data-dir=${profile}`, '--no-pdf-header-footer',
      `--print-to-pdf=${join(work, `${language}.pdf`)}`, `file://${join(work, 'stock', language, 'print.html')}`,
    ]);
    rmSync(profile, { recursive: true });
  }
}

const contestants = {
  'pages and search: site': () => run(SITE, ['build', '--no-pdf', '--dest', join(work, 'site')]),
  'pages and search: peers': () => stockPages(false),
  'whole: site': () => run(SITE, ['build', '--dest', join(work, 'site')]),
  'whole: peers': () => (stockPages(true), stockPrints()),
};

function show(name, seconds) {
  const sorted = [...seconds].sort((a, b) => a - b);
  const [least, middle, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  console.log(`${name.padEnd(26)} ${[least, middle, most].map((s) => s.toFixed(2).padStart(7)).join('')} s`);
  return middle;
}

async function editToScreen() {
  const server = spawn(SITE, ['serve', '--port', '0', '--dest', join(work, 'served')], { cwd: guide });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  try {
    const address = await new Promise((found, failed) => {
      let said = '';
      server.on('exit', () => failed(new Error(`site serve ended:\n${said}`)));
      for (const stream of [server.stdout, server.stderr]) {
        stream.on('data', (data) => {
          said += data;
          const match = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
          if (match && said.includes('stop with Ctrl-C')) found(match[0]);
        });
      }
    });
    const page = await browser.newPage();
    // A paragraph of a chapter, without links, once more: the catalogs have it.
    const chapters = readdirSync(join(guide, 'src')).filter((name) => name.endsWith('.md'));
    const plain = (name) => readFileSync(join(guide, 'src', name), 'utf8').match(/^[\p{Script=Han}，。]{12,}$/mu)?.[0];
    const chapter = chapters.find(plain);
    const [file, sentence] = [join(guide, 'src', chapter), plain(chapter)];
    let text = readFileSync(file, 'utf8');
    await page.goto(`${address}zh-Hans/${chapter.replace(/md$/, 'html')}`, { waitUntil: 'load' });
    const seen = () => page.evaluate((sentence) => document.body.innerText.split(sentence).length, sentence);
    const times = [];
    for (let turn = 0; turn < RUNS; turn++) {
      const before = await seen();
      text += `\n${sentence}\n`;
      const start = performance.now();
      writeFileSync(file, text);
      await page.waitForFunction(
        ([sentence, before]) => document.body?.innerText.split(sentence).length > before, [sentence, before], { polling: 20 });
      times.push((performance.now() - start) / 1000);
      // Until search and PDFs have followed.
      await page.waitForTimeout(15_000);
    }
    return times;
  } finally {
    await browser.close();
    server.kill('SIGINT');
  }
}

try {
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let turn = 0; turn < RUNS; turn++) {
    for (const [name, contest] of Object.entries(contestants)) {
      changeFact();
      const start = performance.now();
      contest();
      times[name].push((performance.now() - start) / 1000);
    }
  }
  console.log('                           minimum median maximum');
  const middle = Object.fromEntries(Object.entries(times).map(([name, seconds]) => [name, show(name, seconds)]));
  for (const what of ['pages and search', 'whole']) {
    console.log(`${what}: ${(middle[`${what}: site`] / middle[`${what}: peers`]).toFixed(2)} of the peers' time`);
  }
  show('saved to screen', await editToScreen());
} finally {
  rmSync(work, { recursive: true });
}
