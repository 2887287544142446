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
  /** By how many seconds clocks may differ. */
  clockSkewSeconds?: number;
  /** Settings that weaken what a verdict means. */
  dangerous?: DangerousOptions;
}
/** A [`Recipient`] in JSON. */
export type RecipientOption =
  /** The subject's `id`. */
  | { id: string }
  /** One of the subject's identifiers, plain or hashed. */
  | { identifier: { kind: string; value: string } };
/** A [`DangerousPolicy`](crate::DangerousPolicy) in JSON. Each says what it gives up there. */
export interface DangerousOptions {
  /** Ask for contexts that are not pinned. */
  acceptUnpinnedContexts?: boolean;
  /** Accept a key that nothing ties to the issuer. */
  acceptUnboundIssuer?: boolean;
}
/** What to show of a credential. */
export interface DeriveCall {
  /** The credential with its base proof, as JSON. */
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
  | { type: "error"; code: string; message: string };
/** Something that is shown because the rest would mean something else without it. */
export interface AddedPart {
  /** Where in the credential. */
  pointer: string;
  /** Why it is shown. */
  why: string;
}
/** What came of a [`VerifyCall`]. */
export type VerifyAnswer =
  /** It lacks documents: fetch them, or decline, and call again with what came as `resources`. */
  | { type: "need"; requests: Array<Request> }
  /** It is done. */
  | { type: "done"; report: Report; claimed?: unknown | undefined }
  /** The call was wrong, and nothing was verified. */
  | { type: "error"; code: string; message: string };
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
  /** Something of which the credential gives a digest, such as an image; asked for only where the policy wants it. */
  | "resource";
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
  /** A credential that is presented, or that a record is made of: what holds it is valid only if this is. */
  | "credential"
  /** Somebody's word about the credential: if it does not hold, the credential stands without it. */
  | "endorsement"
  /** A list that says whether the credential was revoked: if it does not hold, nobody knows. */
  | "statusList"
  /** A credential that holds a schema: if it does not hold, nobody knows what the schema says. */
  | "schema"
  /** What the refresh service answers with: this credential is as good as before. */
  | "refreshed";
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
  checks: Array<Check>;
  /** Which checks beyond those of the authentic layer the verdict counts. */
  required?: Array<CheckId>;
  /** The reports on what the document holds or names. */
  nested?: Array<Nested>;
}
