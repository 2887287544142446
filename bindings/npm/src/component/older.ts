import { listed, object, text, type Members } from './claims.js';

/** A badge from before Open Badges 3.0 in the members of one of today, so that both are shown alike; nothing, where it is none. */
export function today(assertion: Members): Members | undefined {
  if (assertion['badge'] === undefined || assertion['credentialSubject'] !== undefined) return undefined;
  const badge = object(assertion['badge']);
  const issuer = object(badge['issuer']);
  const recipient = object(assertion['recipient']);
  const plain = text(assertion['recipient']);
  const criteria = text(badge['criteria']);
  return {
    id: assertion['id'],
    issuer: {
      id: text(badge['issuer']) ?? issuer['id'] ?? issuer['origin'],
      name: issuer['name'],
      url: issuer['url'] ?? issuer['origin'],
    },
    validFrom: stamp(assertion['issuedOn'] ?? assertion['issued_on']),
    validUntil: stamp(assertion['expires']),
    image: assertion['image'],
    evidence: listed(assertion['evidence']).map((one) => (typeof one === 'string' ? { id: one } : one)),
    credentialSubject: {
      identifier: {
        identityHash: plain ?? recipient['identity'],
        identityType: recipient['type'],
        hashed: recipient['hashed'] === true || /^(sha256|md5)\$/.test(plain ?? ''),
      },
      achievement: {
        name: badge['name'],
        description: badge['description'],
        image: badge['image'],
        criteria: criteria ? { id: criteria } : badge['criteria'],
        alignment: listed(badge['alignment']).map(object).map((one) => ({ targetName: one['name'], targetUrl: one['url'], ...one })),
      },
    },
  };
}

/** Seconds since 1970, or a time stamp. */
function stamp(given: unknown): unknown {
  return typeof given === 'number' && Math.abs(given) < 8.64e12 ? new Date(given * 1000).toISOString() : given;
}
