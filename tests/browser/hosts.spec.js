// The site behind nginx, as docs/publish.md tells a publisher: in a folder of a host that is not the one
// it was built for. HOST_SITE names a site built with --compress for https://docs.example.org/guide.
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const zlib = require('node:zlib');
const { test, expect } = require('@playwright/test');
const { kinds, languages, words } = require('./site');

const root = path.join(__dirname, '../..');
// Where tests/run has it from.
const NGINX = '/usr/sbin/nginx';
const site = process.env.HOST_SITE;
let home;
let url;
let nginx;

function freePort() {
  return new Promise((free) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => free(port));
    });
  });
}

// The block of docs/publish.md; only where it listens and where the site lies are this machine's. nginx
// started by root would read as another user, for whom the checkout may be closed.
async function settings() {
  const told = fs.readFileSync(path.join(root, 'docs/publish.md'), 'utf8');
  const block = told.match(/```nginx\n([^]*?)```/)[1];
  const port = await freePort();
  url = `http://127.0.0.1:${port}/guide/`;
  const here = block
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('root /srv/sites;', `root ${home}/sites;`);
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${home}/${kind};`);
  return `
    daemon off;
    ${process.getuid() ? '' : 'user root;'}
    pid ${home}/pid;
    error_log ${home}/error.log;
    include /etc/nginx/modules-enabled/*.conf;
    events {}
    http {
      include /etc/nginx/mime.types;
      default_type application/octet-stream;
      access_log off;
      ${folders.join('\n')}
      ${here}
    }`;
}

test.describe.configure({ mode: 'default' });

test.beforeAll(async () => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'guide-nginx-'));
  fs.mkdirSync(path.join(home, 'sites'));
  fs.cpSync(site, path.join(home, 'sites/guide'), { recursive: true });
  const file = path.join(home, 'nginx.conf');
  fs.writeFileSync(file, await settings());
  execFileSync(NGINX, ['-t', '-q', '-c', file, '-e', `${home}/error.log`]);
  nginx = spawn(NGINX, ['-c', file, '-e', `${home}/error.log`], { stdio: 'ignore' });
  await expect.poll(() => fetch(url).then((answer) => answer.status, () => 0)).toBe(200);
});

test.afterAll(async () => {
  const ended = new Promise((done) => nginx.once('exit', done));
  nginx.kill('SIGTERM');
  await ended;
  fs.rmSync(home, { recursive: true });
});

// fetch() of Node unpacks; what comes over the line is asked for with another program of it.
function raw(address, encoding) {
  return new Promise((done, failed) => {
    http.get(address, { headers: { 'accept-encoding': encoding } }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => done({ headers: answer.headers, content: Buffer.concat(parts) }));
    }).on('error', failed);
  });
}

test('every kind of page is read there without a fault, and leads to every language', async ({ page }) => {
  test.slow();
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(`${page.url()}: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error}`));
  page.on('response', (answer) => answer.status() >= 400 && faults.push(`${answer.status()} ${answer.url()}`));
  for (const language of languages) {
    for (const file of kinds(language)) {
      await page.goto(`${url}${language}/${file}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCSS('font-weight', /^[67]00$/);
    }
    await page.getByRole('button', { name: words[language].search }).click();
    await page.locator('#query').fill(words[language].cancel);
    await expect(page.getByRole('dialog').getByRole('link').first()).toBeVisible();
  }
  await page.goto(url);
  await page.locator('main a[href$="nb/index.html"]').click();
  await expect(page).toHaveURL(`${url}nb/index.html`);
  expect(faults).toEqual([]);
});

test('an address without .html, with a slash or of a folder is the same page', async ({ page }) => {
  for (const [asked, shown] of [['en/step-1', 'en/step-1'], ['en/step-1/', 'en/step-1'], ['en', 'en/'], ['en/operator/ice/', 'en/operator/ice']]) {
    await page.goto(url + asked);
    await expect(page, asked).toHaveURL(url + shown);
    await expect(page.locator('h1'), asked).toHaveCSS('font-weight', /^[67]00$/);
  }
  await page.goto(`${url}en/step-1`);
  await page.getByRole('checkbox').first().check();
  await page.goto(`${url}en/step-1.html`);
  await expect(page.getByRole('checkbox').first()).toBeChecked();
});

test('a wrong address gets the page for it, with its style, on this host too', async ({ page }) => {
  for (const address of ['en/old', 'en/old/deep.html', 'en/old/', 'nowhere.html']) {
    const answer = await page.goto(url + address);
    expect(answer.status(), address).toBe(404);
    await expect(page.locator('h1'), address).toHaveCSS('font-weight', /^[67]00$/);
    await expect(page.getByRole('link', { name: words.en.search, exact: true }), address)
      .toHaveJSProperty('href', `${url}en/index.html#search`);
  }
  await page.getByRole('link', { name: words.en.search, exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the headers are those of the file for hosts, and what has its hash in its name is kept', async () => {
  const [, all] = fs.readFileSync(path.join(site, '_headers'), 'utf8').match(/^\/\*\n((?: .*\n)+)/m);
  const { headers } = await raw(`${url}en/step-1.html`, 'identity');
  for (const line of all.trim().split('\n')) {
    const [name, value] = line.trim().split(/: (.*)/);
    if (name === 'Content-Security-Policy') expect(headers['content-security-policy']).toBe(value.split('; ').pop());
    else expect(headers[name.toLowerCase()], name).toBe(value);
  }
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(headers['cache-control']).toBe('no-cache');
  const asset = fs.readdirSync(path.join(site, 'assets')).find((name) => /^site-.*\.css$/.test(name));
  expect((await raw(`${url}assets/${asset}`, 'identity')).headers['cache-control']).toContain('immutable');
  expect((await raw(`${url}en/nowhere`, 'identity')).headers['x-frame-options']).toBe('DENY');
});

test('texts come compressed, and are the same', async () => {
  for (const file of ['zh-Hans/plan.html', 'sitemap.xml', '404.html', `assets/${fs.readdirSync(path.join(site, 'assets')).find((name) => name.endsWith('.js'))}`]) {
    const content = fs.readFileSync(path.join(site, file));
    for (const [encoding, unpack] of [['br', zlib.brotliDecompressSync], ['gzip', zlib.gunzipSync]]) {
      const answer = await raw(url + file, encoding);
      expect(answer.headers['content-encoding'], file).toBe(encoding);
      expect(answer.content.length, file).toBeLessThan(content.length);
      expect(unpack(answer.content).equals(content), file).toBe(true);
    }
  }
});
