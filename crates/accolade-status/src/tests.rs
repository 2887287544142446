use accolade_report::Severity;
use base64ct::{Base64UrlUnpadded, Encoding};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// The list of 131,072 zeros that Bitstring Status List 1.0 prints, example 3.
const ZEROS: &str = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";

fn entry(index: Value) -> Value {
    json!({
        "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": index,
        "statusListCredential": "https://school.example/status/3",
    })
}

fn with(mut value: Value, name: &str, member: Value) -> Value {
    value[name] = member;
    value
}

fn list(encoded: &str) -> Value {
    json!({
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "credentialSubject": {"type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": encoded},
    })
}

fn refused(result: Result<impl std::fmt::Debug, StatusError>) -> &'static str {
    result.unwrap_err().code().as_str()
}

#[test]
fn reads_the_list_of_the_specification() {
    let list = StatusList::read(&list(ZEROS), Method::Bitstring).unwrap();
    assert_eq!(list.entries(1), 131_072);
    let status = list.status(&Entry::read(&entry("94567".into())).unwrap()).unwrap();
    assert_eq!((status.value, status.meaning, status.message), (0, Meaning::Clear, None));
}

#[test]
fn takes_an_index_for_what_it_is() {
    for (index, read) in [
        (json!("94567"), Ok((94567, false))),
        (json!("0"), Ok((0, false))),
        (json!(7), Ok((7, true))),
        (json!("123456789012345678901234567890"), Ok((u64::MAX, false))),
        (json!(1.0), Err("status.index-malformed")),
        (json!(1.5), Err("status.index-malformed")),
        (json!(-1), Err("status.index-malformed")),
        (json!("-1"), Err("status.index-malformed")),
        (json!("+1"), Err("status.index-malformed")),
        (json!("1e3"), Err("status.index-malformed")),
        (json!("0x10"), Err("status.index-malformed")),
        (json!(" 1"), Err("status.index-malformed")),
        (json!(""), Err("status.index-malformed")),
        (json!("١"), Err("status.index-malformed")),
        (json!(["1"]), Err("status.index-malformed")),
        (json!(null), Err("status.index-malformed")),
    ] {
        let found = Entry::read(&entry(index.clone()));
        let found = found.map(|e| (e.index, e.index_is_number)).map_err(|e| e.code().as_str());
        assert_eq!(found, read, "{index}");
    }
}

#[test]
fn an_index_beyond_the_list_is_nobodys() {
    let list = StatusList::read(&list(ZEROS), Method::Bitstring).unwrap();
    for (index, is_there) in [("131071", true), ("131072", false), ("99999999999999999999999", false)] {
        let entry = Entry::read(&entry(index.into())).unwrap();
        match list.status(&entry) {
            Ok(status) => assert!(is_there && status.value == 0, "{index}"),
            Err(error) => assert!(!is_there && error.code() == codes::INDEX_OUT_OF_RANGE, "{index}: {error}"),
        }
    }
}

#[test]
fn refuses_entries_that_cannot_be_read() {
    let good = entry("1".into());
    let (one, two) = (json!({"status": "0x0", "message": "a"}), json!({"status": "0x1", "message": "b"}));
    for (entry, code) in [
        (with(good.clone(), "type", json!("SomethingElse")), "status.entry-malformed"),
        (with(good.clone(), "statusPurpose", json!(1)), "status.entry-malformed"),
        (with(good.clone(), "statusPurpose", json!("")), "status.entry-malformed"),
        (
            with(good.clone(), "statusListCredential", json!({"id": "https://a.example"})),
            "status.entry-malformed",
        ),
        (with(good.clone(), "statusListCredential", json!("status/3")), "status.entry-malformed"),
        (with(good.clone(), "statusSize", json!(0)), "status.entry-malformed"),
        (with(good.clone(), "statusSize", json!("2")), "status.entry-malformed"),
        (with(good.clone(), "statusSize", json!(17)), "status.entry-malformed"),
        (with(good.clone(), "statusSize", json!(2)), "status.messages-mismatch"),
        (with(good.clone(), "statusMessage", json!([one])), "status.messages-mismatch"),
        (with(good.clone(), "statusMessage", json!([one, one])), "status.messages-mismatch"),
        (with(good.clone(), "statusMessage", json!([one, two, two])), "status.messages-mismatch"),
        (
            with(good.clone(), "statusMessage", json!([one, {"status": "1", "message": "b"}])),
            "status.entry-malformed",
        ),
        (
            with(good.clone(), "statusMessage", json!([one, {"status": "0x2", "message": "b"}])),
            "status.messages-mismatch",
        ),
        (with(good.clone(), "statusReference", json!([1])), "status.entry-malformed"),
    ] {
        assert_eq!(refused(Entry::read(&entry)), code, "{entry}");
    }
    let unknown = Entry::read(&with(good, "type", json!("SomethingElse"))).unwrap_err();
    assert_eq!(unknown.into_finding(&accolade_report::Pointer::root()).severity, Severity::Undetermined);
}

#[test]
fn refuses_lists_that_cannot_be_read() {
    let bytes = Base64UrlUnpadded::decode_vec(&ZEROS[1..]).unwrap();
    let text = |bytes: &[u8]| format!("u{}", Base64UrlUnpadded::encode_string(bytes));
    let (mut trailing, mut altered) = (bytes.clone(), bytes.clone());
    trailing.push(0);
    let last = altered.len() - 5;
    altered[last] ^= 1;
    let two_members = [bytes.clone(), bytes.clone()].concat();
    let zlib = {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut encoder, &[0; 16_384]).unwrap();
        encoder.finish().unwrap()
    };
    for (encoded, code) in [
        (ZEROS[1..].to_owned(), "status.list-encoding"),
        (format!("z{}", &ZEROS[1..]), "status.list-encoding"),
        (format!("{ZEROS}="), "status.list-encoding"),
        ("u***".to_owned(), "status.list-encoding"),
        ("u".to_owned(), "status.list-compression"),
        (text(&bytes[..bytes.len() - 9]), "status.list-compression"),
        (text(&bytes[..12]), "status.list-compression"),
        (text(&trailing), "status.list-compression"),
        (text(&altered), "status.list-compression"),
        (text(&two_members), "status.list-compression"),
        (text(&[0; 16_384]), "status.list-compression"),
        (text(&zlib), "status.list-compression"),
        (encoding::compress(&vec![0; MOST_BYTES + 1]), "status.list-too-large"),
    ] {
        assert_eq!(refused(StatusList::read(&list(&encoded), Method::Bitstring)), code, "{encoded}");
    }
    let good = list(ZEROS);
    let subject = |name: &str, member: Value| {
        with(good.clone(), "credentialSubject", with(good["credentialSubject"].clone(), name, member))
    };
    for (list, code) in [
        (with(good.clone(), "type", json!("VerifiableCredential")), "status.list-type"),
        (subject("type", json!("StatusList2021")), "status.list-type"),
        (with(good.clone(), "credentialSubject", json!([good["credentialSubject"]])), "status.list-type"),
        (subject("encodedList", json!([ZEROS])), "status.list-malformed"),
        (subject("statusPurpose", json!(null)), "status.list-malformed"),
        (subject("statusPurpose", json!([])), "status.list-malformed"),
        (subject("ttl", json!("5 minutes")), "status.list-malformed"),
    ] {
        assert_eq!(refused(StatusList::read(&list, Method::Bitstring)), code, "{list}");
    }
}

#[test]
fn a_bomb_is_given_up_at_the_limit() {
    // 64 MiB of zeros in less than 100 kB.
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let block = vec![0; 1 << 20];
    for _ in 0..64 {
        std::io::Write::write_all(&mut encoder, &block).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let encoded = format!("u{}", Base64UrlUnpadded::encode_string(&bomb));
    assert_eq!(refused(StatusList::read(&list(&encoded), Method::Bitstring)), "status.list-too-large");
}

#[test]
fn a_list_is_kept_for_its_purposes_and_in_its_size() {
    let both = with(
        list(ZEROS),
        "credentialSubject",
        json!({
            "type": "BitstringStatusList", "statusPurpose": ["revocation", "suspension"], "encodedList": ZEROS, "ttl": 300_000,
        }),
    );
    let both = StatusList::read(&both, Method::Bitstring).unwrap();
    assert_eq!(both.ttl_seconds(), Some(300));
    for (purpose, fits) in [("revocation", true), ("suspension", true), ("message", false)] {
        let entry = Entry::read(&with(entry("1".into()), "statusPurpose", purpose.into())).unwrap();
        assert_eq!(both.status(&entry).is_ok(), fits, "{purpose}");
    }
    let wide = with(
        list(ZEROS),
        "credentialSubject",
        json!({
            "type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": ZEROS, "statusSize": 2,
        }),
    );
    let wide = StatusList::read(&wide, Method::Bitstring).unwrap();
    assert_eq!(refused(wide.status(&Entry::read(&entry("1".into())).unwrap())), "status.size-mismatch");
    // Twice as wide, the list has half as many entries, which are too few.
    let messages: Vec<Value> =
        (0..4).map(|value| json!({"status": format!("0x{value}"), "message": "any"})).collect();
    let two = with(with(entry("1".into()), "statusSize", json!(2)), "statusMessage", json!(messages));
    let plain = StatusList::read(&list(ZEROS), Method::Bitstring).unwrap();
    assert_eq!(refused(plain.status(&Entry::read(&two).unwrap())), "status.list-too-short");
}

#[test]
fn forerunners_are_read_with_and_without_the_letter() {
    let entry = json!({
        "type": "StatusList2021Entry", "statusPurpose": "revocation", "statusListIndex": "5",
        "statusListCredential": "https://school.example/status/3",
    });
    let entry = Entry::read(&entry).unwrap();
    for encoded in [ZEROS, &ZEROS[1..], &format!("{}==", &ZEROS[1..])] {
        let list = json!({
            "type": ["VerifiableCredential", "StatusList2021Credential"],
            "credentialSubject": {"type": "StatusList2021", "statusPurpose": "revocation", "encodedList": encoded},
        });
        let list = StatusList::read(&list, entry.method).unwrap();
        assert_eq!(list.status(&entry).unwrap().meaning, Meaning::Clear);
    }
    let oldest = json!({
        "type": "RevocationList2020Status", "revocationListIndex": "5",
        "revocationListCredential": "https://school.example/status/3",
    });
    let oldest = Entry::read(&oldest).unwrap();
    let list = json!({
        "type": ["VerifiableCredential", "RevocationList2020Credential"],
        "credentialSubject": {"type": "RevocationList2020", "encodedList": &ZEROS[1..]},
    });
    assert_eq!(StatusList::read(&list, oldest.method).unwrap().status(&oldest).unwrap().value, 0);
    assert_eq!(refused(StatusList::read(&list, Method::Bitstring)), "status.list-type");
}

/// The two lists that the Token Status List draft prints, §4.1.
#[test]
fn reads_the_lists_of_tokens() {
    let read = |bits: u64, lst: &str, index: u64| {
        let claim = json!({"status_list": {"idx": index, "uri": "https://school.example/statuslists/1"}});
        let entry = Entry::read_claim(&claim).unwrap();
        let list = StatusList::read_token(&json!({"status_list": {"bits": bits, "lst": lst}, "ttl": 43200}))
            .unwrap();
        assert_eq!(list.ttl_seconds(), Some(43200));
        list.status(&entry)
    };
    let one = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1];
    for (index, value) in (0..).zip(one) {
        assert_eq!(read(1, "eNrbuRgAAhcBXQ", index).unwrap().value, value, "{index}");
    }
    assert_eq!(refused(read(1, "eNrbuRgAAhcBXQ", 16)), "status.index-out-of-range");
    let two = [(1, Meaning::Revoked), (2, Meaning::Suspended), (0, Meaning::Clear), (3, Meaning::Other)];
    for (index, (value, meaning)) in (0..).zip(two) {
        let status = read(2, "eNo76fITAAPfAgc", index).unwrap();
        assert_eq!((status.value, status.meaning), (value, meaning), "{index}");
    }
    for (list, code) in [
        (json!({"status_list": {"bits": 3, "lst": "eNrbuRgAAhcBXQ"}}), "status.list-malformed"),
        (json!({"status_list": {"bits": 1}}), "status.list-malformed"),
        (json!({"status_list": {"bits": 1, "lst": "eNrbuRgAAhc"}}), "status.list-compression"),
        (json!({"status_list": {"bits": 1, "lst": &ZEROS[1..]}}), "status.list-compression"),
        (json!({}), "status.list-malformed"),
    ] {
        assert_eq!(refused(StatusList::read_token(&list)), code, "{list}");
    }
    for (claim, code) in [
        (json!({}), "status.entry-malformed"),
        (json!({"status_list": {"idx": "1", "uri": "https://a.example"}}), "status.index-malformed"),
        (json!({"status_list": {"idx": 1.5, "uri": "https://a.example"}}), "status.index-malformed"),
        (json!({"status_list": {"idx": 1}}), "status.entry-malformed"),
    ] {
        assert_eq!(refused(Entry::read_claim(&claim)), code, "{claim}");
    }
}

#[test]
fn lists_of_identifiers_name_who_was_revoked() {
    let list = RevocationList::read(&json!({
        "id": "https://school.example/revoked", "issuer": "https://school.example",
        "revokedCredential": [
            {"id": "urn:a", "revocationReason": "an error"}, {"id": "urn:b", "revoked": true}, {"id": "urn:c", "revoked": false},
        ],
    }))
    .unwrap();
    assert_eq!(list.issuer.as_deref(), Some("https://school.example"));
    let revoked = |reason: Option<&str>| Listed::Revoked { reason: reason.map(str::to_owned) };
    for (id, listed) in [
        ("urn:a", revoked(Some("an error"))),
        ("urn:b", revoked(None)),
        ("urn:c", Listed::No),
        ("urn:d", Listed::No),
    ] {
        assert_eq!(list.find(id), listed, "{id}");
    }
    let other = RevocationList::read(&json!({"revokedCredentials": [{"id": "urn:a"}]})).unwrap();
    assert_eq!(other.find("urn:a"), revoked(None));
    for bad in [
        json!({}),
        json!({"revokedCredential": ["urn:a"]}),
        json!({"revokedCredential": [{"id": "a", "revoked": "no"}]}),
    ] {
        assert_eq!(refused(RevocationList::read(&bad)), "status.list-malformed", "{bad}");
    }
}

#[test]
fn a_ledger_gives_every_entry_once() {
    let mut ledger = Ledger::new("revocation", 1, FEWEST_ENTRIES).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for step in 0..300_u64 {
        let index = ledger.allocate(step.wrapping_mul(0x9e37_79b9_7f4a_7c15)).unwrap();
        assert!(seen.insert(index), "{index} twice");
    }
    assert_eq!(ledger.taken(), 300);
    // The lowest and the highest entropy give the first and the last free entry.
    assert_eq!(Ledger::new("a", 1, FEWEST_ENTRIES).unwrap().allocate(0), Ok(0));
    assert_eq!(Ledger::new("a", 1, FEWEST_ENTRIES).unwrap().allocate(u64::MAX), Ok(131_071));
    let mut full = ledger.to_value();
    full["taken"] = encoding::compress(&[0xff; 16_384]).into();
    assert_eq!(refused(Ledger::from_value(&full).unwrap().allocate(1)), "status.index-out-of-range");
    full["taken"] = encoding::compress(&[0xff; 16_383]).into();
    assert_eq!(refused(Ledger::from_value(&full)), "status.list-malformed");
    assert_eq!(refused(ledger.set(0, 2)), "status.entry-malformed");
    assert_eq!(refused(ledger.set(131_072, 1)), "status.index-out-of-range");
    assert_eq!(refused(Ledger::new("a", 3, FEWEST_ENTRIES)), "status.entry-malformed");
    assert_eq!(refused(Ledger::new("a", 1, 1 << 40)), "status.list-too-large");
}

/// The test vectors that the draft prints in appendix A, of 2^20 entries each.
#[test]
fn reads_the_long_lists_of_tokens() {
    let one = "eNrt3AENwCAMAEGogklACtKQPg9LugC9k_ACvreiogEAAKkeCQAAAAAAAAAAAAAAAAAAAIBylgQAAAAAAAAAAAAAAAAAAAAAAAAA\
        AAAAAAAAAAAAAAAAAAAAAAAAAAAAXG9IAAAAAAAAAPwsJAAAAAAAAAAAAAAAvhsSAAAAAAAAAAAA7KpLAAAAAAAAAAAAAAAAAAAA\
        AJsLCQAAAAAAAAAAADjelAAAAAAAAAAAKjDMAQAAAACAZC8L2AEb";
    let two = "eNrt2zENACEQAEEuoaBABP5VIO01fCjIHTMStt9ovGVIAAAAAABAbiEBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEB5\
        WwIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
        AAAAAAAAAID0ugQAAAAAAAAAAAAAAAAAQG12SgAAAAAAAAAAAAAAAAAAAAAAAAAAAOCSIQEAAAAAAAAAAAAAAAAAAAAAAAD8ExIA\
        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAwJEuAQAAAAAAAAAAAAAAAAAAAAAAAMB9SwIAAAAAAAAAAAAAAAAAAACoYUoA\
        AAAAAAAAAAAAAEBqH81gAQw";
    for (bits, lst, set) in [
        (
            1,
            one,
            vec![
                (0, 1),
                (1993, 1),
                (25_460, 1),
                (159_495, 1),
                (495_669, 1),
                (554_353, 1),
                (645_645, 1),
                (723_232, 1),
                (854_545, 1),
                (934_534, 1),
                (1_000_345, 1),
            ],
        ),
        (
            2,
            two,
            vec![
                (0, 1),
                (1993, 2),
                (25_460, 1),
                (159_495, 3),
                (495_669, 1),
                (554_353, 1),
                (645_645, 2),
                (723_232, 1),
                (854_545, 1),
                (934_534, 2),
                (1_000_345, 3),
            ],
        ),
    ] {
        let list = StatusList::read_token(&json!({"status_list": {"bits": bits, "lst": lst}})).unwrap();
        assert_eq!(list.entries(bits), 1 << 20);
        let set: std::collections::BTreeMap<u64, u64> = set.into_iter().collect();
        for index in (0..1 << 20).step_by(31).chain(set.keys().copied()) {
            let entry = Entry::read_claim(&Ledger::claim("https://school.example/status/1", index)).unwrap();
            assert_eq!(list.status(&entry).unwrap().value, set.get(&index).copied().unwrap_or(0), "{index}");
        }
        // What is made of the same values reads the same.
        let mut ledger = Ledger::new("revocation", bits, 1 << 20).unwrap();
        for (index, value) in &set {
            ledger.set(*index, *value).unwrap();
        }
        let made = ledger.token_claims("https://school.example/status/1", 0, None, None).unwrap();
        assert_eq!(StatusList::read_token(&made).unwrap(), list);
    }
}

#[test]
fn wide_entries_say_what_their_values_mean() {
    let ledger = Ledger::new("message", 2, FEWEST_ENTRIES).unwrap();
    assert!(!ledger.is_described());
    assert_eq!(
        refused(Entry::read(&ledger.entry("https://a.example/1", 5))),
        "status.messages-mismatch",
        "which is why an issuer has to describe them"
    );
    let texts = |number: usize| (0..number).map(|value| format!("m{value}")).collect::<Vec<_>>();
    assert_eq!(refused(ledger.clone().with_messages(texts(3))), "status.messages-mismatch");
    let ledger = ledger.with_messages(texts(4)).unwrap();
    let entry = Entry::read(&ledger.entry("https://a.example/1", 5)).unwrap();
    assert_eq!(entry.messages.last(), Some(&(3, "m3".to_owned())));
    assert_eq!(Ledger::from_value(&ledger.to_value()).unwrap(), ledger);
    let mut broken = ledger.to_value();
    broken["messages"] = json!(["m0", 1, "m2", "m3"]);
    assert_eq!(refused(Ledger::from_value(&broken)), "status.list-malformed");
}

#[test]
fn a_token_tells_no_other_purpose() {
    for purpose in ["suspension", "refresh", "message"] {
        let ledger = Ledger::new(purpose, 1, FEWEST_ENTRIES).unwrap();
        let refused = refused(ledger.token_claims("https://a.example/1", 0, None, None));
        assert_eq!(refused, "status.purpose-mismatch", "{purpose}");
    }
}

proptest! {
    #[test]
    fn what_is_set_is_read_in_a_token(size in prop::sample::select(vec![1_u64, 2, 4, 8]), values in prop::collection::btree_map(0_u64..131_072, any::<u64>(), 0..20)) {
        let mut ledger = Ledger::new("revocation", size, FEWEST_ENTRIES).unwrap();
        for (index, value) in &values {
            ledger.set(*index, value % (1 << size)).unwrap();
        }
        let list = StatusList::read_token(&ledger.token_claims("https://a.example/1", 1, Some(2), Some(3)).unwrap()).unwrap();
        prop_assert_eq!(list.ttl_seconds(), Some(3));
        for (index, value) in &values {
            let entry = Entry::read_claim(&Ledger::claim("https://a.example/1", *index)).unwrap();
            prop_assert_eq!(list.status(&entry).unwrap().value, value % (1 << size));
        }
    }

    #[test]
    fn what_is_set_is_read(size in prop::sample::select(vec![1_u64, 2, 4, 8]), values in prop::collection::btree_map(0_u64..131_072, any::<u64>(), 0..20)) {
        let mut ledger = Ledger::new("status", size, FEWEST_ENTRIES).unwrap();
        for (index, value) in &values {
            ledger.set(*index, value % (1 << size)).unwrap();
        }
        let list = StatusList::read(&ledger.credential("https://a.example/1", "https://a.example"), Method::Bitstring).unwrap();
        let messages: Vec<Value> = (0..1_u64 << size).map(|v| json!({"status": format!("{v:#x}"), "message": format!("m{v}")})).collect();
        for (index, value) in &values {
            let value = value % (1 << size);
            let entry = with(ledger.entry("https://a.example/1", *index), "statusMessage", json!(messages));
            let status = list.status(&Entry::read(&entry).unwrap()).unwrap();
            prop_assert_eq!((status.value, status.message), (value, Some(format!("m{value}"))));
            prop_assert_eq!(ledger.value(*index), Some(value));
        }
        prop_assert_eq!(Ledger::from_value(&ledger.to_value()).unwrap(), ledger);
    }

    #[test]
    fn any_text_is_read_without_panic(text in "u?[A-Za-z0-9_-]{0,80}") {
        let _ = StatusList::read(&list(&text), Method::Bitstring);
        let _ = StatusList::read_token(&json!({"status_list": {"bits": 1, "lst": text}}));
    }
}
