// What `accolade/full` does beside verifying, in Chromium.

import { check, open } from './chromium.mjs';

export async function functions(browser, { origin }, builds) {
  if (!builds.includes('full')) return console.log('`full` was not built');
  const { page, context, troubles } = await open(browser, `${origin}/test/blank.html`);
  const shown = await page.evaluate(async () => {
    const { functions } = await import('/tests/functions.mjs');
    const accolade = await import('/dist/full/index.js');
    return functions(accolade, await (await fetch('/fixtures/verify/unsigned.json')).json());
  });
  await context.close();
  check(troubles.length === 0, troubles.join('\n'));
  for (const line of shown) console.log(`accolade/full in Chromium: ${line}`);
}
