// Writes `suites.md` and `suites.ttl` of the report from what `run.mjs` found:
//   node conformance/suites/collect.mjs [RESULTS]
import fs from 'node:fs';
import path from 'node:path';
import {SUITES} from './suites.mjs';

const results = process.argv[2] ?? 'results';
const report = path.resolve(import.meta.dirname, '../report');

const [rows, assertions, commits, dates] = [[], [], new Set(), new Set()];
let judged = '';
for(const {repository, commit, pending: why} of SUITES) {
  const file = path.join(results, `${path.basename(repository)}.json`);
  const address = `https://github.com/${repository}/tree/${commit}`;
  if(!fs.existsSync(file)) {
    rows.push(`| [${repository}](${address}) | ${commit} | not run | | | |`);
    continue;
  }
  const found = JSON.parse(fs.readFileSync(file, 'utf8'));
  if(!found.at.startsWith(commit)) {
    throw new Error(`${repository} was run at ${found.at}`);
  }
  // Those in which the other implementation takes part are counted apart.
  const own = tests => tests.filter(({title}) => !title.includes('Digital Bazaar'));
  commits.add(found.commit);
  dates.add(found.date);
  const [passed, failed, pending] = [found.passed, found.failed, found.pending].map(own);
  rows.push(`| [${repository}](${address}) | ${commit} | ${passed.length} | ${failed.length} | ${pending.length} | ` +
    `${pending.length ? why : ''} |`);
  for(const [outcome, tests] of [['passed', passed], ['failed', failed], ['untested', pending]]) {
    for(const {title} of tests) {
      assertions.push('[] a earl:Assertion ; earl:assertedBy <#suites> ; earl:subject <#accolade> ; earl:mode earl:automatic ; ' +
        `earl:test [ dct:isPartOf <${address}> ; dct:title ${JSON.stringify(title)} ] ; ` +
        `earl:result [ a earl:TestResult ; earl:outcome earl:${outcome} ; dct:date "${found.date}"^^xsd:date ] .`);
    }
  }
  if(found.judge) {
    judged += interoperability(repository, found);
  }
}
const [commit, date] = [commits, dates].map(set => [...set].sort().join(', '));

// Which pairs of the two implementations were tried with each other, and what came of it.
function interoperability(repository, {passed, failed}) {
  const pair = /^(\S+ \(interop\)) "?([^"]*?)"? should verify "?([^"]*?)"?$/;
  const rows = [];
  for(const [outcome, tests] of [['passed', passed], ['**failed**', failed]]) {
    for(const {title, why} of tests) {
      const [, block, verifier, issuer] = title.match(pair) ?? [];
      if(verifier) {
        rows.push(`| ${block.replace(' (interop)', '')} | ${issuer} | ${verifier} | ${outcome}${why ? `: ${why}` : ''} |`);
      }
    }
  }
  const ofTheirs = [...passed, ...failed].filter(({title}) => title.includes('Digital Bazaar') && !title.includes('Accolade'));
  const theirFailures = failed.filter(({title}) => ofTheirs.some(test => test.title === title));
  const listed = theirFailures.map(({title, why}) => `- ${title} (${why.split(/: expected /)[0].slice(0, 120)})\n`).join('');
  return `
### ${repository}

| cryptosuite | issued by | verified by | |
| --- | --- | --- | --- |
${rows.join('\n')}

Digital Bazaar's packages alone, in our own small server around them: ${ofTheirs.length - theirFailures.length} of ${ofTheirs.length} passed${
    listed ? `; not passed:\n\n${listed}` : '.\n'}`;
}

fs.writeFileSync(path.join(report, 'suites.md'), `# The public suites, as run on ${date}

Accolade at commit ${commit}, against its own server or command, with no test left out. To repeat a line, given a checkout of the suite at
that commit with its packages installed:

    node conformance/suites/run.mjs …/vc-di-eddsa-test-suite

\`../suites\` says what each needs beside that. \`node conformance/suites/collect.mjs\` wrote this file and \`suites.ttl\`, which has each
test in [EARL](https://www.w3.org/TR/EARL10-Schema/), from what the suites' own runner counted.

| suite | its commit | passed | failed | pending | of the pending |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

The blocks called JWT of the two VC-API suites (14 and 18 tests) ask for an object with a \`proof\`, which no token has. As by the one
implementation that takes part in them upstream, they are met by an issuer of embedded proofs; tokens are the matter of
\`vc-jose-cose-test-suite\` and of the server's own tests.
${judged ? `
## With another implementation in the same run

The tests of interoperability, with Digital Bazaar's packages from npm in a small server of our own (\`../judges/javascript/server.mjs\`):
\`ACCOLADE_JUDGE=1 node conformance/suites/run.mjs …\`. Of \`ecdsa-sd-2023\` and \`bbs-2023\` a proof is derived by Digital Bazaar's package
before it is verified. Tests in which Digital Bazaar's packages take part are counted here and not above.
${judged}` : ''}`);
fs.writeFileSync(path.join(report, 'suites.ttl'), `@prefix earl: <http://www.w3.org/ns/earl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix doap: <http://usefulinc.com/ns/doap#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<#accolade> a earl:TestSubject, earl:Software, doap:Project ; doap:name "Accolade" ; doap:revision "${commit}" .
<#suites> a earl:Assertor, earl:Software ; dct:title "The suites named by each test, under mocha or jest" .

${assertions.join('\n')}
`);
