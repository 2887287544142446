// Packs the package and uses it as others would: as an ES module and as CommonJS in Node, from TypeScript, bundled by Vite, and in
// Chromium.
//
//     node bindings/npm/test/packages.mjs

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inChromium } from './browser/consumers.mjs';

const here = fileURLToPath(new URL('..', import.meta.url));
const fixtures = resolve(here, '../../fixtures/verify');
const program = (name) => resolve(here, 'node_modules', name);
const run = (folder, name, ...args) => execFileSync(name, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });

const home = mkdtempSync(resolve(tmpdir(), 'accolade-packages-'));
const [packed] = JSON.parse(run(here, 'npm', 'pack', '--silent', '--json', '--pack-destination', home));
console.log(`${packed.filename}: ${packed.entryCount} files, ${packed.size} bytes`);
for (const { path, size } of packed.files) console.log(`${String(size).padStart(9)}  ${path}`);
const allowed = /^(dist\/|README\.md$|package\.json$|explanations(\.de)?\.json$|words\.de\.json$)/;
const strange = packed.files.filter(({ path }) => !allowed.test(path));
if (strange.length > 0) throw new Error(`packed, but not meant to be: ${strange.map(({ path }) => path)}`);

run(here, 'node', program('publint/src/cli.js'), '--strict', resolve(home, packed.filename));
console.log('publint finds nothing');
run(here, 'node', program('@arethetypeswrong/cli/dist/index.js'), resolve(home, packed.filename), '--profile', 'node16', '--exclude-entrypoints', 'accolade.wasm', 'inline', 'worker', 'element');
console.log('are-the-types-wrong finds nothing, the entries for browsers alone left out');

writeFileSync(resolve(home, 'package.json'), '{ "private": true }');
run(home, 'npm', 'install', '--silent', '--no-audit', '--no-fund', resolve(home, packed.filename));

const use = `
const at = new Date('2026-06-01T00:00:00Z');
async function main({ verify }) {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const text = readFileSync(${JSON.stringify(resolve(fixtures, 'good/eddsa-rdfc.json'))}, 'utf8');
  const away = readFileSync(${JSON.stringify(resolve(fixtures, 'good/did-web.json'))});
  const verdict = async (input, options) => (await verify(input, { at, ...options })).report.verdict;
  const found = [
    await verdict(text),
    await verdict(text.replace('Reading the tides', 'Reading the stars')),
    await verdict(away),
    await verdict(away, { network: async () => ({ document: { content: { text: '{}' } } }) }),
    await verify('{}', { at: new Date(0), policy: { surprise: true } }).catch(({ code }) => code),
  ];
  console.log(found.join(' '));
}
`;
const expected = 'valid invalid indeterminate invalid call.malformed\n';
const consumers = {
  'esm.mjs': `import * as accolade from 'accolade';${use} await main(accolade);`,
  'core.mjs': `import * as accolade from 'accolade/core';${use} await main(accolade);`,
  'full.mjs': `import * as accolade from 'accolade/full';${use} await main(accolade);`,
  'functions.mjs': `import { readFileSync } from 'node:fs'; import * as accolade from 'accolade/full'; import { functions } from ${JSON.stringify(resolve(here, 'test/functions.mjs'))};
    const shown = await functions(accolade, JSON.parse(readFileSync(${JSON.stringify(resolve(fixtures, 'unsigned.json'))}, 'utf8')));${use} if (shown.length < 15) throw new Error(shown); await main(accolade);`,
  'inline.mjs': `import * as accolade from 'accolade'; import { module } from 'accolade/inline';${use} await accolade.init(module); await main(accolade);`,
  // A server renders pages that carry the element: to import it there does nothing, and does not fail.
  'server.mjs': `import { OpenBadge } from 'accolade/element'; import * as accolade from 'accolade';${use} if (typeof OpenBadge !== 'function') throw OpenBadge; await main(accolade);`,
  'common.cjs': `const accolade = require('accolade');${use} main(accolade);`,
};
for (const [file, text] of Object.entries(consumers)) {
  writeFileSync(resolve(home, file), text);
  const found = run(home, 'node', file);
  if (found !== expected) throw new Error(`${file}: ${found}`);
  console.log(`${file}: ${found.trim()}`);
}

writeFileSync(
  resolve(home, 'typed.ts'),
  `import { verify, type Report, type Resource } from 'accolade';
export async function names(bytes: Uint8Array): Promise<string[]> {
  const network = async (): Promise<Resource> => ({ unavailable: { reason: 'asleep' } });
  const { report }: { report: Report } = await verify(bytes, { network, policy: { recipient: { id: 'did:example:ana' } } });
  return report.checks.filter((check) => check.outcome === 'failed').map((check) => check.id);
}
// @ts-expect-error no such member
void verify('', { policy: { recipients: [] } });
`,
);
writeFileSync(
  resolve(home, 'element.ts'),
  `import { OpenBadge, type BadgeVerifier } from 'accolade/element';
import { verify } from 'accolade/full';
const badge: OpenBadge = document.createElement('open-badge');
const verifier: BadgeVerifier = verify;
badge.verifier = verifier;
badge.options = { policy: { require: ['status'] } };
badge.addEventListener('verified', ({ detail }) => console.log(detail.report.verdict));
// @ts-expect-error no such event
badge.addEventListener('verified', ({ detail }) => console.log(detail.verdict));
`,
);
for (const file of ['typed.ts', 'element.ts']) {
  run(home, 'node', program('typescript/bin/tsc'), '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom', '--types', '', file);
}
console.log('typed.ts, element.ts: the types hold');

mkdirSync(resolve(home, 'site'));
writeFileSync(resolve(home, 'site/index.html'), '<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="main.js"></script>');
writeFileSync(
  resolve(home, 'site/main.js'),
  `import { verify } from 'accolade';
import 'accolade/element';
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => document.body.append(data.verified?.report.verdict ?? data.error, ' ');
worker.postMessage({ id: 1, input: '{}' });
verify('{}').then(({ report }) => document.body.append(report.verdict, ' '));`,
);
writeFileSync(resolve(home, 'site/worker.js'), "import 'accolade/worker';");
writeFileSync(resolve(home, 'site/vite.config.mjs'), "export default { worker: { format: 'es' } };");
run(resolve(home, 'site'), 'node', program('vite/bin/vite.js'), 'build', '--logLevel', 'error');
const assets = readdirSync(resolve(home, 'site/dist/assets'));
const modules = assets.filter((name) => name.endsWith('.wasm'));
if (modules.length === 0) throw new Error(`Vite took no module along: ${assets}`);
const same = readFileSync(resolve(home, 'node_modules/accolade/dist/verify/accolade_bg.wasm')).length;
if (modules.some((name) => statSync(resolve(home, 'site/dist/assets', name)).size !== same)) throw new Error('another module');
console.log(`Vite: ${assets.join(', ')}`);
await inChromium(home);
rmSync(home, { recursive: true });
