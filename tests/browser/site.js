// What the tests know of the site: its languages and pages, read from the site itself.
const fs = require('node:fs');
const path = require('node:path');
const { AxeBuilder } = require('@axe-core/playwright');

const folder = path.resolve(process.env.SITE || path.join(__dirname, '../../book'));

const languages = fs
  .readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && fs.existsSync(path.join(folder, entry.name, 'step-1.html')))
  .map((entry) => entry.name);

// Also those in sub-folders.
const pages = (language) =>
  fs.readdirSync(path.join(folder, language), { recursive: true }).filter((file) => file.endsWith('.html'));

// The chapters, and of each folder the page with the longest text.
const kinds = (language) => {
  const size = (file) => fs.statSync(path.join(folder, language, file)).size;
  const longest = new Map();
  for (const file of pages(language).sort((a, b) => size(a) - size(b))) {
    longest.set(path.dirname(file) === '.' ? file : path.dirname(file), file);
  }
  return [...longest.values()];
};

const everyPage = ['index.html', '404.html'].concat(
  languages.flatMap((language) => pages(language).map((file) => `${language}/${file}`)));

// Words of the interface that the tests ask for, as a reader of each language knows them.
const words = {
  'zh-Hans': {
    search: '搜索', query: '搜索本指南', cancel: '解约', service: '客服', none: '没有找到', searching: '正在搜索……',
    failed: '没有加载成功。请检查网络后再试。',
    ofTitle: ['注销', '註銷', '5G卡'],
    notice: '哪天通知', end: '终止日期', leaving: '哪天离开挪威',
    june16: '2026年6月16日', june30: '2026年6月30日', july31: '2026年7月31日',
    linkCopied: '链接已复制', copy: '复制全文', copied: '已复制', clear: '清除本页的勾', dark: '深色',
  },
  nb: {
    search: 'Søk', query: 'Søk i veiledningen', cancel: 'oppsigelse', service: 'kundeservice', none: 'Fant ikke', searching: 'Søker …',
    failed: 'Det ble ikke lastet inn. Sjekk nettforbindelsen, og prøv igjen.',
    ofTitle: ['si opp', '5G-kort'],
    notice: 'Når sier du opp?', end: 'Sluttdato', leaving: 'Når reiser du fra Norge?',
    june16: '16. juni 2026', june30: '30. juni 2026', july31: '31. juli 2026',
    linkCopied: 'Lenken er kopiert', copy: 'Kopier teksten', copied: 'Kopiert',
    clear: 'Fjern hakene på denne siden', dark: 'Mørk',
  },
  en: {
    search: 'Search', query: 'Search this guide', cancel: 'notice', service: 'customer service', none: 'Nothing', searching: 'Searching …',
    failed: 'It did not load. Check your connection and try again.',
    ofTitle: ['cancel', '5G'],
    notice: 'When do you give notice?', end: 'End date', leaving: 'When do you leave Norway?',
    june16: '16 June 2026', june30: '30 June 2026', july31: '31 July 2026',
    linkCopied: 'Link copied', copy: 'Copy the text', copied: 'Copied',
    clear: 'Clear the ticks on this page', dark: 'Dark',
  },
};

// What axe finds in a page, and how many of its rules hold there. In one run: what its other mode can do
// more, frames of other origins, no page has, and it takes twice as long.
async function axe(page) {
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return { faults: violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), passes: passes.length };
}

module.exports = { folder, kinds, languages, pages, everyPage, words, axe };
