// The configuration of the jose-cose suite, there as `localConfig.cjs`: it calls a command, so that no server is asked.
const kinds = ['jose', 'cose', 'sdjwt'];
const features = ['credential', 'presentation'].flatMap(what => kinds.map(kind => [`${what}_${kind}`, true]));

module.exports = {
  settings: {testAllImplementations: false},
  implementations: [{
    name: 'Accolade',
    implementation: 'Accolade',
    'jose-cose': {features: Object.fromEntries(features)}
  }]
};
