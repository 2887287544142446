// The calls and answers, written by `cargo xtask wasm` from the Rust types; do not edit.
/** What to verify, when, under which policy, and with which documents at hand. Written down with every document that it took, a call is a bundle: whoever has it can repeat the verification without a network, years later. */
export interface VerifyCall {
  /** The badge: a JSON credential, a compact JWS, or a PNG or SVG image that holds one. */
  input: Content;
  /** The time of the verification, such as `2026-05-01T12:00:00Z`. */
  at: string;
  /** What is asked beyond authenticity, and what is allowed. */
  policy?: PolicyOptions;
  /** What came of the requests of earlier answers, by URL. */
  resources?: Record<string, Resource>;
  /** Set where the call was written down as a bundle: then the resources were given, and not fetched for this verification, and the report says so. */
  bundle?: Bundle | undefined;
}
/** How a bundle was made. It says what its maker says: nothing in it is proven. */
export interface Bundle {
  /** When its documents were collected, such as `2026-05-01T12:00:00Z`. */
  made: string;
  /** What was asked for them, one record for each document. */
  requests?: Array<unknown>;
}
/** Bytes in JSON. */
export type Content =
  /** A text, as UTF-8. */
  | { text: string }
  /** Anything, in base64 with padding. */
  | { base64: string };
/** The answer to a request. */
export type Resource =
  /** The document, as it came. */
  | { document: { content: Content; mediaType?: string | undefined } }
  /** It could not be had. Checks that need it become unknown. */
  | { unavailable: { code?: string | undefined; reason: string } };
/** A [`Policy`] in JSON. */
export interface PolicyOptions {
  /** Whom the credential must be about. */
  recipient?: RecipientOption | undefined;
  /** The domain that every embedded proof must be restricted to. */
  domain?: string | undefined;
  /** The challenge that every embedded proof must answer. */
  challenge?: string | undefined;
  /** The names of checks that count in the verdict as well. */
  require?: Array<string>;
  /** The trust registries that are asked about the issuer; what they say counts where `issuer` is required. */
  registries?: Array<RegistryOption>;
  /** By how many seconds clocks may differ. */
  clockSkewSeconds?: number;
  /** Issuers whose status lists are taken for any credential. */
  statusListIssuers?: Array<string>;
  /** Whether to ask for what the credential gives a digest of, such as an image. Whoever serves it learns that the credential is being looked at. */
  askForResources?: boolean;
  /** Whether to ask for a newer edition. Whoever runs the service learns that the credential is being looked at. */
  askForRefresh?: boolean;
  /** Whether to ask the web origins that the issuer names whether they know it. Whoever runs them learns that the credential is being looked at. */
  askForLinkedDomains?: boolean;
  /** Settings that weaken what a verdict means. */
  dangerous?: DangerousOptions;
}
/** A [`Recipient`] in JSON. */
export type RecipientOption =
  /** The subject's `id`. */
  | { id: string }
  /** One of the subject's identifiers, plain or hashed. */
  | { identifier: { kind: string; value: string } };
/** A [`RegistrySource`] in JSON. */
export type RegistryOption =
  /** One that the verification asks for at this URL. Whoever serves it decides what it says, unless it is signed. */
  | { url: string }
  /** One that is at hand. */
  | { document: { name: string; content: Content } };
/** A [`DangerousPolicy`](crate::DangerousPolicy) in JSON. Each says what it gives up there. */
export interface DangerousOptions {
  /** Ask for contexts that are not pinned. */
  acceptUnpinnedContexts?: boolean;
  /** Accept a key that nothing ties to the issuer. */
  acceptUnboundIssuer?: boolean;
  /** Take the word of revocation lists that nobody signs. */
  acceptUnsignedStatusLists?: boolean;
}
/** What to look into. Nothing is verified. */
export interface InspectCall {
  /** The badge: JSON, a token, or an image that holds one. */
  input: Content;
  /** Whether to show what an embedded proof signs: the canonical form, statement by statement, and the hashes. */
  canonical?: boolean;
}
/** What came of an [`InspectCall`]. */
export type InspectAnswer =
  /** It could be read. */
  | ({ type: "done" } & Inspection)
  /** Nothing could be read. */
  | ({ type: "error" } & Refusal);
/** What a badge claims of itself. None of it is proven. */
export interface Inspection {
  /** `false`, whatever it is: reading is not verifying. */
  verified: boolean;
  /** The form it has: `json`, `jws`, `jws-json`, `sd-jwt` or `cose`. */
  form: string;
  /** The version of a badge from before Open Badges 3.0, such as `2.0`. */
  openBadges?: string | undefined;
  /** The image it was baked into: `png` or `svg`. */
  image?: string | undefined;
  /** The keyword that it was baked under, such as `openbadgecredential`. */
  bakedAs?: string | undefined;
  /** The header of a token, whatever it says. */
  header?: unknown | undefined;
  /** The document. */
  claimed: unknown;
  /** What is wrong or unusual, as far as that can be seen without verifying. */
  findings: Array<Finding>;
  /** What an embedded proof signs, where that was asked for and can be had. */
  canonical?: CanonicalForm | undefined;
}
/** What an embedded proof by RDFC-1.0 signs. */
export interface CanonicalForm {
  /** The SHA-256 of the canonical N-Quads of the document without its proofs, in hexadecimal. */
  hash: string;
  /** The same of the options of each proof. */
  proofHashes: Array<string>;
  /** How much of the canonicalization's budget was spent. */
  work: number;
  /** The canonical N-Quads, line by line. */
  statements: Array<StatementAt>;
  /** The nodes without an identifier of their own. */
  blankNodes: Array<BlankNodeAt>;
}
/** A node that has no identifier of its own. */
export interface BlankNodeAt {
  /** Its canonical identifier. */
  identifier: string;
  /** Its label before. */
  label: string;
  /** The hash of its own statements. */
  firstDegreeHash: string;
  /** Where in the document it stands. */
  pointer?: string | undefined;
}
/** Two documents to compare by what they say: neither the order of members nor the names of nodes count, nor their proofs. */
export interface DiffCall {
  /** One: JSON, a token, or an image that holds one. */
  first: Content;
  /** The other. */
  second: Content;
}
/** What came of a [`DiffCall`]. */
export type DiffAnswer =
  /** Both have a canonical form. */
  | { type: "done"; same: boolean; onlyFirst: Array<StatementAt>; onlySecond: Array<StatementAt> }
  /** They cannot be compared. */
  | ({ type: "error" } & Refusal);
/** One line of canonical N-Quads. */
export interface StatementAt {
  /** The line. */
  line: string;
  /** Where in the document it is stated, or else where its subject stands. */
  pointer?: string | undefined;
}
/** What to put into which image. */
export interface BakeCall {
  /** The PNG or SVG. Every byte of it stays as it is. */
  image: Content;
  /** The signed credential: JSON or a token. */
  credential: Content;
  /** Whether to replace the credential that is in the image already. */
  overwrite?: boolean;
}
/** What came of a [`BakeCall`]. */
export type BakeAnswer =
  /** It is done. */
  | { type: "done"; image: string; format: string }
  /** Nothing was baked. */
  | ({ type: "error" } & Refusal);
/** What to take a credential out of. */
export interface UnbakeCall {
  /** The PNG or SVG. */
  image: Content;
}
/** What came of an [`UnbakeCall`]. */
export type UnbakeAnswer =
  /** There is one in it. */
  | { type: "done"; text: string; format: string; bakedAs: string; findings: Array<Finding> }
  /** There is none, or not exactly one. */
  | ({ type: "error" } & Refusal);
/** A public key in JSON. */
export type PublicKeyOption =
  /** A Multikey: `publicKeyMultibase`. */
  | { multikey: string }
  /** A JSON Web Key, such as WebCrypto exports. */
  | { jwk: unknown };
/** A secret key in JSON. The text that it comes in is not wiped: a key that matters is better kept where it is, and signs what the answer names. */
export type SecretKeyOption =
  /** A Multikey: `secretKeyMultibase`. */
  | { multikey: string }
  /** A secret JSON Web Key. */
  | { jwk: unknown };
/** What to issue, under which key. With a public key, the answer says what to sign, and the same call with the signature gives the credential: no secret comes near this. With a secret key it is done at once. */
export interface IssueCall {
  /** The credential without its proof, as JSON. */
  credential: Content;
  /** The issuer's public key, where its secret half is elsewhere. */
  publicKey?: PublicKeyOption | undefined;
  /** The issuer's secret key, where it is at hand. */
  secretKey?: SecretKeyOption | undefined;
  /** Where the issuer publishes the key, such as `did:web:school.example#key-1`; the key's own `did:key` where none is given. */
  verificationMethod?: string | undefined;
  /** How it is secured. */
  form?: IssueForm;
  /** The cryptosuite of an embedded proof; the one that suits the key where none is given. */
  cryptosuite?: string | undefined;
  /** Makes an embedded base proof, from which its holder derives proofs that show a part. */
  disclosable?: DisclosableOptions | undefined;
  /** When it is issued, such as `2026-05-01T12:00:00Z`. */
  created: string;
  /** The signature over the bytes that the answer to this call named, in base64. */
  signature?: string | undefined;
}
/** How a credential is secured. */
export type IssueForm =
  /** With an embedded proof. */
  | "embedded"
  /** As a JWT by Open Badges 3.0 §8.2. */
  | "jwt"
  /** As a JWT by VC-JOSE-COSE: `vc+jwt`. */
  | "vcJwt";
/** What is settled when a base proof is made. */
export interface DisclosableOptions {
  /** JSON pointers to what is always shown; issuer, validity, status, schema and terms where none are given. */
  mandatory?: Array<string> | undefined;
  /** 96 fresh random bytes in base64, the same in both calls for one credential and in no other. */
  entropy: string;
}
/** What came of an [`IssueCall`]. */
export type IssueAnswer =
  /** It lacks the signature: sign these bytes, and call again with `signature`. */
  | { type: "sign"; algorithm: string; bytes: string; messages?: Array<string> | undefined; filled: Array<FilledMember> }
  /** It is done, and was verified under that key. */
  | { type: "done"; credential: string; filled: Array<FilledMember> }
  /** Nothing was issued. */
  | ({ type: "error" } & Refusal);
/** A member that the credential went without. */
export interface FilledMember {
  /** Where it stands now. */
  pointer: string;
  /** What it says; of an issuer, its identifier. */
  value: string;
}
/** What to show of a credential. */
export interface DeriveCall {
  /** The credential with its base proof: JSON, or an image that holds it. */
  credential: Content;
  /** JSON pointers to what is shown. */
  reveal?: Array<string>;
  /** A choice of parts that has a name; it is shown beside what `reveal` says. */
  preset?: string | undefined;
  /** 64 fresh random bytes in base64, for a suite that hides by chance: `bbs-2023` needs them, `ecdsa-sd-2023` does not. */
  entropy?: string | undefined;
}
/** What came of a [`DeriveCall`]. */
export type DeriveAnswer =
  /** It is done. */
  | { type: "done"; credential: unknown; added: Array<AddedPart> }
  /** Nothing was derived. */
  | ({ type: "error" } & Refusal);
/** Something that is shown because the rest would mean something else without it. */
export interface AddedPart {
  /** Where in the credential. */
  pointer: string;
  /** Why it is shown. */
  why: string;
}
/** What to present, under which key, in answer to what. With a public key, the answer says what to sign, and the same call with the signature gives the presentation: no secret comes near this. With a secret key it is done at once. */
export interface PresentCall {
  /** The credentials: JSON, tokens, or images that hold them. */
  credentials: Array<Content>;
  /** The holder's public key, where its secret half is elsewhere. */
  publicKey?: PublicKeyOption | undefined;
  /** The holder's secret key, where it is at hand. */
  secretKey?: SecretKeyOption | undefined;
  /** Where the holder publishes it; the key's own `did:key` where none is given. */
  verificationMethod?: string | undefined;
  /** The verifier's challenge. */
  challenge?: string | undefined;
  /** Whom the presentation is for. */
  domain?: string | undefined;
  /** How it is secured. */
  form?: PresentForm;
  /** When it is made, such as `2026-05-01T12:00:00Z`. */
  created: string;
  /** The signature over the bytes that the answer to this call named, in base64. */
  signature?: string | undefined;
}
/** A [`PresentationForm`] in JSON. */
export type PresentForm =
  /** With an embedded proof. */
  | "embedded"
  /** As a JWT. */
  | "jwt";
/** What came of a [`PresentCall`]. */
export type PresentAnswer =
  /** It lacks the signature: sign these bytes, and call again with `signature`. */
  | { type: "sign"; algorithm: string; bytes: string }
  /** It is done. */
  | { type: "done"; presentation: string }
  /** Nothing was presented. */
  | ({ type: "error" } & Refusal);
/** What came of a [`VerifyCall`]. */
export type VerifyAnswer =
  /** It lacks documents: fetch them, or decline, and call again with what came as `resources`. */
  | { type: "need"; requests: Array<Request> }
  /** It is done. */
  | { type: "done"; report: Report; claimed?: unknown | undefined }
  /** The call was wrong, and nothing was verified. */
  | ({ type: "error" } & Refusal);
/** What a code means. */
export interface Explained {
  /** The code. */
  code: string;
  /** The clause of the specification that is broken or answered. */
  clause: string;
  /** What was found. */
  means: string;
  /** What to do about it. */
  remedy: string;
}
/** Why there is nothing else to answer. */
export interface Refusal {
  /** The stable code. */
  code: string;
  /** In words. */
  message: string;
  /** Each reason with its place in the document, where it is the document that stands in the way. */
  findings?: Array<Finding>;
}
/** What kind of document a verification lacks. */
export type RequestKind =
  /** A DID document, such as that of a `did:web`. */
  | "didDocument"
  /** The log of a `did:webvh`, in JSON lines. */
  | "didLog"
  /** What an https verification method or `kid` points at: a key, or a document that holds keys. */
  | "keyDocument"
  /** A JSON-LD context that is not pinned; asked for only where the policy allows it. */
  | "context"
  /** A status list: a credential or a token that its issuer signed, or a list of 1EdTech's that nobody does. */
  | "statusList"
  /** A schema of somebody else's than 1EdTech, or a credential that holds one. */
  | "schema"
  /** A newer edition of the credential; asked for only where the policy wants it. */
  | "refresh"
  /** What a web origin says of DIDs: its DID configuration; asked for only where the policy wants it. */
  | "didConfiguration"
  /** Something of which the credential gives a digest, such as an image; asked for only where the policy wants it. */
  | "resource"
  /** A trust registry that the policy names. */
  | "registry"
  /** An assertion from before Open Badges 3.0, or an endorsement, which counts because its issuer's host serves it. */
  | "assertion"
  /** The badge class of such an assertion. */
  | "badgeClass"
  /** The profile of whoever issued either. */
  | "issuerProfile"
  /** The key of a signed assertion of version 1.0 or 1.1: PEM. */
  | "pemKey";
/** A document that a verification lacks. Whoever drives the [`Verifier`](crate::Verifier) fetches it, or declines to. */
export interface Request {
  /** What it is for. */
  kind: RequestKind;
  /** Where it is. */
  url: string;
}
/** Which of the three verdicts a check belongs to. A later layer never repairs an earlier one. */
export type Layer =
  /** Was this signed by that key, unaltered, in force now? */
  | "authentic"
  /** Should that issuer be believed about this? */
  | "trusted"
  /** Does it say enough, and does it add up, for a purpose? */
  | "fit";
/** How a check ended. */
export type Outcome =
  /** The question was asked and answered well. */
  | "passed"
  /** A rule is broken. */
  | "failed"
  /** The question could not be answered; never to be read as passed. */
  | "unknown"
  /** The question does not arise, or an earlier failure makes its answer worthless. */
  | "notApplicable";
/** The questions a verification asks, in the order in which they are asked. */
export type CheckId =
  /** Could the input be taken apart: image, envelope, strict JSON? */
  | "input"
  /** Does the document keep the rules of its data model? */
  | "model"
  /** Does every term mean what it seems to mean? */
  | "terms"
  /** Is the key known, and allowed to make this proof for this issuer? */
  | "key"
  /** Does the proof hold? */
  | "proof"
  /** Is the credential in force at the given time? */
  | "validity"
  /** Has the issuer revoked or suspended it? */
  | "status"
  /** Does it keep the schemas it names? */
  | "schema"
  /** Do the credentials inside it hold? */
  | "credentials"
  /** Is it about the person the caller expects? */
  | "recipient"
  /** Are the credentials about the one who presents them? */
  | "holder"
  /** Do the endorsements hold? */
  | "endorsement"
  /** Do the evidence and the related resources match their digests? */
  | "evidence"
  /** Is there a newer edition? */
  | "refresh"
  /** Who vouches for the issuer? */
  | "issuer"
  /** Do the results agree with the scales they name? */
  | "results";
/** One question with its answer. */
export interface Check {
  id: CheckId;
  layer: Layer;
  outcome: Outcome;
  findings?: Array<Finding>;
  facts?: Record<string, unknown>;
}
/** How much a [`Finding`] weighs in its check. */
export type Severity =
  /** A rule is broken: the check fails. */
  | "error"
  /** The question could not be answered: the check is unknown unless another finding fails it. */
  | "undetermined"
  /** Allowed, yet likely to surprise somebody; the check's outcome is not changed. */
  | "warning"
  /** A fact worth knowing; the check's outcome is not changed. */
  | "note";
/** One thing found: what (code), where (pointer), in words (message), with evidence. */
export interface Finding {
  /** What was found. */
  code: string;
  /** How much it weighs. */
  severity: Severity;
  /** Where in the document. */
  pointer: string;
  /** In words: lower case, values in backticks, no full stop. */
  message: string;
  /** Named values that support the message, such as `found` and `expected`. */
  evidence?: Record<string, unknown>;
}
/** What something secured is to the document that holds or names it. The role decides which check of the outer report depends on it, and so whether the outer verdict does. */
export type Role =
  /** A credential that is presented, which is valid only if this is; or that a record is made of, which then has to be its issuer's, if no longer in force. */
  | "credential"
  /** Somebody's word about the credential: if it does not hold, the credential stands without it. */
  | "endorsement"
  /** A list that says whether the credential was revoked: if it does not hold, nobody knows. */
  | "statusList"
  /** A credential that holds a schema: if it does not hold, nobody knows what the schema says. */
  | "schema"
  /** What the refresh service answers with: this credential is as good as before. */
  | "refreshed"
  /** A signed list of who is recognised: if it does not hold, it was not asked. */
  | "registry"
  /** A credential by which the issuer's DID names a web origin: if it does not hold, they are not linked. */
  | "domainLinkage";
/** The report on something secured that another document holds or names. */
export interface Nested {
  /** Where it stands, or is named, in the outer document. Places in its own report are relative to itself. */
  place: string;
  /** What it is to the outer document. */
  role: Role;
  /** Its own identifier, as it claims. */
  id?: string | undefined;
  /** Every check of it, and its verdict. */
  report: Report;
}
/** What the checks of authenticity, and those the caller asked for, add up to. */
export type Verdict =
  /** Every counted check passed or does not apply, and the proof is among those passed. */
  | "valid"
  /** At least one counted check failed. */
  | "invalid"
  /** None failed, but at least one is unknown, or there was nothing that proves anything. */
  | "indeterminate";
/** Every check of one verification. */
export interface Report {
  verdict: Verdict;
  /** The finding that stands in the way of a valid credential; of several, the one that says most. */
  gravest?: Finding | undefined;
  checks: Array<Check>;
  /** Which checks beyond those of the authentic layer the verdict counts. */
  required?: Array<CheckId>;
  /** The reports on what the document holds or names. */
  nested?: Array<Nested>;
}
