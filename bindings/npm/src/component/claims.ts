import { today } from './older.js';

/** What a credential says of itself, read for showing: every member may be missing, or be something else than it should be. */
export interface Claims {
  /** Its own identifier. */
  id?: string;
  /** What was achieved. */
  name?: string;
  description?: string;
  /** The language that its texts are in, as a tag. */
  lang?: string;
  /** The kind of achievement, such as `Course`. */
  kind?: string;
  issuer: { name?: string; id?: string; url?: string; country?: string };
  learner: { name?: string; id?: string; hashed: boolean };
  awarded?: string;
  from?: string;
  until?: string;
  picture?: { url: string; caption?: string };
  criteria?: string;
  criteriaUrl?: string;
  outcomes: { name: string; description?: string }[];
  skills: { name: string; url?: string; framework?: string }[];
  /** 1 to 8 of the European Qualifications Framework, or the URI of another level. */
  level?: string;
  /** A duration as ISO 8601 writes it. */
  workload?: string;
  credits?: { points: string; framework?: string };
  results: { name?: string; value: string; scale?: string; required?: string }[];
  evidence: { name?: string; narrative?: string; url?: string }[];
  /** Whether it is somebody's presentation of credentials, and not an issuer's. */
  presents: boolean;
  /** The credentials that a presentation or a record holds. */
  held: Claims[];
  /** The achievement as it came, for those who show more of it. */
  achievement: Members;
}

/** An object of JSON. */
export type Members = Record<string, unknown>;

/** As much as anybody looks at. */
const MOST = 100;

/** Reads a credential, or a presentation of some. */
export function read(document: unknown): Claims {
  const given = object(document);
  const credential = today(given) ?? given;
  const subject = object(listed(credential['credentialSubject'])[0]);
  const held = [...listed(credential['verifiableCredential']), ...listed(subject['verifiableCredential'])].map((one) => read(enveloped(one)));
  const achievement = object(listed(subject['achievement'])[0]);
  const issuer = object(credential['issuer']);
  const criteria = object(achievement['criteria']);
  return {
    id: text(credential['id']),
    name: text(achievement['name']) ?? text(credential['name']),
    description: text(achievement['description']) ?? text(credential['description']),
    lang: /^[a-z]{2,3}(-[a-z\d]{1,8})*$/i.exec(text(achievement['inLanguage']) ?? '')?.[0],
    kind: text(achievement['achievementType']),
    issuer: {
      name: text(issuer['name']),
      id: text(credential['issuer']) ?? text(issuer['id']) ?? text(credential['holder']) ?? text(object(credential['holder'])['id']),
      url: text(issuer['url']),
      country: text(object(issuer['address'])['addressCountryCode']) ?? text(object(issuer['address'])['addressCountry']),
    },
    learner: learner(subject),
    awarded: text(credential['awardedDate']),
    from: text(credential['validFrom']) ?? text(credential['issuanceDate']),
    until: text(credential['validUntil']) ?? text(credential['expirationDate']),
    picture: picture(achievement['image']) ?? picture(subject['image']) ?? picture(credential['image']),
    criteria: text(criteria['narrative']),
    criteriaUrl: text(criteria['id']),
    outcomes: listed(achievement['learningOutcome']).flatMap((one) => {
      const name = text(one) ?? text(object(one)['name']);
      return name ? [{ name, description: text(object(one)['description']) }] : [];
    }),
    skills: listed(achievement['alignment']).map(object).flatMap((one) => {
      const name = text(one['targetName']);
      return name ? [{ name, url: text(one['targetUrl']), framework: text(one['targetFramework']) }] : [];
    }),
    level: level(achievement['eqfLevel']) ?? text(achievement['nqfLevel']),
    workload: text(achievement['volumeOfLearning']),
    credits: credits(subject, achievement),
    results: results(subject, achievement),
    evidence: listed(credential['evidence']).map(object).map((one) => ({
      name: text(one['name']),
      narrative: text(one['narrative']) ?? text(one['description']),
      url: text(one['id']),
    })),
    presents: presents(credential),
    held,
    achievement,
  };
}

/** Whether a document is a presentation. */
export function presents(document: unknown): boolean {
  return listed(object(document)['type']).includes('VerifiablePresentation');
}

/** The document inside an envelope of a presentation, without looking at its signature: a claim like all of this. */
function enveloped(given: unknown): unknown {
  const url = text(object(given)['id']) ?? text(given) ?? '';
  const token = /^(?:data:[^,]*,)?([\w-]+\.[\w-]+\.)/.exec(url)?.[1];
  if (!token) return given;
  try {
    const payload = atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    const claims = object(JSON.parse(new TextDecoder().decode(Uint8Array.from(payload, (c) => c.charCodeAt(0)))));
    return claims['vc'] ?? claims;
  } catch {
    return given;
  }
}

function learner(subject: Members): Claims['learner'] {
  const identifiers = listed(subject['identifier']).map(object);
  const plain = identifiers.filter(({ hashed }) => hashed !== true);
  const named = plain.find(({ identityType }) => identityType === 'name') ?? plain[0];
  return {
    name: text(named?.['identityHash']) ?? text(subject['name']),
    id: text(subject['id']),
    hashed: identifiers.length > plain.length,
  };
}

function picture(given: unknown): Claims['picture'] {
  const image = listed(given)[0];
  const url = text(image) ?? text(object(image)['id']);
  return url ? { url, caption: text(object(image)['caption']) } : undefined;
}

function level(given: unknown): string | undefined {
  const uri = text(given);
  return uri?.replace(/^https?:\/\/data\.europa\.eu\/snb\/eqf\/([1-8])$/, '$1');
}

function credits(subject: Members, achievement: Members): Claims['credits'] {
  const point = object(achievement['creditPoint']);
  const points = text(point['point']);
  const framework = text(point['framework']);
  if (points) return { points, framework: framework?.endsWith('/education-credit/6fcec5c5af') ? 'ECTS' : framework };
  const bare = text(subject['creditsEarned']) ?? text(achievement['creditsAvailable']);
  return bare ? { points: bare } : undefined;
}

/** Each result on the scale that it names. */
function results(subject: Members, achievement: Members): Claims['results'] {
  const scales = listed(achievement['resultDescription']).map(object);
  return listed(subject['result']).map(object).flatMap((result) => {
    const scale = scales.find(({ id }) => text(id) !== undefined && id === result['resultDescription']);
    const levels = listed(scale?.['rubricCriterionLevel']).map(object);
    const named = (id: unknown): string | undefined => text(levels.find((one) => one['id'] === id && text(id))?.['name']) ?? text(id);
    const value = text(result['value']) ?? named(result['achievedLevel']) ?? text(result['status']);
    if (!value) return [];
    const [least, most] = [text(scale?.['valueMin']), text(scale?.['valueMax'])];
    const values = listed(scale?.['allowedValue']).map(text).filter((one) => one !== undefined);
    const names = values.length > 0 ? values : levels.flatMap((one) => text(one['name']) ?? []);
    return [{
      name: text(scale?.['name']),
      value: text(scale?.['resultType']) === 'Percent' && /^[\d.]+$/.test(value) ? `${value} %` : value,
      scale: least && most ? `${least}–${most}` : names.join(' · ') || undefined,
      required: text(scale?.['requiredValue']) ?? named(scale?.['requiredLevel']),
    }];
  });
}

/** An object, or an empty one in its place. */
export function object(given: unknown): Members {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as Members) : {};
}

/** Several, one or none, up to as many as anybody looks at. */
export function listed(given: unknown): unknown[] {
  if (given === undefined || given === null) return [];
  return Array.isArray(given) ? given.slice(0, MOST) : [given];
}

/** A text; the first of several, where each has a language. */
export function text(given: unknown): string | undefined {
  if (typeof given === 'string') return given.trim() === '' ? undefined : given;
  if (typeof given === 'number' || typeof given === 'boolean') return String(given);
  if (Array.isArray(given)) return text(given[0]);
  const value = object(given)['@value'];
  return typeof value === 'string' ? text(value) : undefined;
}
