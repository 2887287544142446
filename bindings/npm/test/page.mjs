// Holds what the page and the element compute, without a browser: share links, LinkedIn's link, differences, claims and dates.
//
//     node bindings/npm/test/page.mjs

import { deepStrictEqual as same, ok, rejects } from 'node:assert';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('..', import.meta.url));
const contents = ['component/claims', 'component/format', 'component/summary', 'component/strings/index', 'component/dom', 'component/markdown', 'page/share', 'page/differences', 'page/vocabulary']
  .map((name) => `export * from './${name}.js';`)
  .join('\n');
const { outputFiles } = await build({ stdin: { contents, resolveDir: `${here}/src` }, bundle: true, write: false, format: 'esm', platform: 'neutral', target: 'es2022' });
const { address, asked, date, decisive, differences, duration, label, language, linkedIn, linkFrom, linkTo, markdown, outcome, printable, read, strings } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
const credential = JSON.parse(readFileSync(`${here}/../../fixtures/verify/good/eddsa-rdfc.json`, 'utf8'));
const page = 'https://verify.example/badges/';

// A link gives back the bytes that it was made of, has an end, and unfolds to no more than a badge may have.
const bytes = new TextEncoder().encode(JSON.stringify(credential));
const link = await linkTo(bytes, page);
ok(link.length < 3_000, `${link.length}`);
same((await asked(new URL(link).hash)).badge, bytes);
same(await linkTo(Uint8Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 251 ^ (index >> 3)), page), undefined);
same(await asked(new URL(linkFrom('https://a.example/b.png?x=1&y=2#z', page)).hash), { from: 'https://a.example/b.png?x=1&y=2#z' });
same(await asked('#elsewhere'), undefined);
await rejects(asked(`#badge=${deflateRawSync(Buffer.alloc(17 << 20)).toString('base64url')}`), /more than/);
await rejects(asked('#badge=!'));

// LinkedIn's months count from 1: January is 1, and December 12.
const given = (from, until, more = {}) => read({ name: 'Data Science Fundamentals', issuer: { name: 'NETIS d.o.o.' }, id: 'urn:uuid:1', validFrom: from, validUntil: until, ...more });
same(
  linkedIn(given('2026-01-12T00:00:00Z', '2026-12-31T23:59:59Z'), undefined),
  'https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Data%20Science%20Fundamentals&organizationName=NETIS%20d.o.o.&issueYear=2026&issueMonth=1&expirationYear=2026&expirationMonth=12&certId=urn%3Auuid%3A1',
);
ok(linkedIn(given('2026-01-12T00:00:00Z', undefined, { awardedDate: '2025-11-02T00:00:00Z' }), undefined).includes('issueYear=2025&issueMonth=11&certId'));
ok(linkedIn(given('soon', undefined), `${page}#badge=x`).endsWith('&certUrl=https%3A%2F%2Fverify.example%2Fbadges%2F%23badge%3Dx&certId=urn%3Auuid%3A1'));
ok(!linkedIn(given('soon'), `http://localhost/#${'x'.repeat(3000)}`).includes('certUrl'));
same(linkedIn(read({}), undefined), undefined);

// One digit differs, and nothing else; the proof is not compared.
const better = structuredClone(credential);
better.credentialSubject.result[0].value = '97';
better.proof.proofValue = 'z1';
same(differences(credential, better), [{ pointer: '/credentialSubject/result/0/value', was: '87', now: '97' }]);
same(differences({ 'a/b': 1 }, { 'c~d': [1] }), [{ pointer: '/a~1b', was: '1', now: undefined }, { pointer: '/c~0d', was: undefined, now: '[1]' }]);
same(differences(credential, structuredClone(credential)), []);

// Claims, whatever they are made of.
const claims = read(credential);
same(claims.name, 'Tides and currents');
same(claims.learner, { name: undefined, id: 'did:example:ana', hashed: true });
same(claims.results, [{ name: 'Written paper', value: '87 %', scale: '0–100', required: '60' }]);
for (const strange of [null, 5, 'text', [], [[]], { issuer: [], credentialSubject: 5, evidence: [null], type: {} }, { credentialSubject: { achievement: [null], result: [null, 5] } }]) read(strange);
same(read({ verifiableCredential: [credential, null] }).held.map(({ name }) => name), ['Tides and currents', undefined]);
same(read({ credentialSubject: { achievement: { eqfLevel: 'http://data.europa.eu/snb/eqf/5', volumeOfLearning: 'PT50H' } } }).level, '5');

// Badges from before 3.0 are shown like those of today.
const older = (name) => read(JSON.parse(readFileSync(`${here}/../../fixtures/legacy/good/${name}.json`, 'utf8')));
const embedded = older('hosted-0.5');
same([embedded.name, embedded.issuer.name, embedded.issuer.id, embedded.from, embedded.learner.hashed], ['Reading the tides', 'Harbour College', 'https://harbour.example', '2012-05-01', true]);
same([older('hosted-1.0').from, older('hosted-1.0').issuer.id], ['2018-05-01T12:00:00.000Z', undefined]);
same(older('hosted-2.1').evidence.map(({ url }) => url), ['https://harbour.example/logbooks/ana', 'https://harbour.example/photos/ana']);

// Text that is not what it seems, and addresses that are not to be followed.
same(printable('a\u202eb\u200bc\u0007'), 'a⟨U+202E⟩b⟨U+200B⟩c⟨U+0007⟩');
same(printable('Zürich 東京 👩‍🎓'), 'Zürich 東京 👩‍🎓');
ok(printable('x'.repeat(30_000)).length < 20_010);
for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//a.example', 'a', 'https://ana@evil.example/']) same(address(bad), undefined, bad);
same(address('https://a.example/b c'), 'https://a.example/b%20c');

// Dates and durations in words, and as they stand where they are none.
same(date('2026-02-01T23:30:00Z', 'en'), '1 February 2026');
same(date('2026-02-01T23:30:00Z', 'de'), '1. Februar 2026');
same(date('soon\u202e', 'en'), 'soon⟨U+202E⟩');
same(duration('PT50H', strings('en')), '50 hours');
same(duration('P1Y2M', strings('de')), '1 Jahr, 2 Monate');
same(duration('P', strings('en')), 'P');
same(['de-AT', 'en', 'fr', 'toString'].map(language), ['de', 'en', 'en', 'en']);
same(label('http://data.europa.eu/snb/assessment/4f03b91c0e', 'de'), 'Portfolio');
same(label('http://data.europa.eu/snb/assessment/0', 'de'), 'http://data.europa.eu/snb/assessment/0');

// What a report comes to. Without a proof that holds, nothing is authentic; and only what counts decides.
const check = (id, layer, outcome, code, severity = 'error') => ({ id, layer, outcome, findings: code ? [{ code, severity, pointer: '', message: '' }] : [] });
same(outcome({ checks: [check('input', 'authentic', 'passed'), check('proof', 'authentic', 'notApplicable')] }, 'authentic'), 'unknown');
same(outcome({ checks: [check('proof', 'authentic', 'passed'), check('status', 'authentic', 'unknown')] }, 'authentic'), 'unknown');
same(outcome({ checks: [check('proof', 'authentic', 'passed')] }, 'authentic'), 'passed');
same(outcome({ checks: [check('recipient', 'fit', 'notApplicable')] }, 'fit'), 'notApplicable');
same(decisive({ verdict: 'invalid', checks: [check('endorsement', 'trusted', 'failed', 'a.b'), check('status', 'authentic', 'failed', 'status.revoked')] }), { id: 'status', code: 'status.revoked' });
same(decisive({ verdict: 'invalid', required: ['recipient'], checks: [check('recipient', 'fit', 'failed', 'recipient.mismatch')] }), { id: 'recipient', code: 'recipient.mismatch' });
same(decisive({ verdict: 'indeterminate', required: ['status'], checks: [check('status', 'authentic', 'notApplicable')] }), { id: 'status', code: undefined });
same(decisive({ verdict: 'indeterminate', checks: [] }), undefined);
// Markdown, on as much of a document as it takes. Everything that is no mark of it stays text, angle brackets before all.
const escaped = (text) => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
class Node {
  constructor(name) {
    Object.assign(this, { name, attributes: '', inside: '' });
  }
  setAttribute(name, value) {
    this.attributes += ` ${name}="${value}"`;
  }
  append(child) {
    this.inside += typeof child === 'string' ? escaped(child) : child.toString();
  }
  toString() {
    return this.inside || !['br', 'hr'].includes(this.name) ? `<${this.name}${this.attributes}>${this.inside}</${this.name}>` : `<${this.name}>`;
  }
}
globalThis.document = { createElement: (name) => new Node(name) };
const rel = 'rel="noopener noreferrer nofollow ugc" target="_blank"';
const rendered = (text) => markdown(text).inside;
for (const [text, expected] of [
  ['one\ntwo\n\nthree', '<p>one two</p><p>three</p>'],
  ['one  \ntwo', '<p>one<br>two</p>'],
  ['# Title #\ntext', '<p class="heading">Title</p><p>text</p>'],
  ['- a\n- b\n  - c\n\n1. d', '<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul></li></ul><ol><li><p>d</p></li></ol>'],
  ['> a\n> b', '<blockquote><p>a b</p></blockquote>'],
  ['```js\na < b\n```', '<pre><code>a &#60; b</code></pre>'],
  ['---', '<hr>'],
  ['**a _b_** `c*d*` e_f_g \\*h\\*', '<p><strong>a <em>b</em></strong> <code>c*d*</code> e_f_g *h*</p>'],
  ['2 * 3 * 4, a ** b', '<p>2 * 3 * 4, a ** b</p>'],
  ['[a](https://a.example/x "title")', `<p><a href="https://a.example/x" ${rel}>a</a></p>`],
  ['<https://a.example/>', `<p><a href="https://a.example/" ${rel}>https://a.example/</a></p>`],
  ['![a](https://a.example/p.png)', `<p><a href="https://a.example/p.png" ${rel}>a</a></p>`],
  ['[a](javascript:alert(1))', '<p><span>a</span></p>'],
  ['[a](https://a.example/x_(y)) b', `<p><a href="https://a.example/x_(y)" ${rel}>a</a> b</p>`],
  ['[a](//b.example) [c](data:text/html,x)', '<p><span>a</span> <span>c</span></p>'],
  ['<script>alert(1)</script>', '<p>&#60;script&#62;alert(1)&#60;/script&#62;</p>'],
  ['a <b onclick="x">c</b>', '<p>a &#60;b onclick="x"&#62;c&#60;/b&#62;</p>'],
  ['*a [b](', '<p>*a [b](</p>'],
]) {
  same(rendered(text), expected, text);
}
const began = performance.now();
for (const hard of ['*'.repeat(20_000), '['.repeat(20_000), '> '.repeat(10_000), '`'.repeat(19_999), '- '.repeat(10_000), '![](' .repeat(5_000), '_a '.repeat(6_000), '\\'.repeat(20_000)]) ok(rendered(hard).length < 300_000);
ok(performance.now() - began < 2_000, `${performance.now() - began} ms`);
console.log('page.mjs: links, claims, differences, dates, verdicts and Markdown are as they should be');
