// Makes the pictures of the verifier page in `docs`, after `node build.mjs`, with a Chromium that is there.
//
//     apt-get install chromium fonts-inter fonts-texgyre pngquant
//     node bindings/npm/test/screenshots.mjs [CHROMIUM]

import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';

const here = fileURLToPath(new URL('..', import.meta.url));
const [executablePath = '/usr/bin/chromium'] = process.argv.slice(2);
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** The name of a picture, the sample in it, and how it is looked at. */
const PICTURES = [
  ['start', undefined, { height: 1010 }],
  ['valid', 'A genuine badge', { height: 1060 }],
  ['trusted', 'A genuine badge', { height: 1060, press: 'Ask the sample’s list', until: 'The list has this issuer.' }],
  ['tampered', 'An altered badge', { height: 1060, press: 'Compare with the genuine one', until: 'One difference' }],
  ['revoked', 'A revoked badge', { height: 1060 }],
  ['unknown-issuer', 'An issuer out of reach', { height: 1060 }],
  ['dark', 'A genuine badge', { height: 1060, colorScheme: 'dark' }],
  ['phone', 'A genuine badge', { width: 390, height: 1180 }],
  ['german', 'An altered badge', { height: 1060, press: 'Compare with the genuine one', until: 'One difference', language: 'Deutsch' }],
  ['supplement', 'A genuine badge', { width: 780, height: 1000, media: 'print' }],
];
/** The most bytes of a picture. */
const MOST_BYTES = 150_000;

const { url, close } = await serve(resolve(here, 'dist/page'));
const browser = await chromium.launch({ executablePath, args });
mkdirSync(resolve(here, 'docs'), { recursive: true });
for (const [name, sample, { width = 1280, height, colorScheme = 'light', press, until, language, media }] of PICTURES) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'en-GB', serviceWorkers: 'block' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.log(`${name}: ${error.stack}`));
  await page.clock.setFixedTime(new Date('2026-06-01T12:00:00Z'));
  await page.goto(url);
  if (sample) {
    await page.getByRole('button', { name: sample }).click();
    await page.locator('open-badge[aria-busy="false"]').waitFor();
  }
  if (press) {
    await page.getByRole('button', { name: press }).click();
    await page.getByText(until).waitFor();
    await page.evaluate(() => scrollTo(0, 0));
  }
  if (language) await page.getByRole('button', { name: language }).click();
  if (media) {
    await page.emulateMedia({ media });
    // What the printer leaves blank.
    await page.evaluate(() => (document.body.style.margin = '60px'));
  }
  await page.mouse.move(0, 0);
  await page.locator('img').evaluateAll((images) => Promise.all(images.map((image) => image.decode())));
  await page.waitForTimeout(300);
  const path = resolve(here, 'docs', `${name}.png`);
  await page.screenshot({ path });
  execFileSync('pngquant', ['--force', '--skip-if-larger', '--output', path, '--', path]);
  const { size } = statSync(path);
  console.log(`${name}.png: ${size} bytes`);
  if (size > MOST_BYTES) throw new Error(`${name}.png has more than ${MOST_BYTES} bytes`);
  await context.close();
}
await browser.close();
await close();
