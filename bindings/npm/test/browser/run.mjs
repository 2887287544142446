// The package in a real Chromium.
//
//     node bindings/npm/test/browser/run.mjs [PART…]
//
// Without parts, all of them. `cargo xtask wasm` has made the builds and the package before.

import { fileURLToPath } from 'node:url';
import { against } from './against.mjs';
import { built, fixtures, memory, start } from './builds.mjs';
import { launch } from './chromium.mjs';
import { cases } from '../cases.mjs';
import { functions } from './functions.mjs';
import { page } from './page.mjs';
import { policy } from './policy.mjs';
import { serve } from '../serve.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const texts = {};
const served = await serve(
  { '/pkg/': at('../../pkg'), '/dist/': at('../../dist'), '/fixtures/': at('../../../../fixtures'), '/tests/': at('..'), '/test/': at('.') },
  texts,
);
const PARTS = { fixtures, start, memory, functions, policy, page, against };
const chosen = process.argv.slice(2);
const browser = await launch();
console.log(`Chromium ${browser.version()}`);
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const began = performance.now();
    await part(browser, { ...served, texts, every: cases }, built(at('../../pkg')));
    console.log(`── ${name}: ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  }
} finally {
  await browser.close();
  served.close();
}
