// Verifies the documents and tokens of the published vectors with a WebAssembly build and natively, and holds the two against each
// other to the byte. `ACCOLADE_VECTORS` names the folder of vectors (`conformance/README.md`); without it nothing is run.
//
//     node bindings/npm/test/vectors.mjs FOLDER-OF-THE-BUILD [RECORD]
//
// How many inputs each suite has is held against `conformance/report/vectors.md`, or written into the file RECORD for it.

import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const { ACCOLADE_VECTORS: vectors } = process.env;
if (!vectors) {
  console.log('ACCOLADE_VECTORS is not set: the published vectors are not run on Node (conformance/README.md)');
  process.exit(0);
}
const root = fileURLToPath(new URL('../../../', import.meta.url));
const [folder, record] = process.argv.slice(2);
const { initSync, verify } = await import(pathToFileURL(resolve(folder, 'accolade.js')));
initSync({ module: readFileSync(resolve(folder, 'accolade_bg.wasm')) });

// Each suite, where its documents are, and which files of that folder are such.
const SUITES = [
  ['vc-di-eddsa', 'vectors/vc-di-eddsa/TestVectors', /^(?!proof-set-chain).*signed[^/]*\.json$/],
  ['vc-di-eddsa-proof-set-chain', 'vectors/vc-di-eddsa/TestVectors/proof-set-chain', /^signed[^/]*\.json$/],
  ['di-assertion', 'vectors/di-assertion/inputs', /\.json$/],
  ['vc-di-ecdsa', 'vectors/vc-di-ecdsa/TestVectors', /\/signed[^/]*\.json$/],
  ['vc-di-ecdsa-sd', 'vectors/vc-di-ecdsa/TestVectors/ecdsa-sd-2023', /(derivedRevealDocument|addSignedSDBase)\.json$/],
  ['vc-di-bbs', 'vectors/vc-di-bbs/TestVectors', /(derivedRevealDocument|addSignedSDBase)\.json$/],
  ['vc-jose-cose', 'vectors/vc-jose-cose/tests/input', /\.txt$/],
  ['vc-json-schema', 'vectors/vc-json-schema/tests/input', /\.json$/],
  ['vc-data-model-2.0-inputs', 'vectors/vc-data-model-2.0-inputs/tests/input', /\.json$/],
  ['vc-1.1-inputs', 'vectors/vc-1.1-inputs/test', /\.jsonld$/],
  ['spec-examples', 'spec-examples', /\.json$/],
];

const given = SUITES.flatMap(([suite, of, pattern]) => {
  const files = readdirSync(resolve(vectors, of), { recursive: true }).map((file) => file.replaceAll('\\', '/'));
  return files.filter((file) => pattern.test(file)).sort().map((file) => ({ suite, file: resolve(vectors, of, file) }));
});

const asked = [];
for (const { suite, file } of given) {
  // The vectors name issuers to whom nothing ties the key: with that allowed, more of the verifier is reached.
  const call = {
    input: { base64: readFileSync(file).toString('base64') },
    at: '2026-06-01T00:00:00Z',
    policy: { dangerous: { acceptUnboundIssuer: true } },
    resources: {},
  };
  for (let round = 0; round < 20; round += 1) {
    const text = JSON.stringify(call);
    const answer = verify(text);
    asked.push({ suite, file, text, answer });
    const { type, requests } = JSON.parse(answer);
    if (type !== 'need') break;
    for (const { url } of requests) call.resources[url] = { unavailable: { reason: 'nothing is fetched here' } };
  }
}

const native = spawnSync(
  process.env.CARGO ?? 'cargo',
  ['run', '--quiet', '--package', 'accolade-conformance', '--bin', 'answers'],
  { cwd: root, input: asked.map(({ text }) => `${text}\n`).join(''), maxBuffer: 1 << 30, encoding: 'utf8' },
);
if (native.status !== 0) throw new Error(`the native answers: ${native.stderr}`);
const answers = native.stdout.split('\n');

const [counts, verdicts, failures, lacking] = [{}, {}, [], new Set()];
asked.forEach(({ suite, file, answer }, index) => {
  const { type, report } = JSON.parse(answers[index]);
  if (answer !== answers[index]) {
    // A build that cannot evaluate schemas does not ask for them either, and such an input is not counted.
    if (asksForAllButSchemas(JSON.parse(answer), JSON.parse(answers[index]))) lacking.add(file);
    else failures.push(`${file}:\n  found  ${answer.slice(0, 400)}\n  native ${answers[index].slice(0, 400)}`);
  }
  if (type === 'need' || lacking.has(file)) return;
  counts[suite] = (counts[suite] ?? 0) + 1;
  const verdict = report?.verdict ?? type;
  verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
});
for (const failure of failures.slice(0, 20)) console.error(failure);
const of = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`).join(', ');
console.log(
  `vectors on Node: ${given.length} inputs (${of}; ${lacking.size} name schemas, which this build does not evaluate) in ` +
    `${asked.length} calls, ${failures.length} answers other than natively`,
);

if (record) {
  writeFileSync(record, JSON.stringify(counts));
} else {
  const report = readFileSync(resolve(root, 'conformance/report/vectors.md'), 'utf8');
  for (const [suite, count] of Object.entries(counts)) {
    const row = report.split('\n').find((line) => line.includes(`| \`${suite}\` |`));
    if (row && Number(row.split('|')[7]) === count) continue;
    failures.push(suite);
    console.error(`conformance/report/vectors.md is stale: ${count} inputs of ${suite} were verified on Node: cargo xtask report`);
  }
}
process.exitCode = failures.length > 0 || given.length === 0 ? 1 : 0;

/** Whether an answer lacks nothing of what the native one asks for but schemas, having none of those. */
function asksForAllButSchemas(found, native) {
  const others = (native.requests ?? []).filter(({ kind }) => kind !== 'schema');
  if (others.length === (native.requests ?? []).length) return false;
  if (others.length > 0) return JSON.stringify(found.requests) === JSON.stringify(others);
  return found.type === 'done' && JSON.stringify(found).includes('"schema.not-checked"');
}
