// Runs every case of `fixtures` that asks the whole verifier through WebAssembly builds and natively, and holds the two against
// each other; and puts wrong calls to every function.
//
//     node bindings/npm/test/fixtures.mjs FOLDER-OF-A-BUILD…

import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cases, compare } from './cases.mjs';
import { drive, misuse } from './drive.mjs';

const [every, asked, failures] = [cases(), [], []];
for (const folder of process.argv.slice(2)) {
  const build = basename(folder);
  const glue = await import(pathToFileURL(resolve(folder, 'accolade.js')));
  const began = performance.now();
  glue.initSync({ module: readFileSync(resolve(folder, 'accolade_bg.wasm')) });
  const started = performance.now();
  for (const given of every) {
    try {
      for (const one of drive(glue.verify, given)) asked.push({ build, id: given.id, ...one });
    } catch (error) {
      failures.push(`${build}: ${given.id}: ${error.stack}`);
    }
  }
  const spent = performance.now() - started;
  const wrong = misuse(glue);
  failures.push(...wrong.failures.map((failure) => `${build}: ${failure}`));
  console.log(`${build} on Node: start ${(started - began).toFixed(1)} ms, cases ${spent.toFixed(0)} ms; ${wrong.put} wrong calls, each a coded answer`);
}
for (const failure of failures.slice(0, 20)) console.error(failure);
process.exitCode = failures.length + compare('on Node', asked, every).length > 0 || asked.length === 0 ? 1 : 0;
