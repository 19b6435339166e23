// Debian's WebKitGTK, whose engine is that of every browser on an iPhone, driven by the WebDriver
// protocol (https://www.w3.org/TR/webdriver2/).
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawn } = require('node:child_process');

const BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const CONTROL = '\uE009';

// A driver in a display of its own, and the first line that it answers with.
async function driver(home) {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const env = { ...process.env, HOME: home, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' };
  const command = ['-a', 'WebKitWebDriver', '--host=127.0.0.1', `--port=${port}`];
  const process_ = spawn('xvfb-run', command, { detached: true, stdio: 'ignore', env });
  const call = async (method, address, body) => {
    // The driver ends connections when it likes: one for each call.
    const options = { method, body: body && JSON.stringify(body), headers: { connection: 'close' } };
    const { value } = await (await fetch(`http://127.0.0.1:${port}${address}`, options)).json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  for (let tries = 0; ; tries++) {
    try {
      await call('GET', '/status');
      return { call, stop: () => process.kill(-process_.pid) };
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((again) => setTimeout(again, 100));
    }
  }
}

// A browser with one window: `goto(address)`, `evaluate(function, ...values)`, `click(selector)`,
// `type(selector, text)`, `paste(selector)`, `close()`.
async function launch() {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'webkit-'));
  const { call, stop } = await driver(home);
  const wanted = { 'webkitgtk:browserOptions': { binary: BROWSER, args: ['--automation'] } };
  const { sessionId } = await call('POST', '/session', { capabilities: { alwaysMatch: wanted } });
  const command = (method, address, body) => call(method, `/session/${sessionId}${address}`, body);
  const element = async (selector) => {
    const found = await command('POST', '/element', { using: 'css selector', value: selector });
    return `/element/${found[ELEMENT]}`;
  };
  const type = async (selector, text) => command('POST', `${await element(selector)}/value`, { text });
  const evaluate = (script, ...args) => command('POST', '/execute/async', {
    script: `const done = [...arguments].pop(); Promise.resolve((${script})(...arguments)).then(done);`, args,
  });
  await command('POST', '/window/rect', { width: 390, height: 844 });
  return {
    goto: (url) => command('POST', '/url', { url }),
    evaluate,
    click: async (selector) => {
      // The driver itself scrolls too late, and then finds nothing to press.
      await evaluate((selector) => document.querySelector(selector).scrollIntoView({ block: 'center' }), selector);
      await command('POST', `${await element(selector)}/click`, {});
    },
    type,
    paste: (selector) => type(selector, `${CONTROL}v`),
    close: async () => {
      await command('DELETE', '').catch(() => {});
      stop();
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

module.exports = { launch };
