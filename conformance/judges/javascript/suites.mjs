// The suites of embedded proofs, both ways. `ACCOLADE_VECTORS` names the folder with the published contexts.
//
//   node suites.mjs sign FOLDER      signs the template of the fixtures with every suite that these packages have, and writes
//                                    the documents into the folder: `fixtures/judged` is what came of it
//   node suites.mjs verify FILE…     verifies documents that Accolade signed, and fails where one does not hold
//
// The keys are those of the fixtures, made of nothing but their number.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {ISSUERS, derive, problem, sign, verifier} from './party.mjs';

const DATE = '2026-02-01T09:00:05Z';

const template = JSON.parse(readFileSync(new URL('../../../fixtures/verify/unsigned.json', import.meta.url), 'utf8'));

// The template in version 1.1 of the data model, with the contexts of an older suite.
function older(issuer, ...contexts) {
  const {validFrom, validUntil, evidence, ...rest} = structuredClone(template);
  return {
    ...rest,
    '@context': ['https://www.w3.org/2018/credentials/v1', template['@context'][1], ...contexts],
    issuer: {...rest.issuer, id: issuer},
    issuanceDate: validFrom, expirationDate: validUntil
  };
}

function today(issuer) {
  const document = structuredClone(template);
  document.issuer.id = issuer;
  return document;
}

async function signAll(out) {
  mkdirSync(out, {recursive: true});
  const save = (name, document) =>
    writeFileSync(join(out, `${name}.json`), `${JSON.stringify(document, null, 2)}\n`);
  for(const [name, {key: {did}, base}] of Object.entries(ISSUERS)) {
    if(base) {
      const signed = await sign(name, today(did), {date: DATE, mandatoryPointers: ['/issuer', '/validFrom']});
      save(name, await derive(signed, ['/name', '/credentialSubject/id', '/credentialSubject/type',
        '/credentialSubject/achievement', '/id', '/validUntil']));
    } else if(name === 'Ed25519Signature2018') {
      // The context of version 1.1 brings this suite along.
      save('ed25519-signature-2018', await sign(name, older(did), {date: DATE}));
    } else if(name === 'Ed25519Signature2020') {
      const document = older(did, 'https://w3id.org/security/suites/ed25519-2020/v1');
      save('ed25519-signature-2020', await sign(name, document, {date: DATE}));
    } else {
      save(name, await sign(name, today(did), {date: DATE}));
    }
  }
}

async function verifyAll(files) {
  let failed = 0;
  for(const file of files) {
    const document = JSON.parse(readFileSync(file, 'utf8'));
    for(const proof of [document.proof].flat()) {
      const name = proof.cryptosuite ?? proof.type;
      if(!verifier(proof) || !proof.verificationMethod.startsWith('did:key:')) {
        console.log(`left out  ${file}: ${name} by ${proof.verificationMethod.slice(0, 24)}`);
        continue;
      }
      const why = await problem(document, proof);
      failed += why ? 1 : 0;
      console.log(why ? `FAILS     ${file} (${name}): ${why}` : `holds     ${file} (${name})`);
    }
  }
  process.exitCode = failed === 0 ? 0 : 1;
}

const [command, ...rest] = process.argv.slice(2);
await (command === 'sign' ? signAll(rest[0]) : verifyAll(rest));
