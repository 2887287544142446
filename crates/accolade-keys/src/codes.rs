//! What this crate can find.

accolade_report::codes! {
    /// A key is not well-formed in the form it claims to have.
    MALFORMED = "key.malformed" {
        clause: "RFC 7517 §4; Controlled Identifiers 1.0 §2.2; RFC 5958 §2",
        means: "The key cannot be read in the form it claims to have: a member is missing, an encoding is wrong, or the file is damaged.",
        remedy: "Export the key again, as a Multikey (`z…`), a JSON Web Key or a PKCS#8 PEM file.",
    }
    /// A multibase text is not well-formed.
    MALFORMED_MULTIBASE = "key.malformed-multibase" {
        clause: "Controlled Identifiers 1.0 §2.4",
        means: "A text is not base58btc led by `z` or unpadded base64url led by `u`.",
        remedy: "Look for a cut or altered value; `0`, `O`, `I` and `l` are not in the base58 alphabet.",
    }
    /// A kind of key that is not supported.
    UNSUPPORTED_TYPE = "key.unsupported-type" {
        clause: "Controlled Identifiers 1.0 §2.2.2; RFC 7518 §6.1",
        means: "The key is of a kind that is not supported here, so nothing signed with it can be checked.",
        remedy: "Use an Ed25519, P-256, P-384 or RSA key; P-521 and secp256k1 are read where the build has the feature `curves`.",
    }
    /// A key of the wrong length.
    WRONG_LENGTH = "key.wrong-length" {
        clause: "Controlled Identifiers 1.0 §2.2.2; RFC 7518 §6.2.1; RFC 8037 §2",
        means: "The key has more or fewer bytes than keys of its kind.",
        remedy: "Look for a cut value, or for a kind of key that does not match its bytes.",
    }
    /// Bytes that are no point of the curve.
    NOT_ON_CURVE = "key.not-on-curve" {
        clause: "SEC 1 §3.2.2.1; RFC 8032 §5.1.3",
        means: "The bytes have the right length but are no point of the curve, or not in its one canonical encoding.",
        remedy: "Treat the key as damaged or forged; ask its owner for it again.",
    }
    /// A key that protects nothing.
    TOO_WEAK = "key.too-weak" {
        clause: "RFC 7518 §3.3; RFC 8032 §8.4; NIST SP 800-186",
        means: "Anyone could forge signatures for this key: an RSA modulus below 2048 bits or an unfit exponent, or an Ed25519 key of small order.",
        remedy: "Make a new key; do not trust anything signed with this one.",
    }
    /// A secret where only a public key belongs.
    PRIVATE_MEMBER = "key.private-member" {
        clause: "Open Badges 3.0 §8.2; Controlled Identifiers 1.0 §2.2.3",
        means: "A published key contains its own secret, so anyone can sign with it.",
        remedy: "Treat the key as lost: withdraw it, make a new one and issue the credentials again.",
    }
    /// The two halves of a key pair do not belong together.
    PAIR_MISMATCH = "key.pair-mismatch" {
        clause: "RFC 7517 §9.3; FIPS 186-5 §A",
        means: "The public half stated beside a secret key is not the one that belongs to it. Signing with such a pair can give the secret away.",
        remedy: "Export the key again from where it was made.",
    }
    /// A key that its owner has set apart for something other than signatures.
    WRONG_USE = "key.wrong-use" {
        clause: "RFC 7517 §4.2, §4.3",
        means: "The JSON Web Key states a `use` or `key_ops` that leaves out the checking of signatures.",
        remedy: "Publish the key with `\"use\": \"sig\"`, or sign with the key that is meant for it.",
    }
    /// A signature that cannot be made.
    CANNOT_SIGN = "key.cannot-sign" {
        clause: "RFC 7518 §3.1",
        means: "The key and the algorithm do not go together, or this provider does not sign with that algorithm. RSA signing exists in the native provider only, because the portable implementation has an open timing advisory (RUSTSEC-2023-0071).",
        remedy: "Use the algorithm of the key, a build with the native provider, or sign the bytes elsewhere and hand the signature in.",
    }
    /// An encrypted key without its password.
    PASSWORD_NEEDED = "key.password-needed" {
        clause: "RFC 5958 §3",
        means: "The key file is encrypted and no password was given.",
        remedy: "Give the password.",
    }
    /// An encrypted key that does not open.
    WRONG_PASSWORD = "key.wrong-password" {
        clause: "RFC 8018 §6.2",
        means: "The password does not open the encrypted key file, or the file is damaged.",
        remedy: "Give the password with which the file was written.",
    }
    /// A text that is no compact JWS.
    JWS_MALFORMED = "jws.malformed" {
        clause: "RFC 7515 §7.1",
        means: "The text is not three parts of unpadded base64url joined by dots, of which the first is a JSON object.",
        remedy: "Look for a cut text, an added line break, or a token of another kind, such as an encrypted one with five parts.",
    }
    /// A header member that is not allowed.
    JWS_HEADER_NOT_ALLOWED = "jws.header-not-allowed" {
        clause: "Open Badges 3.0 §8.2; RFC 7515 §4.1.11; RFC 7797 §3",
        means: "The header has a member that this kind of token must not have, such as `crit`, `b64` or a reference to keys elsewhere, or a member of the wrong type.",
        remedy: "Sign again with `alg`, `typ` and one of `kid` and `jwk` only.",
    }
    /// An algorithm that is not allowed.
    JWS_ALG_NOT_ALLOWED = "jws.alg-not-allowed" {
        clause: "RFC 8725 §3.1; Open Badges 3.0 §8.2",
        means: "The header names no algorithm, `none`, one with a shared secret, or one that is not accepted here.",
        remedy: "Sign with RS256, ES256, ES384 or EdDSA. A token with `none` proves nothing.",
    }
    /// An algorithm that is not the key's.
    JWS_ALG_KEY_MISMATCH = "jws.alg-key-mismatch" {
        clause: "RFC 8725 §3.1; RFC 7515 §10.7",
        means: "The header names an algorithm that the key is not for. An attacker who may choose the algorithm can forge signatures.",
        remedy: "Treat it as an attack unless the issuer confirms a mistake in the header.",
    }
    /// A type of token that is not expected here.
    JWS_TYP_NOT_ALLOWED = "jws.typ-not-allowed" {
        clause: "RFC 8725 §3.11; Open Badges 3.0 §8.2",
        means: "The header says that this is another kind of token, so it was not signed to be a credential.",
        remedy: "Ask the issuer for the credential itself; its `typ` is `JWT` or `vc+jwt`.",
    }
}
