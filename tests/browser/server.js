// A server of the site that can lose what it is asked for, as a bad network does.
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { folder } = require('./site');

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript',
  '.json': 'application/json', '.svg': 'image/svg+xml', '.txt': 'text/plain; charset=utf-8',
};

// How an answer can fail to come.
const FAULTS = {
  reset: (answer) => answer.destroy(),
  refused: (answer) => answer.writeHead(503).end('<h1>503</h1>'),
  // A network that wants a login first.
  login: (answer) => answer.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>'),
  half: (answer, content) => {
    answer.writeHead(200, { 'content-length': content.length });
    answer.write(content.subarray(0, content.length / 2), () => answer.destroy());
  },
  // One after the other, some of them when the reader already tries again.
  late: (answer, content, before) => setTimeout(() => answer.destroy(), 100 * before),
};

// The running server: its `url`; `lose(pattern, fault)` lets every address that fits fail, `lost()` says
// how many did since, `mend()` lets them come again, `close()`.
async function serve() {
  let fails = null;
  let lost = 0;
  const server = http.createServer((question, answer) => {
    const address = decodeURIComponent(new URL(question.url, 'http://site').pathname);
    const file = path.join(folder, path.normalize(address));
    if (!file.startsWith(folder) || !fs.existsSync(file) || !fs.statSync(file).isFile()) {
      answer.writeHead(404).end();
      return;
    }
    const content = fs.readFileSync(file);
    if (fails?.pattern.test(address)) {
      FAULTS[fails.fault](answer, content, lost++);
      return;
    }
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    answer.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(content);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    lose: (pattern, fault) => {
      fails = { pattern, fault };
      lost = 0;
    },
    lost: () => lost,
    mend: () => (fails = null),
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

// What search loads once its dialog is there, each with a query that needs it.
const searchParts = [
  [/\/pagefind\.js$/, '退款'],
  [/\/pagefind-entry\.json$/, '退款'],
  [/\.pf_meta$/, '退款'],
  [/\/wasm\.[^/]*$/, '退款'],
  [/\.pf_index$/, '退款'],
  [/\.pf_fragment$/, '退款'],
  [/\/traditional-[^/]*\.txt$/, '運營商'],
];

module.exports = { serve, searchParts, faults: Object.keys(FAULTS) };
