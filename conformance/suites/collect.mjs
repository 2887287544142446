// Writes `suites.md` and `suites.ttl` beside the report from the results of mocha's JSON reporter:
//   node collect.mjs FOLDER DATE COMMIT REPORT
// FOLDER holds one file for each suite, named by its repository; COMMIT is that of the server and the commands.
import fs from 'node:fs';
import path from 'node:path';

const [folder, date, commit, report] = process.argv.slice(2);

// Repository, commit, and why tests are pending where they are.
const SUITES = [
  ['w3c/vc-data-model-2.0-test-suite', '6e07524', ''],
  ['w3c/vc-di-eddsa-test-suite', 'a62061b', ''],
  ['w3c/vc-di-ecdsa-test-suite', '070efa3', 'interoperability tests, where `ACCOLADE_INTEROP` is not set'],
  ['w3c/vc-di-bbs-test-suite', '75546c2',
    'skipped by the suite (one context was added to its loader, see `../suites`)'],
  ['w3c/vc-di-ed25519signature2020-test-suite', '4b0b6c3', ''],
  ['w3c/vc-bitstring-status-list-test-suite', '5cdc562',
    'optional members that are not issued, and one that the suite skips; see `spec-notes/conformance.md`'],
  ['w3c-ccg/vc-api-issuer-test-suite', '4aa46e2', 'skipped by the suite'],
  ['w3c-ccg/vc-api-verifier-test-suite', '41541ee', ''],
  ['w3c-ccg/did-key-test-suite', '870e964', 'skipped by the suite'],
  ['w3c-ccg/did-resolution-mocha-test-suite', '2649fdf', ''],
  ['w3c/vc-jose-cose-test-suite', 'ff6be51', ''],
  ['w3c/vc-json-schema-test-suite', 'b91f591', 'skipped by the suite: they say that two dialects are optional'],
  ['w3c/vc-test-suite', '165724e', 'a test without a body']
];

const rows = [];
const assertions = [];
for(const [repository, at, why] of SUITES) {
  const file = path.join(folder, `${path.basename(repository)}.json`);
  if(!fs.existsSync(file)) {
    rows.push(`| ${repository} | ${at} | not run | | | |`);
    continue;
  }
  const {stats, passes, failures, pending} = JSON.parse(fs.readFileSync(file, 'utf8'));
  const {length: failed} = failures;
  rows.push(`| ${repository} | ${at} | ${stats.passes} | ${failed} | ${stats.pending} | ${stats.pending ? why : ''} |`);
  for(const [outcome, tests] of [['passed', passes], ['failed', failures], ['untested', pending]]) {
    for(const test of tests) {
      const title = JSON.stringify(test.fullTitle.replace(/\s+/g, ' '));
      assertions.push(
        `[] a earl:Assertion ; earl:assertedBy <#suites> ; earl:subject <#accolade> ; earl:mode earl:automatic ;\n` +
        `  earl:test [ dct:isPartOf <https://github.com/${repository}/tree/${at}> ; dct:title ${title} ] ;\n` +
        `  earl:result [ a earl:TestResult ; earl:outcome earl:${outcome} ; dct:date "${date}"^^xsd:date ] .`);
    }
  }
}

fs.writeFileSync(path.join(report, 'suites.md'), `# The public suites, as run on ${date}

Accolade at commit ${commit}. \`../suites\` says how each was run; \`node ../suites/collect.mjs\` wrote this file and \`suites.ttl\`, which
has each test in [EARL](https://www.w3.org/TR/EARL10-Schema/), from what mocha counted. Where a suite has tests of interoperability, they
ran between the issuers, the deriver and the verifiers of this server; no other implementation took part. Of the JSON Web Token blocks of
the two VC-API suites, none ran.

| suite | its commit | passed | failed | pending | of the pending |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`);
fs.writeFileSync(path.join(report, 'suites.ttl'), `@prefix earl: <http://www.w3.org/ns/earl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix doap: <http://usefulinc.com/ns/doap#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<#accolade> a earl:TestSubject, earl:Software, doap:Project ; doap:name "Accolade" ; doap:revision "${commit}" .
<#suites> a earl:Assertor, earl:Software ; dct:title "The suites named by each test, under mocha" .

${assertions.join('\n')}
`);
