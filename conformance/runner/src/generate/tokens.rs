//! The signed files of `fixtures/tokens`: what stands in JWT, SD-JWT and COSE.

use accolade::{
    Answering, Issued, Presentable, PresentationForm, Presenter, Securing,
    json::{Limits, Value},
    keys::{CryptoProvider, Jws, KeyType, encode_base64url},
    ld::rdfc::HashAlgorithm,
    proof::sd_jwt::{SdJwt, SdJwtOptions, bind, salts_needed},
    report::Pointer,
};
use serde_json::json;

use super::{
    Files, KEY_SET, SIGNED, Signer, WEB, academy_p256, altered, credential, pretty, secret, sign, version_1,
};

/// What the verifier gave the holder.
const CHALLENGE: &str = "mooring-12";
/// Whom the holder presents to.
const DOMAIN: &str = "club.example";

pub(super) fn files() -> Files {
    let mut files = Files::new();
    for (name, text) in jwts().into_iter().chain(sd_jwts()) {
        files.insert(name, format!("{text}\n").into_bytes());
    }
    for (name, document) in documents() {
        files.insert(name, pretty(&document));
    }
    files.extend(messages());
    files
}

fn ana() -> Signer {
    Signer::known_by_key(KeyType::P256, 5)
}

/// The academy's badge about the holder.
fn badge(issuer: &Signer) -> Value {
    altered(credential(issuer.id()), &[("/credentialSubject/id", ana().id().into())])
}

fn presenter(signer: &Signer) -> Presenter {
    Presenter::new(&signer.method, signer.key.public_key().clone()).with_provider(CryptoProvider::native())
}

fn present(signer: &Signer, form: PresentationForm, credentials: &[&[u8]]) -> Issued {
    let read = |bytes: &&[u8]| Presentable::read(bytes, Limits::default()).expect("it can be presented");
    let credentials: Vec<Presentable> = credentials.iter().map(read).collect();
    let answering = Answering::default().challenge(CHALLENGE).domain(DOMAIN).secured(form);
    presenter(signer).present(&credentials, &answering, SIGNED, &signer.key).expect("it is presented")
}

/// The header of a good token of VC-JOSE-COSE.
fn header(signer: &Signer, kind: &str) -> Value {
    altered(signer.header(), &[("/typ", format!("{kind}+jwt").into()), ("/cty", kind.into())])
}

/// A presentation as a payload.
fn presentation(holder: &Signer, credential: &str) -> Value {
    let credential =
        Presentable::read(credential.as_bytes(), Limits::default()).expect("it can be presented");
    altered(
        presenter(holder).presentation(&[credential]),
        &[("/aud", DOMAIN.into()), ("/nonce", CHALLENGE.into())],
    )
}

fn jwts() -> Vec<(&'static str, String)> {
    let (issuer, ana) = (academy_p256(), ana());
    let stranger = Signer::known_by_key(KeyType::P256, 8);
    let web = Signer::known_by(&format!("{WEB}#key-2"), KeyType::P256, 2);
    let rsa = Signer::known_by(&format!("{KEY_SET}#rsa-1"), KeyType::Rsa, 0);
    let own = badge(&issuer);
    let vc = issuer.issue(&own, &Securing::VcJwt).to_text();
    let with = |edits: &[(&str, Value)]| issuer.token(&header(&issuer, "vc"), &altered(own.clone(), edits));
    let under = |edits: &[(&str, Value)]| issuer.token(&altered(header(&issuer, "vc"), edits), &own);
    let vp = presentation(&ana, &vc);
    let shown = |signer: &Signer, edits: &[(&str, Value)]| {
        signer.token(&header(signer, "vp"), &altered(vp.clone(), edits))
    };
    let old = altered(version_1(issuer.id()), &[("/credentialSubject/id", ana.id().into())]);
    let in_claim = json!({
        "iss": ana.id(), "jti": "urn:uuid:6c0f7a2e-5f0b-4b57-9a8e-8a2f3f0f1b12", "aud": [DOMAIN], "nonce": CHALLENGE,
        "vp": {
            "@context": ["https://www.w3.org/2018/credentials/v1"], "type": ["VerifiablePresentation"],
            "verifiableCredential": [issuer.issue_token(&old)],
        },
    });
    let plain = |value: &Value| ana.token(&ana.header(), value);
    vec![
        ("good/vp.jwt", present(&ana, PresentationForm::Jwt, &[vc.as_bytes()]).to_text()),
        ("good/vp-in-claim.jwt", plain(&in_claim)),
        ("good/own-end.jwt", with(&[("/exp", json!(1_800_000_000)), ("/nbf", json!(1_750_000_000))])),
        (
            "good/named-key.jwt",
            web.token(&altered(header(&web, "vc"), &[("/kid", "key-2".into())]), &badge(&web)),
        ),
        (
            "good/ps256-key.jwt",
            rsa.token(&header(&rsa, "vc"), &altered(badge(&issuer), &[("/issuer/id", super::HOST.into())])),
        ),
        ("bad/vc-claim.jwt", with(&[("/vc", own.clone())])),
        (
            "bad/vp-as-vc.jwt",
            issuer.token(&header(&issuer, "vc"), &altered(vp.clone(), &[("/holder", issuer.id().into())])),
        ),
        ("bad/vc-as-vp.jwt", issuer.token(&header(&issuer, "vp"), &own)),
        ("bad/cty.jwt", under(&[("/cty", "vp".into())])),
        ("bad/key-conflict.jwt", under(&[("/jwk", stranger.key.public_key().to_jwk())])),
        ("bad/crit.jwt", under(&[("/crit", json!(["exp"])), ("/exp", json!(1))])),
        ("bad/ended.jwt", with(&[("/exp", json!(1_770_000_000))])),
        ("bad/from-tomorrow.jwt", with(&[("/nbf", json!(1_790_000_000))])),
        ("bad/sub.jwt", with(&[("/sub", "did:example:ben".into())])),
        ("bad/both-claims.jwt", plain(&altered(in_claim.clone(), &[("/vc", old.clone())]))),
        ("bad/vp-none.jwt", {
            let header = json!({"alg": "none", "typ": "vp+jwt"});
            Jws::join(&Jws::signing_input(&header, vp.to_string().as_bytes()), b"")
        }),
        ("bad/vp-by-stranger.jwt", shown(&stranger, &[])),
        ("bad/vp-iss.jwt", shown(&ana, &[("/iss", stranger.id().into())])),
        ("bad/vp-without-nonce.jwt", {
            let mut payload = vp.clone();
            payload.as_object_mut().expect("it is an object").shift_remove("nonce");
            ana.token(&header(&ana, "vp"), &payload)
        }),
        ("bad/vp-of-altered.jwt", {
            let altered = with(&[]).replacen(".ey", ".ez", 1);
            ana.token(&header(&ana, "vp"), &presentation(&ana, &altered))
        }),
    ]
}

fn documents() -> Vec<(&'static str, Value)> {
    let (issuer, stranger) = (academy_p256(), Signer::known_by_key(KeyType::P256, 8));
    let own = badge(&issuer);
    let part = |signer: &Signer, kid: &str| {
        let protected = json!({"alg": "ES256", "typ": "vc+jwt"});
        let input = Jws::signing_input(&protected, own.to_string().as_bytes());
        let signature = sign(signer.key.key_type().algorithms()[0], &signer.key, input.as_bytes());
        let (protected, payload) = input.split_once('.').expect("two parts");
        (
            payload.to_owned(),
            json!({"protected": protected, "header": {"kid": kid}, "signature": encode_base64url(&signature)}),
        )
    };
    let (payload, own_part) = part(&issuer, &issuer.method);
    let (_, witness) = part(&stranger, &stranger.method);
    let flattened = altered(own_part.clone(), &[("/payload", payload.clone().into())]);
    let mut rsa = secret(KeyType::Rsa, 0).public_key().to_jwk();
    (rsa["kid"], rsa["alg"]) = ("rsa-1".into(), "PS256".into());
    let set = |jwk: &Value| json!({"keys": [jwk]});
    vec![
        ("good/flattened.json", flattened.clone()),
        ("good/witness.json", json!({"payload": payload, "signatures": [own_part, witness]})),
        (
            "bad/witness-only.json",
            json!({"payload": payload, "signatures": [part(&stranger, &stranger.method).1]}),
        ),
        ("bad/two-forms.json", altered(flattened.clone(), &[("/signatures", json!([]))])),
        ("bad/unsigned-alg.json", altered(flattened, &[("/header/alg", "ES256".into())])),
        ("resources/ps256-key.json", set(&rsa)),
        ("resources/ps256-key-for-encryption.json", set(&altered(rsa, &[("/use", "enc".into())]))),
    ]
}

fn digest(text: &str) -> String {
    encode_base64url(HashAlgorithm::Sha256.hash(text.as_bytes()).as_bytes())
}

fn disclosure(parts: &Value) -> String {
    encode_base64url(parts.to_string().as_bytes())
}

/// The claims that the holder may leave out.
fn places() -> Vec<Pointer> {
    [
        "/credentialSubject/creditsEarned",
        "/credentialSubject/achievement/tag/1",
        "/credentialSubject/identifier",
        "/credentialSubject/identifier/0/salt",
    ]
    .into_iter()
    .filter_map(Pointer::parse)
    .collect()
}

fn issued_sd_jwt() -> String {
    let options = SdJwtOptions::default().disclosable(places()).decoys(1).holder_key(ana().key.public_key());
    let salts = (0..salts_needed(&options)).map(|n| [u8::try_from(n).expect("a few"); 16]).collect();
    academy_p256()
        .issue(&badge(&academy_p256()), &Securing::SdJwt { options: Box::new(options), salts })
        .to_text()
}

/// With a key binding for the challenge and the domain of these fixtures.
fn bound(presented: &str, signer: &Signer) -> String {
    let prepared = bind(presented, signer.key.key_type().algorithms()[0], DOMAIN, CHALLENGE, SIGNED);
    let prepared = prepared.expect("it can be bound");
    let signature = sign(prepared.algorithm(), &signer.key, prepared.bytes_to_sign());
    prepared.finish(&signature)
}

/// A key binding of any header and claims.
fn any_binding(presented: &str, header: &Value, claims: &Value) -> String {
    format!("{presented}{}", ana().token(header, claims))
}

fn sd_jwts() -> Vec<(&'static str, String)> {
    let (issuer, ana) = (academy_p256(), ana());
    let stranger = Signer::known_by_key(KeyType::P256, 8);
    let whole = issued_sd_jwt();
    let read = SdJwt::read(&whole).expect("what was issued can be read");
    let show = |places: &[&str]| {
        let places: Vec<Pointer> = places.iter().filter_map(|place| Pointer::parse(place)).collect();
        read.present(&places).expect("it can be shown")
    };
    let (credits, nothing) = (show(&["/credentialSubject/creditsEarned"]), show(&[]));
    let mut parts = whole.trim_end_matches('~').split('~').map(str::to_owned);
    let jwt = parts.next().expect("a token");
    let all: Vec<String> = parts.collect();
    // A payload of any form, signed by the issuer.
    let payload = |edits: &[(&str, Value)]| {
        let typ = [("/typ", "vc+sd-jwt".into())];
        issuer.token(&altered(header(&issuer, "vc"), &typ), &altered(badge(&issuer), edits))
    };
    let with = |edits: &[(&str, Value)], disclosures: &[&str]| {
        let mut text = format!("{}~", payload(edits));
        for disclosure in disclosures {
            text.push_str(disclosure);
            text.push('~');
        }
        text
    };
    let member = disclosure(&json!(["salt", "term", "spring"]));
    let item = disclosure(&json!(["salt", "spring"]));
    let reserved = disclosure(&json!(["salt", "_sd", ["x"]]));
    let name = disclosure(&json!(["salt", "type", "Other"]));
    let sd = |texts: &[&str]| -> Value { texts.iter().map(|text| digest(text)).collect() };
    let subject = "/credentialSubject/_sd";
    let binding = json!({"iat": SIGNED.unix_timestamp(), "aud": DOMAIN, "nonce": CHALLENGE, "sd_hash": digest(&nothing)});
    let kb = json!({"alg": "ES256", "typ": "kb+jwt"});
    let last = bound(&credits, &ana);
    let other_binding = last.rsplit_once('~').map(|(_, binding)| binding.to_owned()).expect("a binding");
    vec![
        ("good/whole.sd-jwt", whole.clone()),
        ("good/nothing.sd-jwt", nothing.clone()),
        ("good/credits.sd-jwt", credits.clone()),
        ("good/bound.sd-jwt", bound(&credits, &ana)),
        ("good/bound-nothing.sd-jwt", bound(&nothing, &ana)),
        ("bad/cut.sd-jwt", credits.trim_end_matches('~').to_owned()),
        (
            "bad/disclosure-twice.sd-jwt",
            format!("{credits}{}~", credits.split('~').nth(1).unwrap_or_default()),
        ),
        ("bad/disclosure-added.sd-jwt", format!("{nothing}{member}~")),
        ("bad/disclosure-without-outer.sd-jwt", {
            // The salt of the identifier stands in the identifier, which is left out.
            let inner = all.iter().find(|text| {
                !show(&["/credentialSubject/creditsEarned", "/credentialSubject/achievement/tag/1"])
                    .contains(*text)
            });
            format!("{jwt}~{}~", inner.expect("there is one"))
        }),
        ("bad/not-json.sd-jwt", format!("{nothing}{}~", encode_base64url(b"[1, 2, 3]"))),
        ("bad/digest-twice.sd-jwt", with(&[(subject, sd(&[&member, &member]))], &[&member])),
        ("bad/reserved.sd-jwt", with(&[(subject, sd(&[&reserved]))], &[&reserved])),
        ("bad/placeholder-outside.sd-jwt", with(&[("/credentialSubject/...", digest(&item).into())], &[])),
        (
            "bad/placeholder-beside.sd-jwt",
            with(
                &[("/credentialSubject/achievement/tag/-", json!({"...": digest(&item), "x": 1}))],
                &[&item],
            ),
        ),
        ("bad/collision.sd-jwt", with(&[(subject, sd(&[&name]))], &[&name])),
        ("bad/item-as-member.sd-jwt", with(&[(subject, sd(&[&item]))], &[&item])),
        (
            "bad/member-as-item.sd-jwt",
            with(&[("/credentialSubject/achievement/tag/-", json!({"...": digest(&member)}))], &[&member]),
        ),
        ("bad/hash.sd-jwt", with(&[("/_sd_alg", "md5".into())], &[])),
        ("bad/altered.sd-jwt", nothing.replacen(".ey", ".ez", 1)),
        ("bad/binding-of-other.sd-jwt", format!("{nothing}{other_binding}")),
        ("bad/binding-by-stranger.sd-jwt", bound(&credits, &stranger)),
        ("bad/binding-without-holder.sd-jwt", bound(&with(&[], &[]), &ana)),
        (
            "bad/binding-of-other-type.sd-jwt",
            any_binding(&nothing, &json!({"alg": "ES256", "typ": "JWT"}), &binding),
        ),
        ("bad/binding-without-nonce.sd-jwt", {
            let mut claims = binding.clone();
            claims.as_object_mut().expect("it is an object").shift_remove("nonce");
            any_binding(&nothing, &kb, &claims)
        }),
        (
            "bad/binding-from-tomorrow.sd-jwt",
            any_binding(&nothing, &kb, &altered(binding, &[("/iat", json!(1_790_000_000))])),
        ),
    ]
}

/// CBOR by hand, since no encoder writes what these fixtures need.
fn head(major: u8, size: usize) -> Vec<u8> {
    match u8::try_from(size) {
        Ok(small @ 0..24) => vec![major << 5 | small],
        Ok(byte) => vec![major << 5 | 24, byte],
        Err(_) => {
            let size = u16::try_from(size).expect("no header is longer").to_be_bytes();
            vec![major << 5 | 25, size[0], size[1]]
        }
    }
}

fn bstr(bytes: &[u8]) -> Vec<u8> {
    [head(2, bytes.len()), bytes.to_vec()].concat()
}

fn tstr(text: &str) -> Vec<u8> {
    [head(3, text.len()), text.as_bytes().to_vec()].concat()
}

/// A map of labels and values that are written already.
fn map(members: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = head(5, members.len());
    for (label, value) in members {
        bytes.push(*label);
        bytes.extend(value);
    }
    bytes
}

/// A message of any headers.
fn message(signer: &Signer, protected: &[u8], unprotected: &[u8], payload: &Value) -> Vec<u8> {
    let payload = payload.to_string().into_bytes();
    let signed = [head(4, 4), tstr("Signature1"), bstr(protected), bstr(b""), bstr(&payload)].concat();
    let signature = sign(signer.key.key_type().algorithms()[0], &signer.key, &signed);
    [vec![0xd2, 0x84], bstr(protected), unprotected.to_vec(), bstr(&payload), bstr(&signature)].concat()
}

fn messages() -> Files {
    const ES256: [u8; 1] = [0x26];
    let (issuer, ana) = (academy_p256(), ana());
    let own = badge(&issuer);
    let good = match issuer.issue(&own, &Securing::Cose) {
        Issued::Cose(bytes) => bytes,
        other => other.to_text().into_bytes(),
    };
    let vp = match present(&ana, PresentationForm::Cose, &[&good]) {
        Issued::Cose(bytes) => bytes,
        other => other.to_text().into_bytes(),
    };
    let kid = bstr(issuer.method.as_bytes());
    let typ = |text: &str| tstr(text);
    let (alg, vc) = (ES256.to_vec(), typ("application/vc+cose"));
    let of = |members: &[(u8, Vec<u8>)]| message(&issuer, &map(members), &[0xa0], &own);
    let beside = |members: &[(u8, Vec<u8>)], unprotected: &[(u8, Vec<u8>)]| {
        message(&issuer, &map(members), &map(unprotected), &own)
    };
    let mut altered_message = good.clone();
    if let Some(last) = altered_message.last_mut() {
        *last ^= 1;
    }
    let mut other_tag = good.clone();
    other_tag[0] = 0xd1;
    // The length of the protected header in four bytes, where two do.
    let longer = {
        let size = usize::from(good[3]);
        [&good[..2], &[0x5a, 0, 0, 0, good[3]], &good[4..4 + size], &good[4 + size..]].concat()
    };
    Files::from([
        ("good/vc.cose", good.clone()),
        ("good/untagged.cose", good[1..].to_vec()),
        ("good/vp.cose", vp),
        ("good/kid-beside.cose", beside(&[(1, alg.clone()), (16, vc.clone())], &[(4, kid.clone())])),
        ("good/enveloped.json", issuer.issue(&own, &Securing::Cose).to_text().into_bytes()),
        ("bad/altered.cose", altered_message),
        ("bad/other-tag.cose", other_tag),
        ("bad/trailing.cose", [good.as_slice(), &[0]].concat()),
        ("bad/longer-length.cose", longer),
        (
            "bad/label-twice.cose",
            of(&[(1, alg.clone()), (1, alg.clone()), (4, kid.clone()), (16, vc.clone())]),
        ),
        ("bad/alg-beside.cose", beside(&[(4, kid.clone()), (16, vc.clone())], &[(1, alg.clone())])),
        ("bad/alg-missing.cose", of(&[(4, kid.clone()), (16, vc.clone())])),
        ("bad/alg-hmac.cose", of(&[(1, vec![0x05]), (4, kid.clone()), (16, vc.clone())])),
        ("bad/alg-of-other-key.cose", of(&[(1, vec![0x27]), (4, kid.clone()), (16, vc.clone())])),
        ("bad/crit.cose", of(&[(1, alg.clone()), (2, vec![0x81, 0x04]), (4, kid.clone()), (16, vc)])),
        ("bad/type.cose", of(&[(1, alg.clone()), (4, kid.clone()), (16, typ("application/cwt"))])),
        ("bad/no-key.cose", of(&[(1, alg), (16, typ("application/vc+cose"))])),
    ])
}
