// What the tests know of the site: its languages and pages, read from the site itself.
const fs = require('node:fs');
const path = require('node:path');

const folder = path.resolve(process.env.SITE || path.join(__dirname, '../../book'));

const languages = fs
  .readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && fs.existsSync(path.join(folder, entry.name, 'step-1.html')))
  .map((entry) => entry.name);

const pages = (language) =>
  fs.readdirSync(path.join(folder, language)).filter((file) => file.endsWith('.html'));

const everyPage = ['index.html', '404.html'].concat(
  languages.flatMap((language) => pages(language).map((file) => `${language}/${file}`)));

// Words of the interface that the tests ask for, as a reader of each language knows them.
const words = {
  'zh-Hans': { search: '搜索', query: '搜索本指南', languages: '语言', cancel: '解约', none: '没有找到' },
  nb: { search: 'Søk', query: 'Søk i veiledningen', languages: 'Språk', cancel: 'oppsigelse', none: 'Fant ikke' },
  en: { search: 'Search', query: 'Search this guide', languages: 'Language', cancel: 'notice', none: 'Nothing' },
};

module.exports = { folder, languages, pages, everyPage, words };
