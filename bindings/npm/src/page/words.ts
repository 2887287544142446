import type { RequestKind } from '../types.js';
import type { Language } from '../component/strings/index.js';

/** What the page says. Every language has all of it, or does not compile. */
export interface Words {
  title: string;
  languages: string;
  heading: string;
  lead: string;
  drop: string;
  choose: string;
  paste: string;
  pasteHint: string;
  check: string;
  samples: string;
  samplesLead: string;
  sample: Record<SampleName, [name: string, about: string]>;
  sampleNote: string;
  listNote: string;
  back: string;
  result: string;
  tools: string;
  network: string;
  networkOff: string;
  networkOn: string;
  missing: string;
  missingLead: string;
  ask: string;
  linkNeeds: (host: string) => string;
  linkAsk: string;
  linkFailed: (host: string) => string;
  notInLink: string;
  request: Record<RequestKind, string>;
  recipient: string;
  recipientLead: string;
  email: string;
  compare: string;
  recipientYes: string;
  recipientNo: string;
  recipientOpen: string;
  issuer: string;
  issuerLead: string;
  issuerChoose: string;
  issuerSample: string;
  issuerAsked: (name: string) => string;
  issuerForget: string;
  issuerYes: string;
  issuerNo: string;
  issuerOpen: string;
  changed: string;
  changedLead: string;
  changedChoose: string;
  changedSample: string;
  changedNone: string;
  changedCount: (count: number) => string;
  was: string;
  now: string;
  nothing: string;
  keep: string;
  report: string;
  share: string;
  shareNote: string;
  shared: string;
  shareHere: string;
  tooLarge: string;
  linkedIn: string;
  print: string;
  about: string;
  aboutText: string[];
  offline: string;
  supplement: Supplement;
}

/** What the printed supplement says: the elements of Annex I of the Council Recommendation 2022/C 243/02. */
export interface Supplement {
  title: string;
  verifiedAt: string;
  code: string;
  key: string;
  method: string;
  id: string;
  missing: string;
  yes: string;
  no: string;
  rows: {
    learner: string;
    name: string;
    country: string;
    body: string;
    awarded: string;
    outcomes: string;
    workload: string;
    level: string;
    assessment: string;
    participation: string;
    quality: string;
    entry: string;
    supervision: string;
    result: string;
    stacks: string;
    more: string;
  };
  foot: string;
}

/** The samples that come with the page. */
export const SAMPLES = ['genuine', 'altered', 'revoked', 'unreachable'] as const;
export type SampleName = (typeof SAMPLES)[number];

const en: Words = {
  title: 'Accolade: is this badge real?',
  languages: 'Language',
  heading: 'Is this badge real?',
  lead: 'See who signed it, whether a word of it was changed since, and whether it still counts. The badge is checked on your own device and goes nowhere.',
  drop: 'Drop a badge here',
  choose: 'Choose a file',
  paste: 'Or paste it here, or a link to it',
  pasteHint: 'PNG, SVG, JSON or JWT. Open Badges 3.0 and other Verifiable Credentials.',
  check: 'Check',
  samples: 'No badge at hand?',
  samplesLead: 'Try one of these. The university is made up; the signatures are real.',
  sample: {
    genuine: ['A genuine badge', 'Signed and untouched'],
    altered: ['An altered badge', 'One digit was changed'],
    revoked: ['A revoked badge', 'Withdrawn by its issuer'],
    unreachable: ['An issuer out of reach', 'Its key is somewhere else'],
  },
  sampleNote: 'A sample. Its issuer is made up.',
  listNote: 'A sample. Its issuer is made up, and the list of revoked badges comes with this page.',
  back: 'Check another badge',
  result: 'Result',
  tools: 'More about this badge',
  network: 'Network',
  networkOff: 'Off. Nothing leaves this device.',
  networkOn: 'On. Issuers’ servers are asked for keys and lists of revoked badges, and see that somebody asks.',
  missing: 'Some documents are missing',
  missingLead: 'They are kept by others, and the network is off:',
  ask: 'Turn on the network and ask',
  linkNeeds: (host) => `This badge is kept at ${host}. The network is off.`,
  linkAsk: 'Turn on the network and fetch it',
  linkFailed: (host) => `${host} did not give the badge to this page. Download it there, and drop the file here.`,
  notInLink: 'The link holds no badge that can be read.',
  request: {
    didDocument: 'the issuer’s keys',
    didLog: 'the history of the issuer’s keys',
    keyDocument: 'the issuer’s key',
    context: 'a vocabulary',
    statusList: 'the list of revoked badges',
    schema: 'a schema',
    refresh: 'a newer edition',
    resource: 'a file that the badge vouches for',
    registry: 'a list of issuers',
    didConfiguration: 'what the issuer’s web site says of its identifier',
    assertion: 'the badge at its issuer’s host',
    badgeClass: 'what the badge is for',
    issuerProfile: 'the issuer’s profile',
    pemKey: 'the issuer’s key',
  },
  recipient: 'Whose badge is it?',
  recipientLead: 'A badge may hold its owner’s address as a fingerprint. Whoever knows the address can compare it; nothing is sent.',
  email: 'E-mail address',
  compare: 'Compare',
  recipientYes: 'Yes: it was awarded to this address.',
  recipientNo: 'No: it was awarded to somebody else.',
  recipientOpen: 'It does not say: it holds no address, or is itself not proven.',
  issuer: 'Who is the issuer?',
  issuerLead: 'A signature shows which key signed, not who holds it. A list of recognised issuers does: one of a ministry, a university, or your own.',
  issuerChoose: 'Choose a list',
  issuerSample: 'Ask the sample’s list',
  issuerAsked: (name) => `Asked: ${name}.`,
  issuerForget: 'Ask no list',
  issuerYes: 'The list has this issuer.',
  issuerNo: 'The list does not have this issuer, or not for such a badge.',
  issuerOpen: 'The list cannot tell.',
  changed: 'What was changed?',
  changedLead: 'A broken signature does not tell. Another copy of the badge does: choose it, and the two are compared.',
  changedChoose: 'Choose the other copy',
  changedSample: 'Compare with the genuine one',
  changedNone: 'Both say the same.',
  changedCount: (count) => (count === 1 ? 'One difference' : `${count} differences`),
  was: 'the other copy',
  now: 'this badge',
  nothing: 'nothing',
  keep: 'Keep it, and pass it on',
  report: 'Download the report',
  share: 'Copy a link',
  shareNote: 'The link carries the whole badge behind its #, which browsers do not send to the server.',
  shared: 'The link is copied.',
  shareHere: 'Copy this link:',
  tooLarge: 'This badge is too large for a link. Pass on its file.',
  linkedIn: 'Add to LinkedIn profile',
  print: 'Print a supplement',
  about: 'How it is checked',
  aboutText: [
    'A badge is signed by its issuer. This page checks the signature, whether the key is the issuer’s, whether the badge is in force, and, where the network is on, whether it was revoked. It says what it could not check.',
    'That a badge is authentic does not say that its issuer is who the name suggests, nor that the badge is what you need. These are other questions, with answers of their own.',
    'No cookies, no tracking, no account. After the first visit the page works without a network.',
  ],
  offline: 'Ready to work without a network.',
  supplement: {
    title: 'Supplement to a micro-credential',
    verifiedAt: 'Checked at',
    code: 'Reason',
    key: 'Key',
    method: 'Signature',
    id: 'Identifier',
    missing: 'not stated',
    yes: 'yes',
    no: 'no',
    rows: {
      learner: 'Learner',
      name: 'Title',
      country: 'Country of the issuer',
      body: 'Awarding body',
      awarded: 'Date of issuing',
      outcomes: 'Learning outcomes',
      workload: 'Workload',
      level: 'Level',
      assessment: 'Type of assessment',
      participation: 'Form of participation',
      quality: 'Quality assurance',
      entry: 'Prerequisites',
      supervision: 'Supervision and identity',
      result: 'Grade achieved',
      stacks: 'Stacks towards',
      more: 'Further information',
    },
    foot: 'The rows are the elements of Annex I of the Council Recommendation of 16 June 2022 (2022/C 243/02). This sheet proves nothing by itself: check the badge.',
  },
};

const de: Words = {
  title: 'Accolade: Ist dieser Badge echt?',
  languages: 'Sprache',
  heading: 'Ist dieser Badge echt?',
  lead: 'Sehen Sie, wer ihn signiert hat, ob seither ein Wort daran geändert wurde und ob er noch zählt. Geprüft wird auf Ihrem eigenen Gerät; der Badge verlässt es nicht.',
  drop: 'Legen Sie hier einen Badge ab',
  choose: 'Datei wählen',
  paste: 'Oder fügen Sie ihn hier ein, oder einen Link zu ihm',
  pasteHint: 'PNG, SVG, JSON oder JWT. Open Badges 3.0 und andere Verifiable Credentials.',
  check: 'Prüfen',
  samples: 'Kein Badge zur Hand?',
  samplesLead: 'Probieren Sie einen von diesen. Die Universität ist erfunden, die Signaturen sind echt.',
  sample: {
    genuine: ['Ein echter Badge', 'Signiert und unberührt'],
    altered: ['Ein veränderter Badge', 'Eine Ziffer wurde geändert'],
    revoked: ['Ein widerrufener Badge', 'Vom Aussteller zurückgezogen'],
    unreachable: ['Ein Aussteller, der fern ist', 'Sein Schlüssel liegt anderswo'],
  },
  sampleNote: 'Ein Beispiel. Der Aussteller ist erfunden.',
  listNote: 'Ein Beispiel. Der Aussteller ist erfunden, und die Liste der widerrufenen Badges bringt diese Seite mit.',
  back: 'Einen anderen Badge prüfen',
  result: 'Ergebnis',
  tools: 'Mehr zu diesem Badge',
  network: 'Netzwerk',
  networkOff: 'Aus. Nichts verlässt dieses Gerät.',
  networkOn: 'An. Server der Aussteller werden nach Schlüsseln und Widerrufslisten gefragt und sehen, dass jemand fragt.',
  missing: 'Einige Dokumente fehlen',
  missingLead: 'Sie liegen bei anderen, und das Netzwerk ist aus:',
  ask: 'Netzwerk einschalten und fragen',
  linkNeeds: (host) => `Dieser Badge liegt bei ${host}. Das Netzwerk ist aus.`,
  linkAsk: 'Netzwerk einschalten und abrufen',
  linkFailed: (host) => `${host} gab den Badge nicht an diese Seite. Laden Sie ihn dort herunter und legen Sie die Datei hier ab.`,
  notInLink: 'Der Link enthält keinen Badge, der sich lesen ließe.',
  request: {
    didDocument: 'die Schlüssel des Ausstellers',
    didLog: 'die Geschichte der Schlüssel des Ausstellers',
    keyDocument: 'der Schlüssel des Ausstellers',
    context: 'ein Vokabular',
    statusList: 'die Liste widerrufener Badges',
    schema: 'ein Schema',
    refresh: 'eine neuere Ausgabe',
    resource: 'eine Datei, für die der Badge bürgt',
    registry: 'eine Liste von Ausstellern',
    didConfiguration: 'was die Website des Ausstellers über dessen Kennung sagt',
    assertion: 'der Badge beim Aussteller',
    badgeClass: 'wofür der Badge steht',
    issuerProfile: 'das Profil des Ausstellers',
    pemKey: 'der Schlüssel des Ausstellers',
  },
  recipient: 'Wem gehört der Badge?',
  recipientLead: 'Ein Badge kann die Adresse seiner Inhaberin als Prüfsumme enthalten. Wer die Adresse kennt, kann sie vergleichen; gesendet wird nichts.',
  email: 'E-Mail-Adresse',
  compare: 'Vergleichen',
  recipientYes: 'Ja: Er wurde an diese Adresse verliehen.',
  recipientNo: 'Nein: Er wurde an jemand anderen verliehen.',
  recipientOpen: 'Das sagt er nicht: Er enthält keine Adresse oder ist selbst nicht bewiesen.',
  issuer: 'Wer ist der Aussteller?',
  issuerLead: 'Eine Signatur zeigt, welcher Schlüssel signiert hat, und nicht, wem er gehört. Eine Liste anerkannter Aussteller tut das: die eines Ministeriums, einer Universität oder Ihre eigene.',
  issuerChoose: 'Eine Liste wählen',
  issuerSample: 'Die Liste des Beispiels fragen',
  issuerAsked: (name) => `Gefragt: ${name}.`,
  issuerForget: 'Keine Liste fragen',
  issuerYes: 'Dieser Aussteller steht auf der Liste.',
  issuerNo: 'Dieser Aussteller steht nicht auf der Liste, oder nicht für einen solchen Badge.',
  issuerOpen: 'Die Liste kann es nicht sagen.',
  changed: 'Was wurde geändert?',
  changedLead: 'Eine gebrochene Signatur verrät es nicht. Eine andere Kopie des Badges schon: Wählen Sie sie, und die beiden werden verglichen.',
  changedChoose: 'Die andere Kopie wählen',
  changedSample: 'Mit dem echten vergleichen',
  changedNone: 'Beide sagen dasselbe.',
  changedCount: (count) => (count === 1 ? 'Ein Unterschied' : `${count} Unterschiede`),
  was: 'die andere Kopie',
  now: 'dieser Badge',
  nothing: 'nichts',
  keep: 'Behalten und weitergeben',
  report: 'Bericht herunterladen',
  share: 'Link kopieren',
  shareNote: 'Der Link trägt den ganzen Badge hinter seinem #, was Browser nicht an den Server senden.',
  shared: 'Der Link ist kopiert.',
  shareHere: 'Kopieren Sie diesen Link:',
  tooLarge: 'Dieser Badge ist zu groß für einen Link. Geben Sie die Datei weiter.',
  linkedIn: 'Zum LinkedIn-Profil hinzufügen',
  print: 'Beiblatt drucken',
  about: 'Wie geprüft wird',
  aboutText: [
    'Ein Badge wird von seinem Aussteller signiert. Diese Seite prüft die Signatur, ob der Schlüssel dem Aussteller gehört, ob der Badge in Kraft ist und, wenn das Netzwerk an ist, ob er widerrufen wurde. Was sie nicht prüfen konnte, sagt sie.',
    'Dass ein Badge echt ist, heißt nicht, dass der Aussteller ist, wer der Name vermuten lässt, und auch nicht, dass der Badge ist, was Sie brauchen. Das sind andere Fragen mit eigenen Antworten.',
    'Keine Cookies, keine Verfolgung, kein Konto. Nach dem ersten Besuch arbeitet die Seite ohne Netzwerk.',
  ],
  offline: 'Bereit, ohne Netzwerk zu arbeiten.',
  supplement: {
    title: 'Beiblatt zu einer Microcredential',
    verifiedAt: 'Geprüft am',
    code: 'Grund',
    key: 'Schlüssel',
    method: 'Signatur',
    id: 'Kennung',
    missing: 'nicht angegeben',
    yes: 'ja',
    no: 'nein',
    rows: {
      learner: 'Lernende Person',
      name: 'Titel',
      country: 'Land des Ausstellers',
      body: 'Verleihende Stelle',
      awarded: 'Ausstellungsdatum',
      outcomes: 'Lernergebnisse',
      workload: 'Arbeitsaufwand',
      level: 'Niveau',
      assessment: 'Art der Prüfung',
      participation: 'Form der Teilnahme',
      quality: 'Qualitätssicherung',
      entry: 'Voraussetzungen',
      supervision: 'Aufsicht und Identität',
      result: 'Erreichte Note',
      stacks: 'Anrechenbar auf',
      more: 'Weitere Angaben',
    },
    foot: 'Die Zeilen sind die Elemente aus Anhang I der Empfehlung des Rates vom 16. Juni 2022 (2022/C 243/02). Dieses Blatt beweist für sich nichts: Prüfen Sie den Badge.',
  },
};

const WORDS: Record<Language, Words> = { en, de };

/** The words of a language. */
export function words(of: Language): Words {
  return WORDS[of];
}
