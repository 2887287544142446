// Makes `dist` of `src` and of the builds in `pkg`, which `cargo xtask wasm` has put there.

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const at = (...parts) => resolve(here, ...parts);
rmSync(at('dist'), { recursive: true, force: true });

// The compiler checks everything, and its declarations go into one file each, so that no form of module can miss another.
execFileSync('node', [at('node_modules/typescript/bin/tsc'), '--project', at('tsconfig.json'), '--emitDeclarationOnly'], {
  stdio: 'inherit',
});
const declared = (name) => readFileSync(at('dist/types', `${name}.d.ts`), 'utf8');
const without = (text) => text.replace(/^(import|export \{|export type (\{|\*)).* from .*;\n/gm, '').replace(/^export \{\};\n/gm, '');
const entry = ['types', 'drive', 'index'].map((name) => without(declared(name))).join('');
const worker = ['types', 'drive', 'worker'].map((name) => without(declared(name))).join('');

for (const name of ['verify-core', 'verify', 'full']) {
  const folder = at('dist', name);
  if (!existsSync(at('pkg', name))) throw new Error(`pkg/${name} is missing: cargo xtask wasm`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(at('pkg', name, 'accolade_bg.wasm'), at(folder, 'accolade_bg.wasm'));
  const common = { bundle: true, target: 'es2022', sourcemap: true, alias: { glue: at('pkg', name, 'accolade.js') }, logLevel: 'warning' };
  const [browser, node] = [{ ...common, format: 'esm', platform: 'neutral' }, { ...common, platform: 'node' }];
  await Promise.all([
    build({ ...browser, entryPoints: [at('src/index.ts')], outfile: at(folder, 'index.js') }),
    build({ ...browser, entryPoints: [at('src/worker.ts')], outfile: at(folder, 'worker.js') }),
    build({ ...node, entryPoints: [at('src/node.ts')], format: 'esm', outfile: at(folder, 'node.js') }),
    build({
      ...node,
      entryPoints: [at('src/node.ts')],
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
  for (const file of ['index.d.ts', 'node.d.ts', 'node.d.cts']) writeFileSync(at(folder, file), entry);
  writeFileSync(at(folder, 'worker.d.ts'), worker);
}
rmSync(at('dist/types'), { recursive: true });
