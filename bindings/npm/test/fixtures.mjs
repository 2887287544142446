// Runs the cases of fixtures/verify through the WebAssembly build, and holds what it finds against the manifest.
//
//     node bindings/npm/test/fixtures.mjs FOLDER-OF-THE-PACKAGE

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';

const fixtures = fileURLToPath(new URL('../../../fixtures/verify/', import.meta.url));
const [packageFolder] = process.argv.slice(2);
const { initSync, verify, explain } = await import(pathToFileURL(resolve(packageFolder, 'accolade.js')));

const began = performance.now();
initSync({ module: readFileSync(resolve(packageFolder, 'accolade_bg.wasm')) });
const started = performance.now();

const { cases } = JSON.parse(readFileSync(resolve(fixtures, 'manifest.json'), 'utf8'));
let [passed, apart, failures] = [0, 0, []];
for (const given of cases) {
  // Issuing is not part of this build.
  if (given.check !== 'verify') {
    apart += 1;
    continue;
  }
  try {
    const [found, expected] = [ask(given), wanted(given)];
    if (isDeepStrictEqual(found, expected)) passed += 1;
    else failures.push(`${given.id}:\n  found    ${JSON.stringify(found)}\n  expected ${JSON.stringify(expected)}`);
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
if (JSON.parse(explain('json.duplicate-key')).code !== 'json.duplicate-key') failures.push('a code is not explained');
if (explain('json.no-such-code') !== undefined) failures.push('a code that does not exist is explained');

// Where everything fails, the first few say why.
for (const failure of failures.slice(0, 20)) console.error(failure);
console.log(
  `verify on Node: ${passed}/${cases.length - apart} cases as the manifest says, ${apart} of issuing left out; ` +
    `${wrong.length} wrong calls; start ${(started - began).toFixed(1)} ms, cases ${spent.toFixed(0)} ms`,
);
// A run that looked at nothing has shown nothing.
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;

/** What a case comes to: its verdict, the checks that it names, every finding heavier than a note. */
function ask(given) {
  const call = {
    input: { base64: bytes(given).toString('base64') },
    at: given.at ?? '2026-06-01T00:00:00Z',
    policy: policy(given.policy ?? {}),
    resources: {},
  };
  const asked = new Set();
  for (let round = 0; round < 20; round += 1) {
    const answer = JSON.parse(verify(JSON.stringify(call)));
    if (answer.type === 'error') throw new Error(`${answer.code}: ${answer.message}`);
    if (answer.type === 'done') {
      for (const url of Object.keys({ ...given.resources, ...given.documents })) {
        if (!asked.has(url)) throw new Error(`nobody asked for ${url}`);
      }
      return outcome(answer.report, Object.keys(given.expect.checks ?? {}));
    }
    for (const { url } of answer.requests) {
      asked.add(url);
      call.resources[url] = resource(given, url);
    }
  }
  throw new Error('the verification asks for ever more');
}

function outcome({ verdict, checks }, named) {
  const chosen = checks.filter(({ id }) => named.includes(id)).map(({ id, outcome }) => [id, outcome]);
  const heavy = checks.flatMap(({ findings }) => findings ?? []).filter(({ severity }) => severity !== 'note');
  return {
    verdict,
    checks: Object.fromEntries(chosen),
    findings: sorted(heavy.map(({ code, pointer, evidence }) => ({ code, pointer, reason: evidence?.reason }))),
  };
}

function wanted({ expect }) {
  const findings = (expect.findings ?? []).map(({ code, pointer = '', reason }) => ({ code, pointer, reason }));
  return { verdict: expect.verdict, checks: expect.checks ?? {}, findings: sorted(findings) };
}

function sorted(findings) {
  const key = ({ code, pointer, reason }) => JSON.stringify([code, pointer, reason ?? '']);
  return findings.sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
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
