// Makes `dist` of `src` and of the builds in `pkg`, which `cargo xtask wasm` has put there.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const at = (...parts) => resolve(here, ...parts);
rmSync(at('dist'), { recursive: true, force: true });

// The compiler checks everything, and its declarations go into one file each, so that no form of module can miss another.
execFileSync('node', [at('node_modules/typescript/bin/tsc'), '--project', at('tsconfig.json'), '--emitDeclarationOnly'], {
  stdio: 'inherit',
});
const declared = (name) => readFileSync(at('dist/types', `${name}.d.ts`), 'utf8');
const without = (text) => text.replace(/^(import|export \{|export \*|export type (\{|\*)).* from .*;\n/gm, '').replace(/^export \{\};\n/gm, '');
// What is not exported stays out of sight only where something says that exports are listed.
const declarations = (...names) => `${names.map((name) => without(declared(name))).join('')}export {};\n`;

// Each build with the entry that has its functions, and the files that declare them.
const CORE = ['types', 'content', 'drive', 'start', 'core'];
const BUILDS = {
  'verify-core': ['core', CORE],
  verify: ['index', [...CORE, 'index']],
  full: ['full', [...CORE, 'index', 'sign', 'full']],
};
// All of them for the package; `node build.mjs verify` makes what the element and the page need.
const named = process.argv.slice(2);
for (const name of named.length > 0 ? named : Object.keys(BUILDS)) {
  const [entry, names] = BUILDS[name];
  const folder = at('dist', name);
  if (!existsSync(at('pkg', name))) throw new Error(`pkg/${name} is missing: cargo xtask wasm`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(at('pkg', name, 'accolade_bg.wasm'), at(folder, 'accolade_bg.wasm'));
  const common = (place) => ({
    bundle: true,
    target: 'es2022',
    sourcemap: true,
    logLevel: 'warning',
    alias: { glue: at('pkg', name, 'accolade.js'), place: at(`src/place.${place}.ts`) },
  });
  const [browser, node] = [{ ...common('browser'), format: 'esm', platform: 'neutral' }, { ...common('node'), platform: 'node' }];
  await Promise.all([
    build({ ...browser, entryPoints: [at(`src/${entry}.ts`)], outfile: at(folder, 'index.js') }),
    build({ ...browser, entryPoints: [at('src/worker.ts')], outfile: at(folder, 'worker.js') }),
    build({ ...node, entryPoints: [at(`src/${entry}.ts`)], format: 'esm', outfile: at(folder, 'node.js') }),
    build({
      ...node,
      entryPoints: [at(`src/${entry}.ts`)],
      format: 'cjs',
      outfile: at(folder, 'node.cjs'),
      define: { 'import.meta.url': 'here' },
      banner: { js: "const here = require('node:url').pathToFileURL(__filename).href;" },
    }),
  ]);
  const inline = readFileSync(at(folder, 'accolade_bg.wasm')).toString('base64');
  const decode = `Uint8Array.from(atob(text), (c) => c.charCodeAt(0))`;
  writeFileSync(at(folder, 'inline.js'), `const text = '${inline}';\nexport const module = /* @__PURE__ */ ${decode};\n`);
  writeFileSync(at(folder, 'inline.d.ts'), '/** The bytes of the module, for `init`. */\nexport declare const module: Uint8Array<ArrayBuffer>;\n');
  for (const file of ['index.d.ts', 'node.d.ts', 'node.d.cts']) writeFileSync(at(folder, file), declarations(...names));
  writeFileSync(at(folder, 'worker.d.ts'), declarations('types', 'content', 'drive', 'worker'));
}

// The element shares the module of `accolade` with the page that carries it: one module, loaded once.
/** A language without explanations has none to give, and the element gives the English ones. */
const explain = (folder) => {
  for (const name of ['explanations.json', 'explanations.de.json']) {
    writeFileSync(resolve(folder, name), existsSync(at(name)) ? readFileSync(at(name)) : '{}\n');
  }
};
const browser = { bundle: true, target: 'es2022', format: 'esm', platform: 'neutral', sourcemap: true, logLevel: 'warning' };
const beside = {
  name: 'beside',
  setup: ({ onResolve }) => onResolve({ filter: /^\.\.\/index\.js$/ }, () => ({ path: '../verify/index.js', external: true })),
};
await build({ ...browser, minify: true, entryPoints: [at('src/component/index.ts')], outfile: at('dist/element/element.js'), plugins: [beside] });
explain(at('dist/element'));

// The page is a folder of its own, for any server of files.
const page = at('dist/page');
const samples = at('../../fixtures/samples');
mkdirSync(resolve(page, 'samples'), { recursive: true });
cpSync(at('page'), page, { recursive: true });
explain(page);
for (const name of readdirSync(samples).filter((name) => /^(\w+\.svg|(status-list|registry)\.json)$/.test(name))) {
  copyFileSync(resolve(samples, name), resolve(page, 'samples', name));
}
copyFileSync(at('pkg/verify/accolade_bg.wasm'), resolve(page, 'accolade_bg.wasm'));
const whole = { ...browser, minify: true, sourcemap: false, alias: { glue: at('pkg/verify/accolade.js'), place: at('src/place.browser.ts') } };
// The largest build is loaded where it is needed: for what the other goes without, and for lists of issuers.
const FULL = String(existsSync(at('pkg/full')));
if (existsSync(at('pkg/full'))) {
  await build({ ...whole, alias: { ...whole.alias, glue: at('pkg/full/accolade.js') }, entryPoints: [at('src/page/step.ts')], outfile: resolve(page, 'full/step.js') });
  copyFileSync(at('pkg/full/accolade_bg.wasm'), resolve(page, 'full/accolade_bg.wasm'));
}
await build({ ...whole, define: { FULL }, entryPoints: [at('src/page/page.ts')], outfile: resolve(page, 'page.js') });
await build({ ...whole, entryPoints: [at('src/page/step.ts')], outfile: resolve(page, 'step.js') });
const files = readdirSync(page, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(page, resolve(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .sort();
const edition = createHash('sha256');
for (const name of files) edition.update(`${name}\n`).update(readFileSync(resolve(page, name)));
const kept = ['./', ...files.filter((name) => !name.startsWith('full/')).map((name) => `./${name}`)];
const define = { EDITION: JSON.stringify(edition.digest('hex').slice(0, 16)), FILES: JSON.stringify(kept) };
await build({ ...whole, format: 'iife', define, entryPoints: [at('src/page/sw.ts')], outfile: resolve(page, 'sw.js') });

// Scripts have budgets as modules do, of bytes gzipped.
const budgets = JSON.parse(readFileSync(at('budgets.json'), 'utf8'));
for (const name of ['element/element.js', 'page/page.js']) {
  const { length } = gzipSync(readFileSync(at('dist', name)), { level: 9 });
  console.log(`${name}: ${length} bytes gzipped, of ${budgets[name]}`);
  if (!(length <= budgets[name])) throw new Error(`${name} has ${length} bytes gzipped, and may have ${budgets[name]} (budgets.json)`);
}

// What `accolade/element` is made of, as declarations; the page has no types to give.
for (const name of ['page', ...['worker', 'full', 'sign', 'place.browser', 'place.node'].map((name) => `${name}.d.ts`)]) rmSync(at('dist/types', name), { recursive: true });
