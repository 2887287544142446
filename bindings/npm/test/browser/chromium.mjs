// Chromium as it is installed: `CHROMIUM` names another than Debian's.

import { chromium } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGUMENTS });

/** A page of its own, which says what goes wrong in it: nobody's error is overlooked. */
export async function open(browser, url, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(`an error: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && troubles.push(`on the console: ${message.text()}`));
  await page.goto(url);
  return { page, context, troubles };
}

export function check(holds, message) {
  if (!holds) throw new Error(message);
}

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
