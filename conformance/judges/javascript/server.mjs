// Another implementation for the tests of interoperability: Digital Bazaar's packages behind the part of the VC-API that those tests
// call, told of at the same place as the issuers of our own server. `ACCOLADE_VECTORS` names the folder with the published contexts.
//
//   node server.mjs [PORT]
import http from 'node:http';
import {ISSUERS, derive, issue, problem, verifier} from './party.mjs';

const DATA_INTEGRITY = 'https://w3id.org/security/data-integrity/v2';
const V1 = 'https://www.w3.org/2018/credentials/v1';
// No suite tests for this one.
const {Ed25519Signature2018: _, ...issuers} = ISSUERS;
const instances = Object.fromEntries(Object.entries(issuers).map(([name, issuer]) => [name.toLowerCase(), {name, ...issuer}]));

const told = {
  name: 'Digital Bazaar',
  issuers: Object.fromEntries(Object.entries(instances).map(([instance, {key}]) =>
    [instance, {id: key.did, issue: `/issuers/${instance}/credentials/issue`}])),
  verify: '/credentials/verify',
  derive: '/credentials/derive'
};

async function answer(path, call) {
  if(path === told.verify) {
    const document = call.verifiableCredential;
    const proofs = [document?.proof].flat();
    for(const proof of proofs) {
      if(!proof || !verifier(proof)) {
        return [400, {verified: false, problemDetails: [{title: 'no proof that can be verified'}]}];
      }
      const why = await problem(document, proof);
      if(why) {
        return [400, {verified: false, problemDetails: [{title: why}]}];
      }
    }
    return [200, {verified: true}];
  }
  if(path === told.derive) {
    return [201, {verifiableCredential: await derive(call.verifiableCredential, call.options.selectivePointers)}];
  }
  const instance = Object.entries(told.issuers).find(([, {issue}]) => issue === path)?.[0];
  if(!instance) {
    return [404, {title: 'there is nothing here'}];
  }
  const {name, key} = instances[instance];
  const credential = structuredClone(call.credential);
  const own = name === 'Ed25519Signature2020' ? 'https://w3id.org/security/suites/ed25519-2020/v1' : DATA_INTEGRITY;
  if((credential['@context'][0] === V1 || own !== DATA_INTEGRITY) && !credential['@context'].includes(own)) {
    credential['@context'].push(own);
  }
  credential.issuer = typeof credential.issuer === 'object' ? {...credential.issuer, id: key.did} : key.did;
  const {mandatoryPointers} = call.options ?? {};
  return [201, {verifiableCredential: await issue(name, credential, {mandatoryPointers})}];
}

const server = http.createServer(async (request, response) => {
  let [status, body] = [200, told];
  if(request.url !== '/.well-known/vc-conformance.json') {
    try {
      const chunks = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      [status, body] = await answer(request.url, JSON.parse(Buffer.concat(chunks)));
    } catch(error) {
      [status, body] = [400, {title: error.message}];
    }
  }
  response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));
});
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => console.log(`serving http://127.0.0.1:${server.address().port}`));
process.on('SIGTERM', () => server.close(() => process.exit(0)) && server.closeAllConnections());
