import type { CheckId, Layer, Outcome, Severity, Verdict } from '../../types.js';

/** What the element says. Every language has all of it, or does not compile. */
export interface Strings {
  verdict: Record<Verdict, string>;
  /** What follows a verdict, by the check that decided it. */
  valid: (date: string) => string;
  validPresented: (date: string) => string;
  failed: Record<CheckId, string>;
  unknown: Record<CheckId, string>;
  /** Where the code says it better than the check. */
  code: Partial<Record<string, string>>;
  severity: Record<Severity, string>;
  unproven: string;
  checking: string;
  empty: string;
  couldNot: string;
  layer: Record<Layer, { name: string; outcome: Record<Outcome, string> }>;
  /** Instead, where lists of issuers were asked. */
  notListed: string;
  listsOpen: string;
  /** Instead, where nothing is proven that could be asked about. */
  moot: string;
  outcome: Record<Outcome, string>;
  check: Record<CheckId, string>;
  checks: string;
  three: string;
  /** Above the claims of a badge that is not valid: where no proof holds, and where one does. */
  claimed: string;
  signed: string;
  signedOpen: string;
  issuedBy: string;
  presentedBy: string;
  ownWord: string;
  learner: string;
  hashed: string;
  nobody: string;
  untitled: string;
  presentation: (count: number) => string;
  facts: {
    awarded: string;
    valid: string;
    validFrom: (date: string) => string;
    validUntil: (date: string) => string;
    between: (from: string, until: string) => string;
    kind: string;
    level: string;
    eqf: (level: string) => string;
    workload: string;
    credits: string;
    results: string;
    outcomes: string;
    skills: string;
    criteria: string;
    criteriaLink: string;
    evidence: string;
    description: string;
    on: (scale: string) => string;
    required: (value: string) => string;
  };
  picture: (name: string) => string;
  noPicture: string;
  showPicture: (host: string) => string;
  whyNoPicture: string;
  pictureFailed: string;
  remedy: string;
  clause: string;
  evidence: string;
  inside: string;
  tryAgain: string;
  drop: string;
  choose: string;
  duration: { year: Count; month: Count; week: Count; day: Count; hour: Count; minute: Count };
  achievement: Record<string, string>;
}

/** One, and more than one. */
export type Count = [one: string, more: string];

export const en: Strings = {
  verdict: { valid: 'Verified', invalid: 'Not valid', indeterminate: 'Not proven' },
  valid: (date) => `Signed with the issuer’s key, unaltered since, and in force on ${date}.`,
  validPresented: (date) => `Signed by the one who presents it, and all that it holds is valid on ${date}.`,
  failed: {
    input: 'No badge could be read from this.',
    model: 'It breaks the rules of its own format.',
    terms: 'Parts of it would not be covered by the signature.',
    key: 'The key that signed it is not the issuer’s.',
    proof: 'What it says is not what was signed: it was altered, or never signed by this issuer.',
    validity: 'It is not in force: it has expired, or does not begin yet.',
    status: 'Its issuer has withdrawn it.',
    schema: 'It does not keep to the schema that it names.',
    credentials: 'A credential inside it is not valid.',
    recipient: 'It is not about the person you asked for.',
    holder: 'It is not about the one who presents it.',
    endorsement: 'An endorsement of it does not hold.',
    evidence: 'A file that it vouches for is another one now.',
    refresh: 'Its issuer has a newer edition that differs.',
    issuer: 'Its issuer is not one of those you trust.',
    results: 'Its results are not on the scales that it names.',
  },
  unknown: {
    input: 'It could not be read to the end.',
    model: 'Whether it keeps the rules of its format cannot be told.',
    terms: 'What its words mean cannot be told.',
    key: 'The issuer’s key is not at hand, so nobody can tell who signed it.',
    proof: 'Its signature cannot be checked here.',
    validity: 'Whether it is in force cannot be told.',
    status: 'Whether its issuer has withdrawn it cannot be told.',
    schema: 'The schema that it names could not be checked.',
    credentials: 'A credential inside it cannot be proven.',
    recipient: 'Whether it is about the person you asked for cannot be told.',
    holder: 'Whether it is about the one who presents it cannot be told.',
    endorsement: 'Its endorsements could not be checked.',
    evidence: 'The files that it vouches for were not checked.',
    refresh: 'Whether there is a newer edition was not asked.',
    issuer: 'Nobody here can say who its issuer is.',
    results: 'Whether its results add up cannot be told.',
  },
  code: {
    'proof.signature-mismatch': 'What it says is not what was signed: it was altered afterwards, or never signed by this issuer.',
    'secure.missing-proof': 'Nobody signed it.',
    'status.revoked': 'It was genuine, and its issuer has revoked it.',
    'status.suspended': 'It is genuine, and its issuer has suspended it for now.',
    'bake.no-credential': 'There is no badge in this picture.',
    'bake.two-credentials': 'There are two badges in this picture, and nobody can say which one is meant.',
    'input.unknown-form': 'This is not a badge.',
    'json.duplicate-key': 'It says the same thing twice, so that two readers could read two badges.',
    'rdfc.budget-exceeded': 'It is made to cost more work than any badge should.',
    'validity.expired': 'It was genuine, and has expired.',
    'validity.not-yet-valid': 'It is genuine, and not in force yet.',
  },
  severity: { error: 'Error', undetermined: 'Open', warning: 'Warning', note: 'Note' },
  unproven: 'There is nothing in it that proves anything.',
  checking: 'Checking …',
  empty: 'No badge yet.',
  couldNot: 'Could not be checked',
  layer: {
    authentic: {
      name: 'Authentic',
      outcome: {
        passed: 'Signed by this key, unaltered, in force',
        failed: 'Not as it was signed, or not in force',
        unknown: 'Cannot be told',
        notApplicable: 'Nothing to check',
      },
    },
    trusted: {
      name: 'Trusted',
      outcome: {
        passed: 'Somebody vouches for the issuer',
        failed: 'An endorsement of it does not hold',
        unknown: 'Nobody was asked who the issuer is',
        notApplicable: 'Nothing to ask about',
      },
    },
    fit: {
      name: 'Fit',
      outcome: {
        passed: 'What could be compared adds up',
        failed: 'It is not what was asked for',
        unknown: 'Cannot be told',
        notApplicable: 'Nothing was asked',
      },
    },
  },
  notListed: 'Not on the list of issuers that was asked',
  listsOpen: 'The list of issuers that was asked cannot tell',
  moot: 'Not asked, as nothing is proven',
  outcome: { passed: 'passed', failed: 'failed', unknown: 'cannot be told', notApplicable: 'does not apply' },
  check: {
    input: 'Could be read',
    model: 'Keeps the rules of its format',
    terms: 'Every word is covered and defined',
    key: 'The key is the issuer’s',
    proof: 'The signature fits',
    validity: 'In force today',
    status: 'Not withdrawn',
    schema: 'Keeps its schema',
    credentials: 'What it holds is valid',
    recipient: 'About the person asked for',
    holder: 'About the one who presents it',
    endorsement: 'Endorsements hold',
    evidence: 'Its files are unaltered',
    refresh: 'The newest edition',
    issuer: 'Somebody vouches for the issuer',
    results: 'Results fit their scales',
  },
  checks: 'The checks behind it',
  three: 'Three questions',
  claimed: 'This is what it claims. None of it is proven.',
  signed: 'This was signed as it stands, and does not count: see above.',
  signedOpen: 'This was signed as it stands. Whether it counts cannot be told: see above.',
  issuedBy: 'Issued by',
  presentedBy: 'Presented by',
  ownWord: 'by its own word',
  learner: 'Awarded to',
  hashed: 'a person whose address is kept as a fingerprint',
  nobody: 'nobody in particular',
  untitled: 'A badge without a name',
  presentation: (count) => (count === 1 ? 'A presentation of one credential' : `A presentation of ${count} credentials`),
  facts: {
    awarded: 'Awarded',
    valid: 'In force',
    validFrom: (date) => `from ${date}`,
    validUntil: (date) => `until ${date}`,
    between: (from, until) => `${from} to ${until}`,
    kind: 'Kind',
    level: 'Level',
    eqf: (level) => `${level} of 8 (European Qualifications Framework)`,
    workload: 'Workload',
    credits: 'Credits',
    results: 'Result',
    outcomes: 'What was learnt',
    skills: 'Skills',
    criteria: 'What it takes',
    criteriaLink: 'The criteria at the issuer’s',
    evidence: 'Evidence',
    description: 'About',
    on: (scale) => `on the scale ${scale}`,
    required: (value) => `${value} passes`,
  },
  picture: (name) => `Picture of the badge “${name}”`,
  noPicture: 'No picture',
  showPicture: (host) => `Show picture from ${host}`,
  whyNoPicture: 'Whoever runs that server then learns that you looked.',
  pictureFailed: 'The picture could not be had.',
  remedy: 'What to do',
  clause: 'Rule',
  evidence: 'Found',
  inside: 'Documents that were checked with it',
  tryAgain: 'Try again',
  drop: 'Drop a badge here: a PNG, SVG, JSON or JWT file.',
  choose: 'Choose a file',
  duration: {
    year: ['year', 'years'],
    month: ['month', 'months'],
    week: ['week', 'weeks'],
    day: ['day', 'days'],
    hour: ['hour', 'hours'],
    minute: ['minute', 'minutes'],
  },
  achievement: {
    MicroCredential: 'Micro-credential',
    Course: 'Course',
    Certificate: 'Certificate',
    Certification: 'Certification',
    Competency: 'Competency',
    Badge: 'Badge',
    Award: 'Award',
    Degree: 'Degree',
    Diploma: 'Diploma',
    License: 'Licence',
    Assessment: 'Assessment',
    Membership: 'Membership',
    CoCurricular: 'Co-curricular activity',
    CommunityService: 'Community service',
  },
};
