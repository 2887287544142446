//! The samples of the verifier page in `fixtures/samples`: one course, four badges of it, and the list of those revoked.

use accolade::{
    bake::{BakeOptions, bake},
    json::{Limits, Value, parse},
    keys::KeyType,
    status::Ledger,
};
use serde_json::json;

use super::{Files, Securing, Signer, altered, pretty, read};

/// Where the university keeps the list of what it revoked.
const LIST: &str = "https://harbour.example/status/1";
/// The revoked badge's own place in it.
const INDEX: u64 = 40_213;
/// The university as it is known by a document at its own host.
const WEB: &str = "did:web:harbour.example";

pub(super) fn files() -> Files {
    let university = Signer::known_by_key(KeyType::Ed25519, 12);
    let elsewhere = Signer::known_by(&format!("{WEB}#key-1"), KeyType::Ed25519, 12);
    let genuine = university.sign(&course(university.id()));
    let status = json!({
        "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": INDEX.to_string(),
        "statusListCredential": LIST,
    });
    let revoked = altered(
        course(university.id()),
        &[
            ("/id", json!("urn:uuid:3e8a1f60-52c4-4d0b-9a57-61f2c08be3d5")),
            ("/credentialSubject/identifier", json!([plain("Tomas Berg")])),
            ("/credentialStatus", status),
        ],
    );
    let unreachable = altered(
        course(elsewhere.id()),
        &[
            ("/id", json!("urn:uuid:3e8a1f60-52c4-4d0b-9a57-61f2c08be3d6")),
            ("/credentialSubject/identifier", json!([plain("Aoife Byrne")])),
        ],
    );
    let mut ledger = Ledger::new("revocation", 1, 131_072).expect("it is long enough");
    ledger.set(INDEX, 1).expect("it is in the list");
    let list =
        altered(ledger.credential(LIST, university.id()), &[("/validFrom", json!("2026-02-01T00:00:00Z"))]);

    // As somebody with a text editor would do it.
    let better = genuine.replace("\"84\"", "\"94\"");
    assert_ne!(better, genuine, "the grade stands in the badge");
    Files::from([
        ("genuine.svg", medal(&genuine)),
        ("altered.svg", medal(&better)),
        ("revoked.svg", medal(&university.sign(&revoked))),
        ("unreachable.svg", medal(&elsewhere.sign(&unreachable))),
        ("status-list.json", pretty(&university.prove(&list, "eddsa-rdfc-2022", university.options()))),
    ])
}

impl Signer {
    /// A credential as text.
    fn sign(&self, credential: &Value) -> String {
        self.issue(credential, &Securing::Cryptosuite("eddsa-rdfc-2022".to_owned())).to_text()
    }
}

fn course(issuer: &str) -> Value {
    let mut credential =
        parse(&read("samples/course.json"), &Limits::default()).expect("the template is JSON");
    credential["issuer"]["id"] = issuer.into();
    credential
}

fn plain(name: &str) -> Value {
    json!({"type": "IdentityObject", "identityType": "name", "hashed": false, "identityHash": name})
}

fn medal(credential: &str) -> Vec<u8> {
    bake(&read("samples/medal.svg"), credential, &BakeOptions::default())
        .expect("a plain drawing can be baked")
}
