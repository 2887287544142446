// The public suites: which commit of each was run, how mocha is called in its checkout, and why some of its tests do not run.
const HTTP = ['tests/', '--timeout', '30000', '--preserve-symlinks'];
const here = file => new URL(file, import.meta.url).pathname;

export const SUITES = [
  {repository: 'w3c/vc-data-model-2.0-test-suite', commit: '6e07524', server: true, mocha: HTTP},
  {repository: 'w3c/vc-di-eddsa-test-suite', commit: 'a62061b', server: true, mocha: HTTP, interop: true},
  {repository: 'w3c/vc-di-ecdsa-test-suite', commit: '070efa3', server: true, mocha: HTTP, interop: true},
  {
    repository: 'w3c/vc-di-bbs-test-suite', commit: '75546c2', server: true, interop: true,
    // It derives many proofs before its first test.
    mocha: ['--file', here('vdl-context.mjs'), 'tests/', '--timeout', '300000', '--preserve-symlinks'],
    pending: 'skipped by the suite itself (one context is added to its loader, see `../suites`)'
  },
  {repository: 'w3c/vc-di-ed25519signature2020-test-suite', commit: '4b0b6c3', server: true, mocha: HTTP},
  {
    repository: 'w3c/vc-bitstring-status-list-test-suite', commit: '5cdc562', server: true, mocha: HTTP,
    pending: 'five ask for a `statusSize`, which a conforming issuer cannot give them, and one is skipped by the suite; see ' +
      '`spec-notes/conformance.md`'
  },
  {
    repository: 'w3c-ccg/vc-api-issuer-test-suite', commit: '4aa46e2', server: true, mocha: HTTP,
    pending: 'skipped by the suite itself'
  },
  {
    repository: 'w3c-ccg/vc-api-verifier-test-suite', commit: '41541ee', server: true, mocha: HTTP,
    environment: {ISSUER_NAME: 'Accolade', ISSUER_NAME_JWT: 'Accolade'}
  },
  {
    repository: 'w3c-ccg/did-key-test-suite', commit: '870e964', server: true, mocha: HTTP,
    pending: 'skipped by the suite itself'
  },
  {
    repository: 'w3c-ccg/did-resolution-mocha-test-suite', commit: '2649fdf', server: true, mocha: HTTP,
    stubs: {'mocha-w3c-interop-reporter': 'reporter-stub.mjs'}
  },
  {
    repository: 'w3c/vc-jose-cose-test-suite', commit: 'ff6be51', shims: true,
    files: {'localConfig.cjs': here('jose-cose.cjs')},
    mocha: ['-r', here('shims/iterators.cjs'), 'tests/test-runner.js', '--timeout', '150000', '--preserve-symlinks']
  },
  {
    repository: 'w3c/vc-json-schema-test-suite', commit: 'b91f591', shims: true,
    files: {'implementations/tbd.json': here('json-schema.json')},
    mocha: ['tests/', '--timeout', '150000'],
    pending: 'skipped by the suite itself: it says that two dialects are optional'
  },
  {
    repository: 'w3c/vc-test-suite', commit: '165724e', configure: 'data-model-1.cjs',
    mocha: ['--recursive', 'test/vc-data-model-1.0/', '--timeout', '30000'],
    pending: 'a test without a body, which the suite skips (“MUST NOT leak information”)'
  },
  {
    repository: 'w3c/did-test-suite', commit: 'b1eff14', folder: 'packages/did-core-test-server', jest: true,
    pending: 'tests without a body (`todo`)'
  }
];
