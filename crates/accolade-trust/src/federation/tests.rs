use accolade_keys::{Algorithm, CryptoProvider, Jwk, Jws, KeyType, SecretKey};
use serde_json::{Value, json};
use time::{OffsetDateTime, macros::datetime};

use super::{Anchor, Federation};

const NOW: OffsetDateTime = datetime!(2026-06-01 00:00 UTC);
const ANCHOR: &str = "https://federation.example";
const BODY: &str = "https://body.federation.example";
const COLLEGE: &str = "https://college.example";

fn key(seed: u8) -> SecretKey {
    SecretKey::generate(KeyType::Ed25519, &[seed; 64]).unwrap()
}

fn keys(seed: u8) -> Value {
    let mut jwk = key(seed).public_key().to_jwk();
    jwk["kid"] = json!(format!("key-{seed}"));
    json!({"keys": [jwk]})
}

fn anchors() -> Vec<Anchor> {
    vec![Anchor { id: ANCHOR.to_owned(), keys: Jwk::set_from_value(&keys(1)).unwrap() }]
}

/// A statement signed with the key of that number.
fn statement(seed: u8, iss: &str, sub: &str, more: Value) -> String {
    let mut claims =
        json!({"iss": iss, "sub": sub, "iat": NOW.unix_timestamp() - 60, "exp": NOW.unix_timestamp() + 60});
    claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let header = json!({"alg": "EdDSA", "typ": "entity-statement+jwt", "kid": format!("key-{seed}")});
    let input = Jws::signing_input(&header, claims.to_string().as_bytes());
    Jws::join(
        &input,
        &CryptoProvider::portable().sign(Algorithm::EdDsa, &key(seed), input.as_bytes()).unwrap(),
    )
}

fn own(more: Value) -> String {
    let mut claims = json!({
        "jwks": keys(3), "authority_hints": [BODY],
        "metadata": {"federation_entity": {"organization_name": "Own name"}, "openid_credential_issuer": {"display": ["a", "b"]}},
    });
    claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    statement(3, COLLEGE, COLLEGE, claims)
}

/// The college, below a body, below the anchor; with more in the statements of each.
fn ask(by_body: Value, by_anchor: Value) -> Result<Option<super::Member>, String> {
    let with = |keys: Value, more: Value| {
        let mut claims = json!({"jwks": keys});
        claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        claims
    };
    let statements = [
        own(json!({})),
        statement(2, BODY, COLLEGE, with(keys(3), by_body)),
        statement(1, ANCHOR, BODY, with(keys(2), by_anchor)),
    ];
    find(&statements, &anchors())
}

fn find(statements: &[String], anchors: &[Anchor]) -> Result<Option<super::Member>, String> {
    let texts: Vec<&str> = statements.iter().map(String::as_str).collect();
    let federation = Federation::read(&texts).map_err(|error| error.code().to_string())?;
    federation
        .find(COLLEGE, anchors, NOW, &CryptoProvider::portable())
        .map_err(|error| error.code().to_string())
}

#[test]
fn a_chain_leads_to_its_anchor() {
    let superior = json!({"metadata": {"federation_entity": {"organization_name": "Harbour College"}}});
    let member = ask(superior, json!({})).unwrap().unwrap();
    assert_eq!(member.names, ["Harbour College"], "the superior's word stands above its own");
    assert_eq!(member.chain, [BODY, ANCHOR]);
    assert_eq!(member.entity_types, ["federation_entity", "openid_credential_issuer"]);
}

#[test]
fn constraints_are_kept() {
    let of =
        |constraints: Value| ask(json!({}), json!({"constraints": constraints})).map(|found| found.is_some());
    let broken = Err("trust.chain-constraint".to_owned());
    assert_eq!(of(json!({"max_path_length": 1})), Ok(true));
    assert_eq!(of(json!({"max_path_length": 0})), broken);
    assert_eq!(of(json!({"max_path_length": "1"})), broken);
    let names = |kind: &str, names: &[&str]| of(json!({"naming_constraints": {kind: names}}));
    assert_eq!(names("permitted", &["college.example", ".federation.example"]), Ok(true));
    assert_eq!(names("permitted", &["college.example"]), broken, "the body between has to be among them too");
    assert_eq!(names("permitted", &[".example"]), Ok(true));
    assert_eq!(names("permitted", &["ollege.example", ".federation.example"]), broken);
    assert_eq!(names("excluded", &[".college.example"]), Ok(true));
    assert_eq!(names("excluded", &["college.example"]), broken);
    assert_eq!(of(json!({"allowed_entity_types": ["openid_credential_issuer"]})), Ok(true));
    assert_eq!(of(json!({"allowed_entity_types": ["openid_provider"]})), broken);
}

#[test]
fn superiors_have_the_last_word() {
    let of = |below: Value, above: Value| {
        let policy = |operators: Value| json!({"metadata_policy": {"federation_entity": {"organization_name": operators}}});
        ask(policy(below), policy(above)).map(|found| found.unwrap().names)
    };
    let broken = Err("trust.chain-policy".to_owned());
    assert_eq!(of(json!({"value": "Renamed"}), json!({})), Ok(vec!["Renamed".to_owned()]));
    assert_eq!(of(json!({"value": "Renamed"}), json!({"value": "Named"})), Ok(vec!["Named".to_owned()]));
    assert_eq!(of(json!({"value": "Renamed"}), json!({"one_of": ["Own name"]})), broken);
    assert_eq!(of(json!({"value": null}), json!({"essential": true})), broken);
    assert_eq!(
        of(json!({"value": null}), json!({"default": "Anybody", "essential": true})),
        Ok(vec!["Anybody".to_owned()])
    );
    let lists = |operators: Value| {
        ask(json!({"metadata_policy": {"openid_credential_issuer": {"display": operators}}}), json!({}))
    };
    assert!(lists(json!({"subset_of": ["a"], "superset_of": ["a"]})).is_ok());
    assert_eq!(lists(json!({"subset_of": ["a"], "superset_of": ["b"]})).unwrap_err(), "trust.chain-policy");
    assert!(lists(json!({"add": ["c"], "superset_of": ["c"]})).is_ok());
    let critical = ask(json!({"metadata_policy_crit": ["regexp"]}), json!({}));
    assert_eq!(critical.unwrap_err(), "trust.statement-critical");
}

#[test]
fn what_is_not_vouched_for_does_not_count() {
    let about = |seed, more| statement(seed, ANCHOR, COLLEGE, more);
    let hinted = own(json!({"authority_hints": [ANCHOR]}));
    for (why, statements, expected) in [
        ("direct", vec![hinted.clone(), about(1, json!({"jwks": keys(3)}))], Ok(true)),
        ("only its own word", vec![hinted.clone()], Ok(false)),
        (
            "another's signature",
            vec![hinted.clone(), about(4, json!({"jwks": keys(3)}))],
            Err("trust.statement-not-verified"),
        ),
        (
            "other keys",
            vec![hinted.clone(), about(1, json!({"jwks": keys(4)}))],
            Err("trust.statement-not-verified"),
        ),
        ("no keys", vec![hinted.clone(), about(1, json!({}))], Err("trust.chain-incomplete")),
        ("no own statement", vec![about(1, json!({"jwks": keys(3)}))], Err("trust.chain-incomplete")),
        ("no hint", vec![own(json!({})), about(1, json!({"jwks": keys(3)}))], Err("trust.chain-incomplete")),
        (
            "expired",
            vec![hinted.clone(), about(1, json!({"jwks": keys(3), "exp": NOW.unix_timestamp()}))],
            Err("trust.statement-not-in-force"),
        ),
        (
            "early",
            vec![hinted.clone(), about(1, json!({"jwks": keys(3), "iat": NOW.unix_timestamp() + 1}))],
            Err("trust.statement-not-in-force"),
        ),
        (
            "critical",
            vec![hinted.clone(), about(1, json!({"jwks": keys(3), "crit": ["fee"]}))],
            Err("trust.statement-critical"),
        ),
        (
            "understood",
            vec![hinted.clone(), about(1, json!({"jwks": keys(3), "crit": ["constraints"]}))],
            Ok(true),
        ),
        ("no issuer", vec![about(1, json!({"iss": 7}))], Err("trust.statement-malformed")),
    ] {
        let found = find(&statements, &anchors()).map(|found| found.is_some());
        assert_eq!(found, expected.map_err(str::to_owned), "{why}");
    }
    let good = [hinted, about(1, json!({"jwks": keys(3)}))];
    assert_eq!(find(&good, &[]), Err("trust.anchor-not-listed".to_owned()));
}

#[test]
fn a_circle_ends() {
    let bodies: Vec<String> = (0..40).map(|n| format!("https://b{n}.example")).collect();
    let mut statements = vec![own(json!({}))];
    for one in &bodies {
        statements.push(statement(2, one, COLLEGE, json!({"jwks": keys(3)})));
        statements.extend(
            bodies
                .iter()
                .filter(|other| *other != one)
                .map(|other| statement(2, one, other, json!({"jwks": keys(2)}))),
        );
    }
    // Nobody follows all the ways that there are among forty, and that is said.
    assert_eq!(find(&statements, &anchors()), Err("trust.chain-too-long".to_owned()));
    let circle = [
        own(json!({})),
        statement(2, BODY, COLLEGE, json!({"jwks": keys(3)})),
        statement(2, "https://b0.example", BODY, json!({"jwks": keys(2)})),
        statement(2, BODY, "https://b0.example", json!({"jwks": keys(2)})),
    ];
    assert_eq!(find(&circle, &anchors()), Err("trust.anchor-not-listed".to_owned()));
}
