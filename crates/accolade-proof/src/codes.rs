//! What this crate can find.

accolade_report::codes! {
    /// A proof that lacks what a proof must have, or has it in the wrong form.
    MALFORMED = "proof.malformed" {
        clause: "VC Data Integrity 1.0 §2.1",
        means: "The proof lacks a required property, or one has the wrong form, so it cannot be checked.",
        remedy: "The issuer has to sign again with software that keeps the specification.",
    }
    /// A proof made with a suite that is not known.
    UNKNOWN_SUITE = "proof.unknown-suite" {
        clause: "VC Data Integrity 1.0 §3.1",
        means: "The proof names a type or cryptosuite that this software does not know, so whether it holds cannot be told.",
        remedy: "Check the spelling: `eddsa-rdf-2022`, for one, is a common misprint of `eddsa-rdfc-2022`. Else ask for a proof of another suite.",
    }
    /// A suite that proofs are no more made with.
    SUPERSEDED_SUITE = "proof.superseded-suite" {
        clause: "VC Data Integrity EdDSA Cryptosuites 1.0 §3.2",
        means: "A later suite has replaced this one: its proofs are still checked, but none are made.",
        remedy: "Sign with `eddsa-rdfc-2022`.",
    }
    /// A proof value that cannot be one.
    MALFORMED_VALUE = "proof.malformed-value" {
        clause: "VC Data Integrity 1.0 §2.1 (proofValue)",
        means: "The proof value is not what the suite makes: the wrong encoding or the wrong length.",
        remedy: "Look whether the value was cut or altered when it was copied. Otherwise the issuer has to sign again.",
    }
    /// A proof made for another purpose.
    PURPOSE_MISMATCH = "proof.purpose-mismatch" {
        clause: "VC Data Integrity 1.0 §4.4, step 5",
        means: "The proof was made for another purpose than the one asked about: a credential is asserted, so its proof's purpose is `assertionMethod`.",
        remedy: "Do not accept it: a log-in proof, for one, says nothing about a credential's content.",
    }
    /// A proof for another domain.
    DOMAIN_MISMATCH = "proof.domain-mismatch" {
        clause: "VC Data Integrity 1.0 §4.4, step 6",
        means: "The proof is not restricted to the domain that was asked for, so it may have been made for somebody else.",
        remedy: "Ask the holder to present it to you.",
    }
    /// A proof that answers another challenge.
    CHALLENGE_MISMATCH = "proof.challenge-mismatch" {
        clause: "VC Data Integrity 1.0 §4.4, step 7",
        means: "The proof does not answer the challenge that was given, so it may be a copy of an older one.",
        remedy: "Ask the holder to present it again with a new challenge.",
    }
    /// A key of another kind than the suite's.
    KEY_TYPE_MISMATCH = "proof.key-type-mismatch" {
        clause: "VC Data Integrity 1.0 §3.1",
        means: "The key is of a kind that the proof's suite does not use.",
        remedy: "Check that the verification method is the one that signed.",
    }
    /// The signature does not hold.
    SIGNATURE_MISMATCH = "proof.signature-mismatch" {
        clause: "VC Data Integrity 1.0 §4.4, step 4",
        means: "The signature does not match the document: something was altered after signing, or another key signed.",
        remedy: "Ask for the original. If you have it, `accolade diff` names the terms that differ.",
    }
    /// A chain that refers to a proof that is not there.
    PREVIOUS_PROOF_MISSING = "proof.previous-proof-missing" {
        clause: "VC Data Integrity 1.0 §4.3, step 3",
        means: "The proof says that it was made over an earlier proof, and the document holds no proof of that id.",
        remedy: "Ask for the document with all its proofs.",
    }
    /// The context of a JCS proof is not that of its document.
    CONTEXT_MISMATCH = "proof.context-mismatch" {
        clause: "VC Data Integrity EdDSA Cryptosuites 1.0 §3.3.2",
        means: "The proof carries contexts that the document does not begin with, so its terms may mean something else than when it was signed.",
        remedy: "Ask for the original document.",
    }
    /// Contexts that a JCS proof does not cover.
    CONTEXT_NOT_SIGNED = "proof.context-not-signed" {
        clause: "VC Data Integrity EdDSA Cryptosuites 1.0 §3.3.2",
        means: "The document has contexts behind those of the proof. Anyone may have added them, and they can give terms another meaning.",
        remedy: "Read the document under the proof's contexts only, or ask for the original.",
    }
    /// A derived proof, which shows a part.
    PARTLY_DISCLOSED = "proof.partly-disclosed" {
        clause: "VC Data Integrity ECDSA Cryptosuites 1.0 §3.6.7",
        means: "The proof holds for what is shown. The holder chose what that is, beside what the issuer made mandatory; what is not shown may exist all the same.",
        remedy: "If you need something that is not there, ask the holder to show it.",
    }
    /// A base proof where a derived one belongs.
    BASE_PROOF = "proof.base-proof" {
        clause: "VC Data Integrity ECDSA Cryptosuites 1.0 §3.5.8",
        means: "This is a base proof: it is for the holder, who derives from it proofs that show a part. Shown itself, it would give all away, and it proves nothing.",
        remedy: "The holder derives a proof and shows that: `accolade derive badge.json --preset NAME`.",
    }
    /// A derived proof where a base proof belongs.
    ALREADY_DERIVED = "proof.already-derived" {
        clause: "VC Data Integrity ECDSA Cryptosuites 1.0 §3.5.3",
        means: "The proof was derived already. What it does not show cannot be shown or hidden anew.",
        remedy: "Derive from the credential as the issuer gave it.",
    }
    /// A suite that cannot show a part.
    NOT_SELECTIVE = "proof.not-selective" {
        clause: "VC Data Integrity ECDSA Cryptosuites 1.0 §3.6",
        means: "Proofs of this suite hold for the whole document. No part of it can be shown alone.",
        remedy: "Show the whole, or ask the issuer for a proof of `ecdsa-sd-2023`.",
    }
    /// A suite for selective disclosure without what it needs.
    NOT_DISCLOSABLE = "proof.not-disclosable" {
        clause: "VC Data Integrity ECDSA Cryptosuites 1.0 §3.6.1",
        means: "The suite signs statement by statement, with keys drawn for this one proof, and was given none.",
        remedy: "Give the pointers to what is always shown, and fresh random bytes.",
    }
    /// More statements than are signed one by one.
    TOO_MANY_STATEMENTS = "proof.too-many-statements" {
        clause: "VC Data Integrity ECDSA Cryptosuites 1.0 §3.6.7",
        means: "Each statement takes a signature of its own, and there are more than are checked. Whoever presents such a document decides how long its check takes.",
        remedy: "Show less, or ask for a proof of a suite that signs the whole at once.",
    }
    /// The name that a holder has for one verifier.
    PSEUDONYM = "proof.pseudonym" {
        clause: "VC Data Integrity BBS Cryptosuites 1.0 §4.2",
        means: "The proof shows a pseudonym: the same holder shows the same one whenever it is for the same domain, and nobody else can. Which domain it is for, the holder says.",
        remedy: "Compare the domain with the one you asked for; a pseudonym for another says nothing to you.",
    }
    /// A JSON pointer that leads to nothing.
    POINTER_UNMATCHED = "proof.pointer-unmatched" {
        clause: "VC Data Integrity ECDSA Cryptosuites 1.0 §3.4.12",
        means: "A pointer says what to show or what must always be shown, and the document has nothing there.",
        remedy: "Check the spelling: pointers name members as the document writes them, and count the items of a list from 0.",
    }
    /// A part of what is signed as one.
    INDIVISIBLE_SELECTION = "proof.indivisible-selection" {
        clause: "VC Data Integrity ECDSA Cryptosuites 1.0 §3.4.15",
        means: "The pointers select a part of something that is signed as one: an ordered list, a text without its language, or embedded JSON. Shown in part, it would say what was never signed.",
        remedy: "Select the whole of it.",
    }
    /// A token that names no key.
    KEY_MISSING = "jws.key-missing" {
        clause: "Open Badges 3.0 §8.2 (JOSE header)",
        means: "The header has neither `kid` nor `jwk`, so it is not known which key signed.",
        remedy: "The issuer has to sign again with a `kid` that leads to the key.",
    }
    /// A token that names one key and brings another along.
    KEY_CONFLICT = "jws.key-conflict" {
        clause: "RFC 7515 §4.1.3, §4.1.4; RFC 8725 §3.10",
        means: "The header's `kid` leads to one key and its `jwk` is another, so two readers check the signature with two keys.",
        remedy: "Do not accept it; the issuer has to sign again with one of the two members.",
    }
    /// A token whose content type is not that of its type.
    CONTENT_TYPE = "jws.cty-mismatch" {
        clause: "VC-JOSE-COSE §3.1.1, §3.1.2",
        means: "The header's `cty` says that the token holds something else than its `typ` says.",
        remedy: "The issuer has to sign again: `cty` is `vc` beside `vc+jwt`, and `vp` beside `vp+jwt`.",
    }
    /// Bytes that are no message of COSE.
    COSE_MALFORMED = "cose.malformed" {
        clause: "RFC 9052 §3, §4.2; RFC 8949 §4.2.1",
        means: "The bytes are not a `COSE_Sign1` with its payload, written in the shortest form and with nothing behind it.",
        remedy: "Look whether the bytes were cut or decoded twice. A message with several signers is another structure, which is not read here.",
    }
    /// A header member that is not allowed.
    COSE_HEADER = "cose.header-not-allowed" {
        clause: "RFC 9052 §3.1; VC-JOSE-COSE §3.3.1",
        means: "The header has a member that such a message must not have, or has it where it is not signed.",
        remedy: "Sign again with the algorithm, both types and `kid` in the protected header.",
    }
    /// An algorithm that is not allowed.
    COSE_ALG = "cose.alg-not-allowed" {
        clause: "RFC 9052 §3.1; RFC 9053 §2",
        means: "The protected header names no algorithm, or one that is not accepted here.",
        remedy: "Sign with ES256, ES384, ES512 or EdDSA, and name it in the protected header.",
    }
    /// A type that is not expected here.
    COSE_TYPE = "cose.type-not-allowed" {
        clause: "VC-JOSE-COSE §3.3.1, §3.3.2; Token Status List §5.2; RFC 9596",
        means: "The header says that this is another kind of message, or that its payload is another kind of document.",
        remedy: "Ask the issuer for the credential itself; its type is `application/vc+cose`, that of a status list `application/statuslist+cwt`.",
    }
    /// An SD-JWT that cannot be taken apart.
    SD_JWT_MALFORMED = "sd-jwt.malformed" {
        clause: "RFC 9901 §4, §7.1, §8",
        means: "The text is not an SD-JWT, or a digest or a disclosure in it has the wrong form.",
        remedy: "Look whether the text was cut: every part, the last disclosure too, ends with `~`. Otherwise the issuer has to sign again.",
    }
    /// Digests by a hash that is not accepted.
    SD_JWT_HASH = "sd-jwt.hash-not-allowed" {
        clause: "RFC 9901 §4.1.1, §7.1, step 3.1",
        means: "The digests were made with a hash that is not accepted, so what is shown cannot be tied to what was signed.",
        remedy: "The issuer has to sign again with `sha-256`, `sha-384` or `sha-512`.",
    }
    /// A name that is for digests only.
    SD_JWT_RESERVED = "sd-jwt.reserved-name" {
        clause: "RFC 9901 §4.1, §7.1, step 3.3.3",
        means: "A member is named `_sd`, `_sd_alg` or `...` where no digest belongs, by which digests could be slipped in.",
        remedy: "Do not accept it. An issuer gives such members other names.",
    }
    /// A digest or disclosure that is there twice.
    SD_JWT_REPEATED = "sd-jwt.digest-repeated" {
        clause: "RFC 9901 §7.1, step 4",
        means: "The same digest stands in two places, so one disclosure would be read as two claims.",
        remedy: "Do not accept it; the issuer has to sign again with a new salt for each disclosure.",
    }
    /// A disclosure that nothing signed refers to.
    SD_JWT_UNREFERENCED = "sd-jwt.disclosure-unreferenced" {
        clause: "RFC 9901 §7.1, step 5",
        means: "A disclosure belongs to no digest that is signed: it was added or altered, or something that it stands in is not shown.",
        remedy: "Ask the holder to present again. A disclosure inside another needs that other one too.",
    }
    /// A disclosure in the place of another kind.
    SD_JWT_MISPLACED = "sd-jwt.disclosure-misplaced" {
        clause: "RFC 9901 §7.1, steps 3.3.2 and 3.4.2",
        means: "A disclosure of a list's item stands where a member belongs, or the other way round.",
        remedy: "Do not accept it; the issuer has to sign again.",
    }
    /// A disclosure of a name that is there already.
    SD_JWT_COLLISION = "sd-jwt.name-collision" {
        clause: "RFC 9901 §7.1, step 3.3.4",
        means: "A member that is disclosed is there already, so two readers may take two values.",
        remedy: "Do not accept it; the issuer has to sign again.",
    }
    /// Something that must not be left out.
    SD_JWT_MUST_BE_SHOWN = "sd-jwt.must-be-shown" {
        clause: "RFC 9901 §9.7; VC-JOSE-COSE §3.2",
        means: "The issuer would let a holder leave out what every verifier needs, such as when the credential ends or where its status is.",
        remedy: "Make other parts disclosable: those of the subject, for instance.",
    }
    /// Salts that protect nothing.
    SD_JWT_SALTS = "sd-jwt.salts" {
        clause: "RFC 9901 §9.3, §9.4",
        means: "There is not one fresh salt for each disclosure and each decoy. With a salt that is used twice, what is left out can be guessed.",
        remedy: "Give as many salts of 128 random bits as are needed.",
    }
    /// A key binding that cannot be taken apart.
    SD_JWT_BINDING_MALFORMED = "sd-jwt.key-binding-malformed" {
        clause: "RFC 9901 §4.3, §7.3, step 5",
        means: "The key binding behind the last `~` is of another type, or lacks `iat`, `aud`, `nonce` or `sd_hash`.",
        remedy: "Ask the holder to present again with a wallet that keeps the specification.",
    }
    /// A key binding for something else.
    SD_JWT_BINDING_MISMATCH = "sd-jwt.key-binding-mismatch" {
        clause: "RFC 9901 §7.3, step 5.7",
        means: "The key binding was signed over another SD-JWT or other disclosures: it was taken from another presentation.",
        remedy: "Do not accept it; ask the holder to present again.",
    }
    /// A claim that contradicts the credential.
    CLAIM_MISMATCH = "jwt.claim-mismatch" {
        clause: "Open Badges 3.0 §8.2; VC Data Model 1.1 §6.3.1",
        means: "A claim of the token and the credential inside say different things, so two readers see two credentials.",
        remedy: "Do not accept it; the issuer has to sign again with claims that repeat the credential.",
    }
    /// A claim that should repeat the credential and is not there.
    CLAIM_MISSING = "jwt.claim-missing" {
        clause: "Open Badges 3.0 §8.2",
        means: "The token leaves out a claim that Open Badges asks for. Readers that look at the claims only know less than the credential says.",
        remedy: "The issuer adds the claim: `iss`, `sub`, `nbf` and `jti` repeat the credential, and `exp` where it ends.",
    }
    /// A claim of the wrong type.
    CLAIM_MALFORMED = "jwt.claim-malformed" {
        clause: "RFC 7519 §4.1",
        means: "A registered claim has the wrong type: dates are numbers of seconds, identifiers are strings.",
        remedy: "The issuer has to sign again with claims of the right types.",
    }
    /// A token in the form of another version of the data model.
    FORM_MISMATCH = "jwt.form-mismatch" {
        clause: "Open Badges 3.0 §8.2; VC-JOSE-COSE §1.1.2.1",
        means: "A credential of version 1.1 stands in the claim `vc`, one of version 2.0 is the payload itself. This token mixes the two, so readers disagree on where the credential is.",
        remedy: "Do not accept it; the issuer has to sign again in the form of the credential's version.",
    }
}
