// Tests of the built site in Debian's Chromium; firefox.spec.js and webkit.spec.js bring
// Debian's Firefox and WebKitGTK. SITE names the folder of the site.
const path = require('node:path');
const { defineConfig } = require('@playwright/test');

const port = 4173;

module.exports = defineConfig({
  testDir: 'browser',
  // Two cores: more workers only wait for each other.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // Two cores shared with a browser are slow at times; a fault fails again, a slow moment does not.
  timeout: 60_000,
  retries: 1,
  reporter: [['list', { printSteps: false }]],
  snapshotPathTemplate: '{testDir}/looks/{arg}{ext}',
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    // The same on every machine: a reader's device in Norway that was never set to anything else, and
    // letters drawn with the guide's own fonts.
    timezoneId: 'Europe/Oslo',
    locale: 'en-US',
    colorScheme: 'light',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      env: {
        ...process.env,
        FONTCONFIG_FILE: path.join(__dirname, 'fonts.conf'),
        // The browser's own words, such as the order of a field for a date.
        LANGUAGE: 'en-US',
      },
      args: [
        '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `python3 -m http.server --bind 127.0.0.1 --directory ${JSON.stringify(
      path.resolve(process.env.SITE || '../book'))} ${port}`,
    stdout: 'ignore',
    stderr: 'ignore',
    url: `http://127.0.0.1:${port}/robots.txt`,
    reuseExistingServer: false,
  },
});
