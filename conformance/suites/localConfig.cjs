// The configuration of every suite that speaks HTTP: copy it into the checkout, or link it there.
// It asks the server which issuers it has, at ACCOLADE_VC_API (https://127.0.0.1:40443 where that is not set).
const {execFileSync} = require('node:child_process');

// With ACCOLADE_INTEROP=1 the tests of interoperability run as well: between the issuers and verifiers of this server, and with those
// of a second server that ACCOLADE_OTHER names, where there is one (`../judges/javascript/server.mjs`).
const interop = process.env.ACCOLADE_INTEROP === '1';
const server = process.env.ACCOLADE_VC_API || 'https://127.0.0.1:40443';
const otherServer = process.env.ACCOLADE_OTHER;

// A suite reads its configuration at once, and a request takes a moment: another process makes it.
const ask = server => {
  const script = `
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
fetch('${server}/.well-known/vc-conformance.json').then(r => r.text()).then(t => process.stdout.write(t));`;
  return JSON.parse(execFileSync(process.execPath, ['--no-warnings', '-e', script], {encoding: 'utf8'}));
};
const told = ask(server);

// No `options` where none are needed: the ecdsa suite writes its pointers into them, and finds them there in later tests.
const issuer = (name, tags, more = {}) => ({
  id: told.issuers[name].id,
  endpoint: server + told.issuers[name].issue,
  tags,
  supports: {vc: ['1.1', '2.0']},
  ...more
});
const ecdsa = (name, suite, curve, more) =>
  issuer(name, [suite], {supportedEcdsaKeyTypes: [curve], ...more});
const verifier = (tags, endpoint = told.verify) => ({
  id: told.issuers['vc-api'].id,
  endpoint: server + endpoint,
  options: {},
  tags,
  supports: {vc: ['1.1', '2.0']},
  supportedEcdsaKeyTypes: ['P-256', 'P-384']
});

// The issuers of the other server, and its verifier, for those suites that test interoperability.
function other(server) {
  const told = ask(server);
  const curve = name => name.endsWith('-p384') ? 'P-384' : 'P-256';
  const suiteOf = name => name.replace(/-p(256|384)$/, '');
  const names = Object.keys(told.issuers).filter(name => /^(eddsa|ecdsa|bbs)-/.test(name));
  const endpoint = path => ({endpoint: server + path, options: {}, supports: {vc: ['1.1', '2.0']}});
  const holder = {...endpoint(told.derive), id: told.issuers['eddsa-rdfc-2022'].id};
  return {
    name: told.name,
    implementation: told.name,
    issuers: names.map(name => ({
      ...endpoint(told.issuers[name].issue),
      id: told.issuers[name].id,
      tags: [suiteOf(name)],
      supportedEcdsaKeyTypes: [curve(name)],
      options: name === 'bbs-2023' ? {mandatoryPointers: ['/issuer']} : {}
    })),
    verifiers: [...new Set(names.map(suiteOf))].map(tag => ({
      ...endpoint(told.verify),
      id: told.issuers['eddsa-rdfc-2022'].id,
      tags: [tag],
      supportedEcdsaKeyTypes: tag === 'ecdsa-sd-2023' ? ['P-256'] : ['P-256', 'P-384']
    })),
    vcHolders: [{...holder, tags: ['vcHolder', 'bbs-2023']}]
  };
}

// These tests look for the one who derives by this name, whoever answers for it: this server does where there is no other.
const deriver = () => ({name: 'Digital Bazaar', vcHolders: [verifier(['vcHolder', 'bbs-2023'], told.derive)]});

// A did:key of Ed25519, and the fragment that names its key.
const did = told.issuers['vc-api'].id;
const didUrl = `${did}#${did.slice('did:key:'.length)}`;

module.exports = {
  settings: {
    enableInteropTests: interop,
    testAllImplementations: false
  },
  implementations: [{
    name: 'Accolade',
    implementation: 'Accolade',
    issuers: [
      // The blocks called JWT ask for an embedded proof, as a token has none, and are met by issuers of those.
      issuer('vc-api', ['vc2.0', 'vc-api', 'JWT']),
      issuer('eddsa-rdfc-2022', ['eddsa-rdfc-2022']),
      issuer('eddsa-jcs-2022', ['eddsa-jcs-2022']),
      ecdsa('ecdsa-rdfc-2019-p256', 'ecdsa-rdfc-2019', 'P-256'),
      ecdsa('ecdsa-rdfc-2019-p384', 'ecdsa-rdfc-2019', 'P-384'),
      ecdsa('ecdsa-jcs-2019-p256', 'ecdsa-jcs-2019', 'P-256'),
      ecdsa('ecdsa-jcs-2019-p384', 'ecdsa-jcs-2019', 'P-384'),
      ecdsa('ecdsa-sd-2023', 'ecdsa-sd-2023', 'P-256'),
      issuer('bbs-2023', ['bbs-2023'], {options: {mandatoryPointers: ['/issuer']}}),
      issuer('ed25519signature2020', ['Ed25519Signature2020']),
      issuer('status-list', ['BitstringStatusList']),
      issuer('vc-jwt', ['EnvelopingProof'])
    ],
    verifiers: [
      'vc2.0', 'vc-api', 'JWT', 'eddsa-rdfc-2022', 'eddsa-jcs-2022', 'ecdsa-rdfc-2019', 'ecdsa-jcs-2019',
      'ecdsa-sd-2023', 'bbs-2023', 'Ed25519Signature2020', 'BitstringStatusList', 'EnvelopingProof'
    ].map(tag => ({...verifier([tag]), ...(tag === 'ecdsa-sd-2023' ? {supportedEcdsaKeyTypes: ['P-256']} : {})})),
    // The enveloped presentation of the data-model suite was made for another audience than its embedded ones.
    vpVerifiers: [
      ['vc2.0', {domain: 'github.com/w3c/vc-data-model-2.0-test-suite'}],
      ['EnvelopingProof', {domain: 'example.com'}],
      ['vc-api', {}],
      ['BitstringStatusList', {}]
    ].map(([tag, options]) => ({...verifier([tag], told.vpVerify), options})),
    vcHolders: [verifier(['vcHolder'], told.derive)],
    didResolvers: [{
      id: did,
      endpoint: server + told.didResolver,
      tags: ['did-key', 'did-resolution'],
      supportedDids: {
        valid: [{did, resolutionOptions: {}}],
        derefUrls: [{didUrl, dereferencingOptions: {}}]
      }
    }]
  },
  ...(interop ? [otherServer ? other(otherServer) : deriver()] : [])]
};
