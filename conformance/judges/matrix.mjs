// The cross matrix: each suite, issued by each implementation that has it, verified by each. Every cell passes or says why not.
// `ACCOLADE_VECTORS` names the folder with the published contexts.
//
//   node conformance/judges/matrix.mjs [[--check] REPORT]
//
// Ours is the server of `../vc-api`, Digital Bazaar's packages are behind `javascript/server.mjs`, and Transmute's package is called
// as it is. ACCOLADE_JUDGE_PROGRAMS names the folder with `judge-josekit`, `judge-did-key` and `judge-ssi`, where they are built. Prints the
// matrix, writes it into the file where one is named, and fails where a cell does that is not listed below; with --check it fails where the
// file says something else.
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {isDeepStrictEqual} from 'node:util';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {compare} from './did-documents.mjs';
import {document} from './javascript/documents.mjs';

const here = import.meta.dirname;
const root = path.resolve(here, '../..');
const [report] = process.argv.slice(2).filter(argument => argument !== '--check');
const checks = process.argv.includes('--check');

const template = JSON.parse(fs.readFileSync(path.join(root, 'fixtures/verify/unsigned.json'), 'utf8'));
const V1 = 'https://www.w3.org/2018/credentials/v1';
const V2 = 'https://www.w3.org/ns/credentials/v2';

// What is issued: a whole badge, and generated credentials of both versions that differ in what canonicalization has to order.
function older({validFrom, validUntil, evidence, ...rest}) {
  const [, ...contexts] = rest['@context'];
  return {...rest, '@context': [V1, ...contexts], issuanceDate: validFrom, ...(validUntil && {expirationDate: validUntil})};
}
function generated(number) {
  // Blank nodes, alike and not, in numbers that differ.
  const alignment = Array.from({length: number % 4}, (_, index) => ({
    type: ['Alignment'], targetName: `Rope work ${index % 2}`, targetUrl: `https://skills.example/rope-${index % 2}`
  }));
  return {
    '@context': [V2, template['@context'][1]],
    id: `urn:uuid:00000000-0000-4000-9000-${String(number).padStart(12, '0')}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: `Knots ${number}`,
    issuer: {id: 'did:example:school', type: ['Profile'], name: 'School of the Quay'},
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2036-01-01T00:00:00Z',
    credentialSubject: {
      id: `did:example:learner-${number}`,
      type: ['AchievementSubject'],
      achievement: {
        id: `urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
        type: ['Achievement'],
        name: ['Knots', 'Nœuds', '結び目', 'a "quoted"\nname'][number % 4],
        description: 'Ties what holds and comes undone again.',
        criteria: {narrative: `Twelve knots, ${number} of them in the dark.`},
        ...(number % 2 ? {tag: ['rope', 'dark']} : {}),
        ...(number % 3 ? {creditsAvailable: number / 4} : {}),
        ...(alignment.length ? {alignment} : {})
      }
    }
  };
}
const generatedOnes = Array.from({length: 12}, (_, number) => generated(number));
const CREDENTIALS = [template, ...generatedOnes];
const OLDER = CREDENTIALS.map(older);

// A server with the VC-API.
class Server {
  static async start(name, command, arguments_) {
    const server = new Server();
    Object.assign(server, {name, child: spawn(command, arguments_, {stdio: ['ignore', 'pipe', 'inherit']})});
    server.url = await new Promise((resolve, reject) => {
      server.child.stdout.setEncoding('utf8').on('data', text => {
        const url = text.match(/serving (\S+)\n/)?.[1];
        url && resolve(url);
      });
      server.child.on('exit', code => reject(new Error(`${command} ended with ${code}`)));
    });
    server.told = await (await fetch(`${server.url}/.well-known/vc-conformance.json`)).json();
    return server;
  }
  async post(to, body) {
    const response = await fetch(this.url + to, {
      method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)
    });
    const answer = await response.json();
    if(!response.ok) {
      const {title, problemDetails: [problem] = [], findings: [finding] = []} = answer;
      throw new Error([title, problem?.title, problem?.detail, finding?.code].filter(Boolean).join(': '));
    }
    return answer.verifiableCredential ?? answer;
  }
  issues(suite) {
    return suite in this.told.issuers;
  }
  async issue(suite, credential) {
    const options = ['ecdsa-sd-2023', 'bbs-2023'].includes(suite) ? {mandatoryPointers: ['/issuer']} : {};
    return this.post(this.told.issuers[suite].issue, {credential, options});
  }
  derive(credential) {
    const members = Object.keys(credential).filter(name => !['@context', 'proof', 'issuer'].includes(name));
    return this.post(this.told.derive, {
      verifiableCredential: credential, options: {selectivePointers: members.map(name => `/${name}`)}
    });
  }
  verify(credential) {
    return this.post(this.told.verify, {verifiableCredential: credential});
  }
}

// What is left out, and why.
const NOT_ISSUED = {
  Accolade: {
    'json-web-signature-2020': 'superseded: verified here, and never issued',
    'ed25519signature2018': 'superseded: verified here, and never issued'
  }
};
// Cells that do not pass, each with the clause that says who is right. None is known.
const LISTED = {};

execFileSync('cargo', ['build', '--quiet', '-p', 'accolade-vc-api', '-p', 'accolade-conformance', '--bins'], {
  cwd: root, stdio: 'inherit'
});
const {target_directory: target} = JSON.parse(execFileSync('cargo', ['metadata', '--no-deps', '--format-version', '1'], {
  cwd: root, encoding: 'utf8', maxBuffer: 1 << 28
}));
const ours = await Server.start('Accolade', path.join(target, 'debug/accolade-vc-api'), ['--listen', '127.0.0.1:0']);
const theirs = await Server.start('Digital Bazaar', process.execPath, [path.join(here, 'javascript/server.mjs')]);
const transmute = await import('./transmute/party.mjs');
const parties = [ours, theirs];

const [rows, problems] = [[], []];
function cell(suite, issuer, verifier, {held, of, why}) {
  const key = `${suite} | ${issuer} | ${verifier}`;
  const said = held === of ? `${held} of ${of}` : `${held} of ${of}: ${why}`;
  if(held !== of && !LISTED[key]) {
    problems.push(`${key}: ${why}`);
  }
  rows.push(`| ${key} | ${said}${LISTED[key] ? `; ${LISTED[key]}` : ''} |`);
}
async function tried(documents, verify) {
  let [held, why] = [0, undefined];
  for(const document of documents) {
    try {
      await verify(document);
      held += 1;
    } catch(error) {
      why ??= error.message;
    }
  }
  return {held, of: documents.length, why};
}

// The judges that are programs: what each prints, and whether it failed.
const programs = process.env.ACCOLADE_JUDGE_PROGRAMS;
function judged(name, arguments_ = [], input = '') {
  const program = programs && path.join(programs, name);
  if(!program || !fs.existsSync(program)) {
    return {absent: `not run: \`${name}\` is not built (\`cargo xtask judges\`)`};
  }
  const {status, stdout, stderr} = spawnSync(program, arguments_, {encoding: 'utf8', input, maxBuffer: 1 << 28});
  return status === 0 ? {said: stdout} : {failed: stderr.trim().split('\n').slice(-3).join(' ')};
}
function lines(text) {
  return text.trimEnd().split('\n').map(line => JSON.parse(line));
}

try {
  const suites = [...new Set(parties.flatMap(({told}) => Object.keys(told.issuers)))]
    .filter(name => /^(eddsa|ecdsa|bbs|ed25519signature)/.test(name));
  for(const suite of suites) {
    const credentials = suite === 'ed25519signature2020' ? OLDER : CREDENTIALS;
    for(const issuer of parties) {
      if(!issuer.issues(suite)) {
        rows.push(`| ${suite} | ${issuer.name} | – | not issued: ${NOT_ISSUED[issuer.name]?.[suite] ?? 'no such suite'} |`);
        continue;
      }
      const issued = [];
      for(const credential of credentials) {
        issued.push(await issuer.issue(suite, credential));
      }
      // Of the suites that show parts, each party derives from what each has issued, and each verifies that.
      const shown = ['ecdsa-sd-2023', 'bbs-2023'].includes(suite) ? parties : [undefined];
      for(const holder of shown) {
        const documents = [];
        for(const document of issued) {
          documents.push(holder ? await holder.derive(document) : document);
        }
        const by = holder ? `${issuer.name}, derived by ${holder.name}` : issuer.name;
        for(const verifier of parties) {
          cell(suite, by, verifier.name, await tried(documents, document => verifier.verify(document)));
        }
        // What was altered must not hold with either.
        const altered = documents.map(document => ({...document, id: `${document.id}0`}));
        for(const verifier of parties) {
          const {held, of} = await tried(altered, document => verifier.verify(document));
          cell(suite, `${by}, altered`, `${verifier.name} refuses`, {held: of - held, of, why: 'an altered document holds'});
        }
      }
    }
  }
  for(const kind of Object.keys(transmute.KEYS)) {
    const suite = `JsonWebSignature2020 (${kind})`;
    rows.push(`| ${suite} | Accolade | – | not issued: ${NOT_ISSUED.Accolade['json-web-signature-2020']} |`);
    const documents = [];
    for(const credential of CREDENTIALS) {
      documents.push(await transmute.sign(kind, credential));
    }
    cell(suite, 'Transmute', 'Accolade', await tried(documents, document => ours.verify(document)));
    cell(suite, 'Transmute', 'Transmute', await tried(documents, async document => {
      const why = await transmute.problem(kind, document);
      if(why) {
        throw new Error(why);
      }
    }));
    rows.push(`| ${suite} | Transmute | Digital Bazaar | not verified: no such suite there |`);
  }
  const bySsi = judged('judge-ssi', ['issue']);
  for(const verifier of parties) {
    if(bySsi.said) {
      cell('eddsa-rdfc-2022', 'ssi', verifier.name, await tried(lines(bySsi.said), document => verifier.verify(document)));
    } else {
      rows.push(`| eddsa-rdfc-2022 | ssi | ${verifier.name} | ${bySsi.absent ?? `failed: ${bySsi.failed}`} |`);
      problems.push(...(bySsi.failed ? [`ssi: ${bySsi.failed}`] : []));
    }
  }
} finally {
  ours.child.kill('SIGTERM');
  theirs.child.kill('SIGTERM');
}

const josekit = judged('judge-josekit');
for(const algorithm of ['EdDSA', 'ES256', 'ES384', 'ES512', 'ES256K', 'RS256', 'PS256']) {
  const keys = josekit.said?.match(new RegExp(`^${algorithm}: (\\d+) keys, no disagreement$`, 'm'))?.[1];
  for(const [issuer, verifier] of [['Accolade', 'josekit'], ['josekit', 'Accolade']]) {
    const said = keys ? `${keys} of ${keys} keys` : josekit.absent ?? `failed: ${josekit.failed ?? 'it says nothing of them'}`;
    rows.push(`| JWS, ${algorithm} | ${issuer} | ${verifier} | ${said} |`);
    if(said.startsWith('failed')) {
      problems.push(`JWS, ${algorithm}: ${said}`);
    }
  }
}
// ssi reads no booleans, which the template has: the small badge of the benchmarks has none.
const {proof: _, ...small} = JSON.parse(fs.readFileSync(path.join(root, 'fixtures/bench/small.json'), 'utf8'));
const {ISSUERS, sign, stages} = await import('./javascript/party.mjs');
const edwards = {...small, issuer: {...small.issuer, id: ISSUERS['eddsa-rdfc-2022'].key.did}};
for(const [issuer, badge] of [
  ['Accolade', judged('judge-ssi', ['sign']).said],
  ['Digital Bazaar', JSON.stringify(await sign('eddsa-rdfc-2022', edwards, {date: '2026-02-01T09:00:05Z'}))]
]) {
  const file = path.join(os.tmpdir(), `accolade-ssi-${process.pid}.json`);
  fs.writeFileSync(file, badge ?? '');
  const ssi = judged('judge-ssi', ['time', file]);
  fs.rmSync(file);
  rows.push(`| eddsa-rdfc-2022 | ${issuer} | ssi | ${ssi.absent ?? (ssi.said ? '1 of 1' : `failed: ${ssi.failed}`)} |`);
  if(ssi.failed) {
    problems.push(`ssi, ${issuer}: ${ssi.failed}`);
  }
}

// The documents of `did:key`.
const didKey = judged('judge-did-key', ['documents']);
let didDocuments = `${didKey.absent ?? `failed: ${didKey.failed}`}\n`;
if(didKey.said) {
  const keys = lines(didKey.said);
  const ssi = judged('judge-ssi', ['documents'], keys.map(({did}) => `${did}\n`).join(''));
  const byOthers = [];
  for(const [index, {keyType, did, accolade, ...theirs}] of keys.entries()) {
    const more = ssi.said ? {ssi: lines(ssi.said)[index]} : {};
    byOthers.push({keyType, ours: accolade, theirs: {...theirs, 'Digital Bazaar': await document(did), ...more}});
  }
  const compared = compare(byOthers);
  didDocuments = `${compared.text}${ssi.said ? '' : `\nssi: ${ssi.absent ?? `failed: ${ssi.failed}`}\n`}`;
  problems.push(...compared.problems, ...(ssi.failed ? [`ssi, documents: ${ssi.failed}`] : []));
} else if(didKey.failed) {
  problems.push(`did-key: ${didKey.failed}`);
}

// What stands between a document and its signature, over the same credentials and over every good fixture that is JSON-LD.
const good = path.join(root, 'fixtures/verify/good');
const fixtures = fs.readdirSync(good).filter(file => file.endsWith('.json'))
  .map(file => ({name: file, document: JSON.parse(fs.readFileSync(path.join(good, file), 'utf8'))}));
const staged = [
  ...fixtures.filter(({document}) => document['@context']),
  ...CREDENTIALS.map((document, number) => ({name: `generated ${number}`, document})),
  ...OLDER.map((document, number) => ({name: `generated ${number}, version 1.1`, document}))
];
const input = staged.map(({document}) => `${JSON.stringify(document)}\n`).join('');
const own = lines(spawnSync(path.join(target, 'debug/stages'), {input, encoding: 'utf8', maxBuffer: 1 << 28}).stdout);
const same = {expanded: 0, nquads: 0, neither: 0};
const differing = [];
for(const [index, {name, document}] of staged.entries()) {
  let found;
  try {
    found = await stages(document);
  } catch(error) {
    found = {error: error.message};
  }
  if(found.error && own[index].error) {
    same.neither += 1;
    continue;
  }
  for(const stage of ['expanded', 'nquads']) {
    if(isDeepStrictEqual(found[stage], own[index][stage])) {
      same[stage] += 1;
    } else {
      const said = own[index].error ?? found.error ?? 'they differ';
      differing.push(`- ${name}, ${stage === 'nquads' ? 'canonical N-Quads' : 'expanded'}: ${said.split('\n')[0].slice(0, 160)}\n`);
    }
  }
}
problems.push(...differing);

// The same by ssi, which is the crate json-ld. It writes numbers and booleans in its own way where the context gives them a type: with the
// digits that a number has, and with the type `xsd:boolean` for any. Object to RDF Conversion (JSON-LD 1.1 API §8.2.2) has the canonical form
// of a double (step 10), and keeps the type of a boolean (step 9); jsonld.js does as we do.
function asSsiWrites(nquads) {
  return nquads
    .replace(/"([^"]+E-?\d+)"\^\^<(?!http:\/\/www\.w3\.org\/2001\/XMLSchema#double>)/g, (_, number) => `"${Number(number)}"^^<`)
    .replace(/"(true|false)"\^\^<[^>]*>/g, '"$1"^^<http://www.w3.org/2001/XMLSchema#boolean>');
}
// Labels follow from what is written.
const unlabelled = nquads => nquads.replaceAll(/_:c14n\d+/g, '_:').split('\n').sort();
const canonical = judged('judge-ssi', ['canonical'], input);
const counts = {same: 0, written: 0};
for(const [index, {nquads, error}] of (canonical.said ? lines(canonical.said) : []).entries()) {
  if(nquads === own[index].nquads) {
    counts.same += 1;
  } else if(nquads && isDeepStrictEqual(unlabelled(nquads), unlabelled(asSsiWrites(own[index].nquads)))) {
    counts.written += 1;
  } else {
    problems.push(`${staged[index].name}, canonical N-Quads by ssi: ${error ?? 'they differ'}`);
  }
}
problems.push(...(canonical.failed ? [`ssi, canonical N-Quads: ${canonical.failed}`] : []));
const jsonLd = canonical.absent ?? (canonical.failed ? `failed: ${canonical.failed}` :
  `the same canonical N-Quads, ${counts.same}; the same but for\nnumbers and booleans to which the context gives a type, ${counts.written}. ` +
  'JSON-LD 1.1 API §8.2.2 step 10 has such numbers in the canonical form of a double, where\n' +
  'ssi has `2.5`, and step 9 leaves a boolean the type that it was given, where ssi puts `xsd:boolean`.');

const text = `# The cross matrix

Written by \`node conformance/judges/matrix.mjs conformance/report/matrix.md\`: ${CREDENTIALS.length} credentials (the template of the
fixtures and ${generatedOnes.length} generated ones), issued, where it applies derived, and verified, by each of Accolade, Digital Bazaar's
packages and Transmute's; keys and tokens both ways with josekit; one badge of each with ssi. An altered document must hold nowhere.
\`../judges/README.md\` says more of each.

| suite | issued by | verified by | |
| --- | --- | --- | --- |
${rows.join('\n')}

## Documents of \`did:key\`

Ours beside those of the crate did-key in both its forms, of Digital Bazaar's did-method-key and of ssi, for ten keys of each kind and one
of RSA, property by property. Who is right in what differs is said below, by clauses of the
[specification](https://w3c-ccg.github.io/did-key-spec/) where none other is named.

${didDocuments}
## Between the document and its signature

Accolade and jsonld.js 9 with its canonicalization, over ${staged.length} documents (${fixtures.length} good fixtures, and the credentials above
in both versions of the data model): expanded the same, ${same.expanded}; the same canonical N-Quads, ${same.nquads}; refused by both,
${same.neither}.${differing.length ? ` They differ in:\n\n${differing.join('')}` : ' No disagreement.\n'}
Accolade and ssi 0.16, which is the crate json-ld 0.21, over the same: ${jsonLd}
`;
console.log(text);
if(checks && text !== fs.readFileSync(report, 'utf8')) {
  problems.push(`${report} says something else: write it anew by \`node conformance/judges/matrix.mjs ${report}\``);
} else if(report && !checks) {
  fs.writeFileSync(report, text);
}
for(const problem of problems) {
  console.error(`FAILS  ${problem}`);
}
process.exitCode = problems.length > 0 ? 1 : 0;
