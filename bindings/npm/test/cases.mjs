// The cases of `fixtures` that the whole verifier is asked, as calls; and the comparison of a build's answers with the native ones.
//
// Each answer must be the native one, byte for byte. A build that goes without a mechanism must say so: its answer may differ
// where it has a finding that says what the build lacks, and then its verdict is the native one or `indeterminate`.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The findings by which a build says that it lacks a mechanism. */
const LACKING = [
  'did.unsupported-method',
  'key.unsupported-type',
  'ld.context-not-pinned',
  'ob2.not-read',
  'proof.unknown-suite',
  'schema.not-checked',
  'secure.unsupported-envelope',
  'trust.registry-unavailable',
];

export const root = fileURLToPath(new URL('../../../', import.meta.url));
const fixtures = resolve(root, 'fixtures');

/** Every case that asks the whole verifier: its name, its call, the documents that can be had, and what is expected. */
export function cases() {
  const areas = readdirSync(fixtures).filter((area) => existsSync(resolve(fixtures, area, 'manifest.json'))).sort();
  return areas.flatMap((area) => {
    const folder = resolve(fixtures, area);
    const manifest = JSON.parse(readFileSync(resolve(folder, 'manifest.json'), 'utf8'));
    return manifest.cases
      .filter(({ check }) => check === 'verify')
      .map((given) => ({
        id: `${area}/${given.id}`,
        verdict: given.expect.verdict,
        call: {
          input: { base64: bytes(given, folder).toString('base64') },
          at: given.at ?? '2026-06-01T00:00:00Z',
          policy: policy(given.policy ?? {}, folder),
          ...(given.given && { bundle: { made: '2026-05-01T00:00:00Z' } }),
        },
        available: available(given, folder),
      }));
  });
}

/** Holds what builds answered, as `[{ build, id, call, answer }]`, against the native answers; says so, and gives the failures. */
export function compare(where, asked, every) {
  const natives = native([...new Set(asked.map(({ call }) => call))]);
  const verdicts = new Map(every.map(({ id, verdict }) => [id, verdict]));
  const failures = [];
  for (const build of new Set(asked.map(({ build }) => build))) {
    const lacking = new Map();
    const mine = asked.filter((one) => one.build === build);
    let same = 0;
    for (const { id, call, answer } of mine) {
      const expected = natives.get(call);
      const { type, report } = JSON.parse(expected);
      if (type === 'error') failures.push(`${id}: no call can ask that: ${expected}`);
      if (type === 'done' && report.verdict !== verdicts.get(id)) failures.push(`${id}: natively ${shown({ type, report })}`);
      if (answer === expected) {
        same += 1;
        continue;
      }
      const lacks = lacked(answer, expected, verdicts.get(id));
      for (const code of lacks) lacking.set(code, [...(lacking.get(code) ?? []), id]);
      if (lacks.length === 0) {
        failures.push(`${build}: ${id}:\n  found  ${shown(JSON.parse(answer))}\n  native ${shown(JSON.parse(expected))}`);
      }
    }
    for (const [code, ids] of [...lacking].sort()) console.log(`${build} lacks, and says ${code}: ${new Set(ids).size} cases`);
    const left = new Set([...lacking.values()].flat()).size;
    const judged = new Set(mine.map(({ id }) => id)).size;
    console.log(`${build} ${where}: ${judged} cases in ${mine.length} calls, ${same} answers the same as natively to the byte, ${left} cases that it cannot judge`);
    // A run that looked at nothing has shown nothing.
    if (same === 0 || judged !== every.length) failures.push(`${build}: ${judged} of ${every.length} cases, ${same} the same`);
  }
  // Where everything fails, the first few say why.
  for (const failure of failures.slice(0, 20)) console.error(failure);
  if (failures.length > 20) console.error(`and ${failures.length - 20} more`);
  return failures;
}

/** The native answers, by call. */
function native(calls) {
  const found = spawnSync(
    process.env.CARGO ?? 'cargo',
    ['run', '--quiet', '--package', 'accolade-conformance', '--bin', 'answers'],
    { cwd: root, input: calls.map((call) => `${call}\n`).join(''), maxBuffer: 1 << 30, encoding: 'utf8' },
  );
  if (found.status !== 0) throw new Error(`the native answers: ${found.stderr}`);
  const answers = found.stdout.split('\n');
  return new Map(calls.map((call, index) => [call, answers[index]]));
}

/** What a build says that it lacks where its answer is not the native one; nothing where that explains no difference. */
function lacked(answer, native, verdict) {
  const [found, expected] = [JSON.parse(answer), JSON.parse(native)];
  const said = LACKING.filter((code) => answer.includes(`"${code}"`) && !native.includes(`"${code}"`));
  if (said.length > 0 && ['indeterminate', expected.report?.verdict ?? verdict].includes(found.report?.verdict)) return said;
  // Natively there may be the same finding, with more to say for it.
  const alike = expected.type === 'done' && found.type === 'done' && shown(found) === shown(expected);
  const same = ['ob2.not-read', 'schema.not-checked'].filter((code) => answer.includes(`"${code}"`));
  if (alike && same.length > 0) return same;
  // A build that cannot evaluate schemas does not ask for them either.
  if (expected.type === 'need' && asksForAllButSchemas(found, expected)) return ['schema.not-checked'];
  return [];
}

/** Whether an answer lacks nothing of what the native one asks for but schemas, having none of those. */
function asksForAllButSchemas(found, native) {
  const others = native.requests.filter(({ kind }) => kind !== 'schema');
  if (others.length === native.requests.length) return false;
  if (others.length > 0) return JSON.stringify(found.requests) === JSON.stringify(others);
  return found.type === 'done' && found.report.verdict === 'indeterminate' && JSON.stringify(found).includes('"schema.not-checked"');
}

/** What an answer comes to, in a line. */
function shown({ type, requests, report, code }) {
  if (type !== 'done') return JSON.stringify(requests ?? code ?? type);
  const findings = report.checks.flatMap(({ findings = [] }) => findings.map(({ code, pointer }) => `${code} at ${pointer}`));
  return `${report.verdict}: ${findings.join(', ')}`;
}

function bytes(given, folder) {
  if (given.document) return Buffer.from(JSON.stringify(given.document));
  const input = given.input ? readFileSync(resolve(folder, given.input)) : Buffer.from(given.text.repeat(given.repeat ?? 1));
  if (!given.replace) return input;
  let text = input.toString('utf8');
  for (const [found, put] of given.replace) {
    if (text.split(found).length !== 2) throw new Error(`\`${found}\` must stand in the input once`);
    text = text.split(found).join(put);
  }
  return Buffer.from(text);
}

function policy({ recipient, registries = [], registryDocuments = [], acceptUnpinnedContexts, acceptUnboundIssuer, acceptUnsignedStatusLists, ...same }, folder) {
  const [kind, value] = recipient ?? [];
  const dangerous = { acceptUnpinnedContexts, acceptUnboundIssuer, acceptUnsignedStatusLists };
  const registry = (name) => (name.includes('://') ? { url: name } : { document: { name, content: file(folder, name) } });
  const text = (given) => (typeof given === 'string' ? given : JSON.stringify(given));
  const asked = [
    ...registries.map(registry),
    ...registryDocuments.map((given, position) => ({ document: { name: String(position), content: { text: text(given) } } })),
  ];
  return {
    ...same,
    ...(recipient && { recipient: kind === 'id' ? { id: value } : { identifier: { kind, value } } }),
    ...(asked.length > 0 && { registries: asked }),
    dangerous: Object.fromEntries(Object.entries(dangerous).filter(([, accepted]) => accepted)),
  };
}

function file(folder, name) {
  return { base64: readFileSync(resolve(folder, name)).toString('base64') };
}

function available({ resources = {}, documents = {}, texts = {}, padding = {}, gone = [] }, folder) {
  const text = (url, text) => [url, { document: { content: { text: text + ' '.repeat(padding[url] ?? 0) } } }];
  return Object.fromEntries([
    ...Object.entries(documents).map(([url, document]) => text(url, JSON.stringify(document))),
    ...Object.entries(resources).map(([url, name]) => [url, { document: { content: file(folder, name) } }]),
    ...Object.entries(texts).map(([url, served]) => text(url, served)),
    ...gone.map((url) => [url, { unavailable: { code: 'fetch.gone', reason: 'the host says that it is gone' } }]),
  ]);
}
