// Runs the cases of fixtures/verify through a WebAssembly build and natively, and holds the two against each other.
//
//     node bindings/npm/test/fixtures.mjs FOLDER-OF-THE-BUILD
//
// Each answer must be the native one, byte for byte. A build that goes without a mechanism must say so: its answer may differ
// where it has a finding that says what the build lacks, and then its verdict is the native one or `indeterminate`.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The findings by which a build says that it lacks a mechanism. */
const LACKING = [
  'did.unsupported-method',
  'key.unsupported-type',
  'ld.context-not-pinned',
  'ob2.not-read',
  'proof.unknown-suite',
  'schema.not-checked',
  'secure.unsupported-envelope',
];

const root = fileURLToPath(new URL('../../../', import.meta.url));
const fixtures = resolve(root, 'fixtures/verify');
const [folder] = process.argv.slice(2);
const build = basename(folder);
const { initSync, verify } = await import(pathToFileURL(resolve(folder, 'accolade.js')));

const began = performance.now();
initSync({ module: readFileSync(resolve(folder, 'accolade_bg.wasm')) });
const started = performance.now();

const { cases } = JSON.parse(readFileSync(resolve(fixtures, 'manifest.json'), 'utf8'));
const verified = cases.filter(({ check }) => check === 'verify');
const [asked, failures, refused] = [[], [], new Set()];
for (const given of verified) {
  try {
    ask(given);
  } catch (error) {
    failures.push(`${given.id}: ${error.stack}`);
  }
}
const spent = performance.now() - started;

const wrong = [
  ['', 'json.syntax'],
  ['{}', 'call.malformed'],
  ['{"input":{"text":""},"at":"today"}', 'call.time-malformed'],
  ['{"input":{"base64":"?"},"at":"2026-06-01T00:00:00Z"}', 'call.base64-malformed'],
  ['{"input":{"text":"\ud800"},"at":"2026-06-01T00:00:00Z"}', undefined],
];
for (const [call, code] of wrong) {
  const answer = JSON.parse(verify(call));
  if (answer.code !== code) failures.push(`the call ${call} is answered by ${JSON.stringify(answer)}`);
}

const native = spawnSync(
  process.env.CARGO ?? 'cargo',
  ['run', '--quiet', '--package', 'accolade-conformance', '--bin', 'answers'],
  { cwd: root, input: asked.map(({ call }) => `${call}\n`).join(''), maxBuffer: 1 << 30, encoding: 'utf8' },
);
if (native.status !== 0) throw new Error(`the native answers: ${native.stderr}`);
const answers = native.stdout.split('\n');
const lacking = new Map();
let same = 0;
asked.forEach(({ id, answer }, index) => {
  const { expect } = verified.find((given) => given.id === id);
  const { type, report } = JSON.parse(answers[index]);
  if (type === 'done' && report.verdict !== expect.verdict) failures.push(`${id}: natively ${shown({ type, report })}`);
  if (answer === answers[index]) {
    same += 1;
    return;
  }
  const [found, expected] = [JSON.parse(answer), JSON.parse(answers[index])];
  const said = LACKING.filter((code) => answer.includes(`"${code}"`) && !answers[index].includes(`"${code}"`));
  if (said.length > 0 && ['indeterminate', expected.report?.verdict].includes(found.report?.verdict)) {
    for (const code of said) lacking.set(code, [...(lacking.get(code) ?? []), id]);
    return;
  }
  // A build that cannot evaluate schemas does not ask for them either.
  if (expected.type === 'need' && asksForAllButSchemas(found, expected)) {
    lacking.set('schema.not-checked', [...(lacking.get('schema.not-checked') ?? []), id]);
    return;
  }
  failures.push(`${id}:\n  found  ${shown(found)}\n  native ${shown(expected)}`);
});

for (const [code, ids] of [...lacking].sort()) console.log(`${build} lacks, and says ${code}: ${ids.join(', ')}`);
// Where everything fails, the first few say why.
for (const failure of failures.slice(0, 20)) console.error(failure);
const left = new Set([...lacking.values()].flat()).size;
console.log(
  `${build} on Node: ${verified.length} cases in ${asked.length} calls, ${same} answers the same as natively to the byte, ` +
    `${left} cases that it cannot judge, ${refused.size} whose policy no call can give, ${failures.length} failures; ${wrong.length} wrong calls; ` +
    `start ${(started - began).toFixed(1)} ms, cases ${spent.toFixed(0)} ms`,
);
// A run that looked at nothing has shown nothing.
process.exitCode = failures.length > 0 || same === 0 ? 1 : 0;

/** Verifies a case, and puts each call and its answer on record. */
function ask(given) {
  const call = {
    input: { base64: bytes(given).toString('base64') },
    at: given.at ?? '2026-06-01T00:00:00Z',
    policy: policy(given.policy ?? {}),
    resources: {},
    ...(given.given && { bundle: { made: '2026-05-01T00:00:00Z' } }),
  };
  for (let round = 0; round < 20; round += 1) {
    const text = JSON.stringify(call);
    const answer = verify(text);
    asked.push({ id: given.id, call: text, answer });
    const { type, requests } = JSON.parse(answer);
    // A case of the verifier's own interface may have a policy that no call can give: refused here as natively.
    if (type === 'error') refused.add(given.id);
    if (type !== 'need') return;
    for (const { url } of requests) call.resources[url] = resource(given, url);
  }
  throw new Error('the verification asks for ever more');
}

/** Whether an answer lacks nothing of what the native one asks for but schemas, having none of those. */
function asksForAllButSchemas(found, native) {
  const others = native.requests.filter(({ kind }) => kind !== 'schema');
  if (others.length === native.requests.length) return false;
  if (others.length > 0) return JSON.stringify(found.requests) === JSON.stringify(others);
  return found.type === 'done' && found.report.verdict === 'indeterminate' && JSON.stringify(found).includes('"schema.not-checked"');
}

/** What an answer comes to, in a line. */
function shown({ type, requests, report }) {
  if (type !== 'done') return JSON.stringify(requests ?? type);
  const findings = report.checks.flatMap(({ findings = [] }) => findings.map(({ code, pointer }) => `${code} at ${pointer}`));
  return `${report.verdict}: ${findings.join(', ')}`;
}

function bytes(given) {
  if (given.document) return Buffer.from(JSON.stringify(given.document));
  const input = given.input ? readFileSync(resolve(fixtures, given.input)) : Buffer.from(given.text.repeat(given.repeat ?? 1));
  if (!given.replace) return input;
  let text = input.toString('utf8');
  for (const [found, put] of given.replace) {
    if (text.split(found).length !== 2) throw new Error(`\`${found}\` must stand in the input once`);
    text = text.split(found).join(put);
  }
  return Buffer.from(text);
}

function policy({ recipient, acceptUnpinnedContexts, acceptUnboundIssuer, ...same }) {
  const [kind, value] = recipient ?? [];
  return {
    ...same,
    ...(recipient && { recipient: kind === 'id' ? { id: value } : { identifier: { kind, value } } }),
    dangerous: { acceptUnpinnedContexts: acceptUnpinnedContexts ?? false, acceptUnboundIssuer: acceptUnboundIssuer ?? false },
  };
}

function resource(given, url) {
  const file = given.resources?.[url];
  if (file) return { document: { content: { base64: readFileSync(resolve(fixtures, file)).toString('base64') } } };
  const document = given.documents?.[url];
  if (document) return { document: { content: { text: JSON.stringify(document) } } };
  return { unavailable: { reason: 'it is not among the fixtures' } };
}
