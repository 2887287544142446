// Drives a case through a build, in Node and in a browser alike: plain functions of JSON, and nothing of either.

/** Verifies a case, and gives each call with its answer. */
export function drive(verify, { call, available }) {
  const asked = [];
  const resources = {};
  for (let round = 0; round < 20; round += 1) {
    const text = JSON.stringify({ ...call, resources });
    const answer = verify(text);
    asked.push({ call: text, answer });
    const { type, requests } = JSON.parse(answer);
    if (type !== 'need') return asked;
    for (const { url } of requests) resources[url] = available[url] ?? { unavailable: { reason: 'it is not among the fixtures' } };
  }
  throw new Error('the verification asks for ever more');
}

const AT = '2026-06-01T00:00:00Z';
const KEY = { multikey: 'z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw' };

/** Wrong calls of each function, with the code that each is answered by. */
export const WRONG = [
  ['verify', '', 'json.syntax'],
  ['verify', '{}', 'call.malformed'],
  ['verify', '{"input":{"text":""},"at":"today"}', 'call.time-malformed'],
  ['verify', `{"input":{"base64":"?"},"at":"${AT}"}`, 'call.base64-malformed'],
  ['verify', `{"input":{"text":"{}"},"at":"${AT}","now":1}`, 'call.malformed'],
  ['verify', '['.repeat(1 << 20), 'json.too-deep'],
  ['inspect', '{"input":{"text":"a badge"}}', 'input.unknown-form'],
  ['inspect', '{"input":"a badge"}', 'call.malformed'],
  ['diff', '{"first":{"text":"{}"}}', 'call.malformed'],
  ['diff', '{"first":{"text":"{}"},"second":{"text":"{"}}', 'json.syntax'],
  ['unbake', '{"image":{"text":"<svg xmlns=\'http://www.w3.org/2000/svg\'/>"}}', 'bake.no-credential'],
  ['unbake', '{"image":{"base64":"iVBORw0KGgo="}}', 'bake.truncated'],
  ['bake', '{"image":{"text":"<svg xmlns=\'http://www.w3.org/2000/svg\'/>"},"credential":{"text":"{}"}}', 'secure.missing-proof'],
  ['bake', '{"image":{"text":""}}', 'call.malformed'],
  ['issue', `{"credential":{"text":"{}"},"created":"${AT}"}`, 'call.key-ambiguous'],
  ['issue', `{"credential":{"text":"[]"},"created":"${AT}","publicKey":${JSON.stringify(KEY)}}`, 'call.malformed'],
  ['issue', `{"credential":{"text":"{}"},"created":"${AT}","publicKey":${JSON.stringify(KEY)}}`, 'vcdm.context-first'],
  ['derive', '{"credential":{"text":"{}"},"reveal":["name"]}', 'call.pointer-malformed'],
  ['derive', '{"credential":{"text":"{}"},"reveal":[]}', 'secure.missing-proof'],
  ['present', '{"credentials":[],"created":"now"}', 'call.time-malformed'],
  ['present', `{"credentials":[{"text":"a badge"}],"created":"${AT}","publicKey":${JSON.stringify(KEY)}}`, 'input.unknown-form'],
];

/** Puts the wrong calls to what a build has of these functions; gives what is answered otherwise. */
export function misuse(glue) {
  const failures = [];
  let put = 0;
  for (const [name, call, code] of WRONG) {
    if (!glue[name]) continue;
    put += 1;
    const answer = JSON.parse(glue[name](call));
    if (answer.type !== 'error' || answer.code !== code || !answer.message) {
      failures.push(`${name}(${call.slice(0, 80)}) is answered by ${JSON.stringify(answer).slice(0, 200)}`);
    }
  }
  // Half a character is no text, and becomes the replacement character on the way.
  const half = JSON.parse(glue.verify(`{"input":{"text":"\ud800"},"at":"${AT}"}`));
  if (half.type !== 'done' || half.report.verdict === 'valid') failures.push(`half a character: ${JSON.stringify(half)}`);
  return { put: put + 1, failures };
}
