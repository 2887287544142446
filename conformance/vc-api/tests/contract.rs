//! What a harness counts on without configuration: which issuers there are and where, under which URLs the server names what it
//! serves, that it knows its own lists again, that it speaks TLS, and what it does not read.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test opens a connection")]

mod support;

use std::{collections::BTreeSet, net::TcpStream, sync::Arc};

use accolade_vc_api::{Config, Tls};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    pki_types::{CertificateDer, ServerName},
};
use serde_json::{Value, json};
use support::{Server, config, credential, exchange};

/// Each instance, and the key that its `did:key` begins as.
const INSTANCES: &[(&str, &str)] = &[
    ("eddsa-rdfc-2022", "did:key:z6Mk"),
    ("eddsa-jcs-2022", "did:key:z6Mk"),
    ("ecdsa-rdfc-2019-p256", "did:key:zDna"),
    ("ecdsa-rdfc-2019-p384", "did:key:z82"),
    ("ecdsa-jcs-2019-p256", "did:key:zDna"),
    ("ecdsa-jcs-2019-p384", "did:key:z82"),
    ("ecdsa-sd-2023", "did:key:zDna"),
    ("bbs-2023", "did:key:zUC7"),
    ("ed25519signature2020", "did:key:z6Mk"),
    ("status-list", "did:key:z6Mk"),
    ("vc-jwt", "did:key:z6Mk"),
    ("vc-jwt-rs256", "did:key:z4MX"),
    ("vc-api", "did:key:z6Mk"),
];

#[test]
fn every_instance_is_named_and_issues_in_its_own_name() {
    let server = Server::start();
    let (status, told) = server.send("GET", "/.well-known/vc-conformance.json", "*/*", "");
    assert_eq!((status, &told["name"]), (200, &json!("accolade")));
    for (name, path) in [
        ("verify", "/credentials/verify"),
        ("vpVerify", "/presentations/verify"),
        ("derive", "/credentials/derive"),
        ("didResolver", "/1.0/identifiers"),
        ("didResolution", "/1.0/identifiers"),
    ] {
        assert_eq!(told[name], path);
    }
    let named: BTreeSet<_> = told["issuers"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(named, INSTANCES.iter().map(|(name, _)| *name).collect());
    for (name, prefix) in INSTANCES {
        let did = told["issuers"][name]["id"].as_str().unwrap();
        assert!(did.starts_with(prefix), "{name}: {did}");
        // The cryptosuite of Data Integrity, or the older type; none in an envelope.
        let issued = server.issue(name, &older(name));
        let proof = &issued["proof"];
        let suite = proof.get("cryptosuite").unwrap_or(&proof["type"]);
        match *name {
            "vc-jwt" => assert_eq!(issued["type"], "EnvelopedVerifiableCredential"),
            "vc-jwt-rs256" => assert!(issued.is_string()),
            "ed25519signature2020" => assert_eq!(suite, "Ed25519Signature2020"),
            "status-list" | "vc-api" => assert_eq!(suite, "eddsa-rdfc-2022"),
            _ => assert_eq!(suite, name.trim_end_matches("-p256").trim_end_matches("-p384")),
        }
        if !name.starts_with("vc-jwt") {
            assert_eq!(issued["issuer"], did, "{name}");
            let method = proof["verificationMethod"].as_str().unwrap();
            assert!(method.starts_with(&format!("{did}#")), "{name}: {method}");
        }
    }
}

/// The credential in the version of the data model that goes with an instance.
fn older(instance: &str) -> Value {
    let mut credential = credential();
    if instance == "ed25519signature2020" {
        credential["@context"] = json!(["https://www.w3.org/2018/credentials/v1"]);
        let members = credential.as_object_mut().unwrap();
        members.remove("validFrom");
        members["credentialSubject"].as_object_mut().unwrap().remove("name");
        members.insert("issuanceDate".to_owned(), "2026-01-01T00:00:00Z".into());
    }
    credential
}

#[test]
fn version_1_1_is_issued_and_verified_by_every_suite() {
    let server = Server::start();
    for (name, _) in
        INSTANCES.iter().filter(|(name, _)| !name.starts_with("vc-jwt") && *name != "status-list")
    {
        let mut undated = older("ed25519signature2020");
        undated.as_object_mut().unwrap().remove("issuanceDate");
        // Who issues says when, where the caller does not.
        let issued = server.issue(name, &undated);
        assert!(issued["issuanceDate"].is_string(), "{name}");
        if ["ecdsa-sd-2023", "bbs-2023"].contains(name) {
            continue;
        }
        let (status, answer) = server.verify(&issued);
        assert_eq!(status, 200, "{name}: {answer}");
    }
}

/// Behind a proxy the lists are named as the proxy is reached, and are known again under that name.
#[test]
fn lists_are_named_as_the_proxy_says() {
    let server = Server::start();
    let headers = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "suites.example:40443")];
    let body = json!({"credential": credential()}).to_string();
    let (status, answer) = server.ask("POST", "/issuers/status-list/credentials/issue", &headers, &body);
    assert_eq!(status, 201, "{answer}");
    let issued = &answer["verifiableCredential"];
    let entry = &issued["credentialStatus"];
    assert_eq!(entry["type"], "BitstringStatusListEntry");
    assert_eq!(entry["statusListCredential"], "https://suites.example:40443/status/revocation");
    assert_ne!(entry["id"], entry["statusListCredential"]);
    // What its two values mean, as the specification allows for one bit, and where to read more.
    assert_eq!((entry["statusMessage"].as_array().unwrap().len(), entry.get("statusSize")), (2, None));
    let (status, meaning) = server.send("GET", "/status-meaning", "*/*", "");
    assert_eq!((status, &meaning["revocation"]), (200, &entry["statusMessage"]));

    let (status, list) = server.ask("GET", "/status/revocation", &headers, "");
    assert_eq!((status, &list["id"]), (200, &entry["statusListCredential"]));
    let check = |issued: &Value| {
        let (status, answer) = server.verify(issued);
        let checks = answer["report"]["checks"].as_array().unwrap();
        let found = checks.iter().find(|check| check["id"] == "status").unwrap();
        (status, found["outcome"].as_str().unwrap().to_owned())
    };
    assert_eq!(check(issued), (200, "passed".to_owned()));
    // Set by the position alone, as a harness does that keeps nothing.
    let call = json!({"credentialStatus": {
        "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": entry["statusListIndex"],
    }, "status": true});
    assert_eq!(server.post("/credentials/status", &call).0, 200);
    assert_eq!(check(issued), (400, "failed".to_owned()));
}

#[test]
fn what_is_no_host_is_not_believed_and_what_was_told_stays() {
    let body = json!({"credential": credential()}).to_string();
    let list = |server: &Server, headers: &[(&str, &str)]| {
        let (_, answer) = server.ask("POST", "/issuers/status-list/credentials/issue", headers, &body);
        answer["verifiableCredential"]["credentialStatus"]["statusListCredential"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let server = Server::start();
    let own = format!("http://{}/status/revocation", server.address);
    assert_eq!(list(&server, &[]), own);
    assert_eq!(list(&server, &[("X-Forwarded-Host", "a.example/b?")]), own);
    assert_eq!(list(&server, &[("X-Forwarded-Proto", "javascript")]), own);
    let https = own.replace("http://", "https://");
    assert_eq!(list(&server, &[("X-Forwarded-Proto", "https")]), https);
    let told = Config { public_url: Some("https://told.example/".to_owned()), ..config() };
    let server = Server::start_with(told, None);
    let headers = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "other.example")];
    assert_eq!(list(&server, &headers), "https://told.example/status/revocation");
}

#[test]
fn it_speaks_tls_with_a_certificate_of_its_own() {
    let tls = Tls::self_made(&["localhost", "127.0.0.1"]).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(tls.certificate().to_vec())).unwrap();
    let server = Server::start_with(config(), Some(tls));
    // Whoever says nothing keeps nobody waiting.
    let _silent = TcpStream::connect(server.address).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let client = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let client = Arc::new(client.with_root_certificates(roots).with_no_client_auth());
    let name = ServerName::try_from("localhost").unwrap();
    let stream = TcpStream::connect(server.address).unwrap();
    let stream = StreamOwned::new(ClientConnection::new(client, name).unwrap(), stream);
    let body = json!({"credential": credential()}).to_string();
    let path = "/issuers/status-list/credentials/issue";
    let (status, head, body) = exchange(stream, "localhost", "POST", path, &[], &body);
    assert_eq!(status, 201, "{head}");
    let issued: Value = serde_json::from_str(&body).unwrap();
    let list = issued["verifiableCredential"]["credentialStatus"]["statusListCredential"].as_str().unwrap();
    assert!(list.starts_with("https://127.0.0.1:"), "{list}");
}

#[test]
fn what_is_described_is_there() {
    let server = Server::start();
    let (status, described) = server.send("GET", "/openapi.json", "*/*", "");
    assert_eq!((status, &described["openapi"]), (200, &json!("3.1.0")));
    assert_eq!(described["servers"][0]["url"], format!("http://{}", server.address));
    let paths = described["paths"].as_object().unwrap();
    for (path, verbs) in paths {
        let path = path.replace("{instance}", "vc-api").replace("{list}", "revocation");
        let path = path.replace("{identifier}", "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK");
        for verb in verbs.as_object().unwrap().keys() {
            let (status, answer) = server.send(&verb.to_uppercase(), &path, "*/*", "{}");
            assert!(![404, 405, 500].contains(&status), "{verb} {path}: {status} {answer}");
        }
    }
    assert!(paths.len() > 10, "only {} paths", paths.len());
}

#[test]
fn more_than_is_read_is_refused() {
    let server = Server::start();
    let large = format!("{{\"verifiableCredential\": \"{}\"}}", "x".repeat(9 << 20));
    assert_eq!(server.send("POST", "/credentials/verify", "*/*", &large).0, 413);
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    let (status, answer) = server.send("POST", "/credentials/verify", "*/*", &deep);
    assert_eq!(status, 400, "{answer}");
    // And it still answers.
    assert_eq!(server.send("GET", "/openapi.json", "*/*", "").0, 200);
}
