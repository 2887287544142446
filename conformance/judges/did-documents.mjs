// Documents of `did:key`, ours beside those of others, property by property.
import {isDeepStrictEqual} from 'node:util';

// What differs, and which clause decides: whatever is not here fails, and so does a line that nothing needs. Clauses are those of the
// did:key specification (w3c-ccg/did-method-key) where no other is named; its test vectors are those in `test-vectors`.
const LISTED = [
  {
    of: 'Digital Bazaar', keys: ['P-256', 'P-384', 'P-521'], properties: ['keyAgreement'],
    says: 'both: §3.1.1 step 8 leaves keys for agreement to an option; the vectors (`nist-curves.json`) list the key, as we do'
  },
  {
    of: 'Digital Bazaar', keys: ['X25519'], properties: ['@context', 'type of method 1'],
    says: 'both: the suite of 2020 is in the table of §3.1.7, and Multikey is for keys of agreement, too (Controlled Identifiers §2.2.2)'
  },
  {
    of: 'ssi', keys: ['P-256', 'P-384', 'P-521', 'secp256k1', 'RSA'], properties: ['keyAgreement'],
    says: 'both: §3.1.1 step 8 leaves keys for agreement to an option; the vectors list the key, as we do'
  },
  {
    of: 'ssi', keys: ['Ed25519', 'P-256', 'P-384', 'P-521', 'secp256k1', 'BLS12-381 G2', 'RSA'],
    properties: ['capabilityInvocation', 'capabilityDelegation'],
    says: 'ours: §3.1.1 step 7 has the method in all four relationships'
  },
  {
    of: 'ssi', keys: ['X25519'], properties: ['authentication', 'assertionMethod', 'keyAgreement'],
    says: 'ours: the vectors (`x25519.json`) have such a key under `keyAgreement` alone, since it signs nothing'
  },
  {
    of: 'did-key, JWK', keys: ['Ed25519', 'secp256k1'], properties: ['type of method 1', 'key of method 1'],
    says: 'both: §3.1.2 step 8 knows `Multikey` and `JsonWebKey2020`; each has the same key'
  },
  {
    of: 'did-key, JWK', keys: ['Ed25519', 'X25519', 'P-256', 'secp256k1'], properties: ['@context'],
    says: 'ours: §3.1.7 step 2 adds the context that defines the type of the method'
  },
  {
    of: 'did-key, JWK', keys: ['P-256'], properties: ['type of method 1', 'key of method 1'],
    says: 'ours: RFC 7518 §6.2.1 wants `x` and `y`, each a coordinate of full length; theirs is the whole point in `x`'
  },
  {
    of: 'did-key, JWK', keys: ['X25519'], properties: ['type of method 1', 'key of method 1'],
    says: 'ours: there is no type `OKP` of methods, which is the `kty` inside the key (§3.1.2 step 8)'
  },
  {
    of: 'did-key, base58', keys: ['Ed25519', 'X25519', 'P-256', 'secp256k1'], properties: ['@context'],
    says: 'ours: §3.1.7 step 2 adds the context that defines the type of the method'
  },
  {
    of: 'did-key, base58', keys: ['Ed25519', 'X25519'], properties: ['type of method 1', 'key of method 1'],
    says: 'ours: §3.1.2 step 8 knows no types of 2018 and 2019 any more; each has the same key'
  },
  {
    of: 'did-key, base58', keys: ['P-256'], properties: ['type of method 1', 'key of method 1'],
    says: 'ours: no type `UnsupportedVerificationMethod2020` is registered'
  },
  {
    of: 'did-key, base58', keys: ['secp256k1'], properties: ['type of method 1', 'key of method 1'],
    says: 'ours: §3.1.2 step 3 wants the 33 bytes of the compressed point; theirs are 65'
  },
  ...['did-key, JWK', 'did-key, base58'].map(of => ({
    of, keys: ['Ed25519'],
    properties: ['keyAgreement', 'id of method 2', 'type of method 2', 'controller of method 2', 'key of method 2'],
    says: 'both: §3.1.1 step 8 derives an X25519 key where the caller asks for it, and nothing here agrees on keys'
  }))
];
const RELATIONSHIPS = ['authentication', 'assertionMethod', 'capabilityInvocation', 'capabilityDelegation', 'keyAgreement'];

// The properties of a document, each under a name: a method that stands inside a relationship is one of the methods, and referred to.
function properties({verificationMethod = [], ...members}) {
  const found = new Map();
  const methods = [...verificationMethod];
  for(const [name, value] of Object.entries(members)) {
    if(!RELATIONSHIPS.includes(name)) {
      found.set(name, name === '@context' ? [value].flat() : value);
      continue;
    }
    methods.push(...value.filter(method => typeof method === 'object'));
    const ids = value.map(method => method.id ?? method).map(id => id.startsWith('#') ? members.id + id : id);
    // A relationship of nobody is as good as none.
    if(ids.length > 0) {
      found.set(name, ids);
    }
  }
  methods.forEach((method, index) => {
    const key = {};
    for(const [name, value] of Object.entries(method)) {
      if(name.startsWith('publicKey')) {
        key[name] = value;
      } else {
        found.set(`${name} of method ${index + 1}`, value);
      }
    }
    found.set(`key of method ${index + 1}`, key);
  });
  return found;
}

function differences(ours, theirs) {
  const [here, there] = [properties(ours), properties(theirs)];
  return [...new Set([...here.keys(), ...there.keys()])].filter(name => !isDeepStrictEqual(here.get(name), there.get(name)));
}

// Compares documents: of each line, the kind of key, our document, and those of others by their names. Says what there is in Markdown,
// and what is not listed.
export function compare(lines) {
  const cells = new Map();
  const [problems, needed] = [new Set(), new Set()];
  for(const {keyType, ours, theirs} of lines) {
    for(const [of, document] of Object.entries(theirs)) {
      const cell = cells.get(`${keyType} | ${of}`) ?? {all: 0, same: 0, refused: undefined, differing: new Set()};
      cells.set(`${keyType} | ${of}`, cell);
      cell.all += 1;
      if(document.error) {
        cell.refused = document.error;
        continue;
      }
      const names = differences(ours, document);
      cell.same += names.length === 0 ? 1 : 0;
      for(const name of names) {
        cell.differing.add(name);
        const line = LISTED.find(line => line.of === of && line.keys.includes(keyType) && line.properties.includes(name));
        if(line) {
          needed.add(`${line.of} | ${keyType} | ${name}`);
        } else {
          problems.add(`the document of ${keyType} by ${of} differs in: ${name}`);
        }
      }
    }
  }
  const took = new Set(lines.flatMap(({theirs}) => Object.keys(theirs)));
  for(const {of, keys, properties} of LISTED.filter(({of}) => took.has(of))) {
    for(const key of keys.flatMap(key => properties.map(property => `${of} | ${key} | ${property}`))) {
      if(!needed.has(key)) {
        problems.add(`listed, and does not differ: ${key}`);
      }
    }
  }
  const rows = [...cells].map(([key, {all, same, refused, differing}]) => {
    const said = refused ? `not resolved there: ${refused}` : `${same} of ${all} the same`;
    return `| ${key} | ${said} | ${[...differing].join(', ')} |`;
  });
  const listed = LISTED.filter(({of}) => took.has(of))
    .map(({of, keys, properties, says}) => `| ${of} | ${keys.join(', ')} | ${properties.join(', ')} | ${says} |`);
  const text = `| key | beside | | properties that differ |
| --- | --- | --- | --- |
${rows.join('\n')}

| beside | keys | what differs | who is right |
| --- | --- | --- | --- |
${listed.join('\n')}
`;
  return {text, problems: [...problems]};
}
