//! Every case of every area of `fixtures` ends as its manifest says, and the signed files are those that the generator makes.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files")]
#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeMap, fmt::Write, path::Path, sync::LazyLock};

use accolade::{
    Answer, FETCH_GONE, Issuer, Policy, Recipient, RegistrySource, Securing, Verifier,
    bake::Limits as ImageLimits,
    json::{Limits, Value, parse},
    keys::{CryptoProvider, KeyType, SecretKey},
    ld::{Contexts, Dataset, LdError, Options, Quad, canonicalize, compact, nquads, rdfc, to_rdf},
    model::legacy::{self, Badge, Conversion, ConvertOptions, Generation},
    proof::sd_jwt::SdJwtOptions,
    report::{
        Check, CheckId, Finding, Pointer, REPORT_SCHEMA, Report, Role, Severity, Style, Translation, Verdict,
    },
};
use accolade_conformance::{
    fixtures::{Case, ExpectedFinding, areas, folder, verify_with},
    generate,
};
use serde_json::{Map, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The time of a verification where a case gives none.
const NOW: &str = "2026-06-01T00:00:00Z";

#[test]
fn every_case_ends_as_its_manifest_says() {
    let (mut cases, mut failures) = (0, String::new());
    for (folder, manifest) in areas() {
        // Its checks are its own; `securing.rs` asks them.
        if folder.ends_with("securing") {
            continue;
        }
        for case in &manifest.cases {
            cases += 1;
            let found = ask(case, &folder);
            let expected = expected(case);
            if found != expected {
                let place = folder.file_name().unwrap().display();
                let (found, expected) = (Value::Object(found), Value::Object(expected));
                let _ = write!(failures, "{place}/{}:\n  found    {found}\n  expected {expected}\n", case.id);
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
    println!("suite fixtures: {cases}/{cases} passed, 0 listed exceptions, 0 out of scope");
}

/// What the manifest wants of a case, in one form.
fn expected(case: &Case) -> Map<String, Value> {
    let mut findings = case.expect.findings.clone();
    findings.sort();
    let mut wanted = Map::new();
    if let Some(verdict) = &case.expect.verdict {
        wanted.insert("verdict".to_owned(), verdict.as_str().into());
    }
    if !case.expect.checks.is_empty() {
        wanted.insert("checks".to_owned(), json!(case.expect.checks));
    }
    wanted.insert("findings".to_owned(), listed(findings.iter()));
    if !case.expect.notes.is_empty() {
        wanted.insert("notes".to_owned(), json!(case.expect.notes));
    }
    if !case.expect.facts.is_empty() {
        wanted.insert("facts".to_owned(), json!(case.expect.facts));
    }
    if !case.expect.nested.is_empty() {
        let nested = case.expect.nested.iter().map(|nested| {
            let mut findings = nested.findings.clone();
            findings.sort();
            json!({"place": nested.place, "role": nested.role, "verdict": nested.verdict, "findings": listed(findings.iter())})
        });
        wanted.insert("nested".to_owned(), nested.collect());
    }
    wanted
}

fn listed<'a>(findings: impl Iterator<Item = &'a ExpectedFinding>) -> Value {
    let plain = |finding: &ExpectedFinding| match &finding.reason {
        Some(reason) => json!({"code": finding.code, "pointer": finding.pointer, "reason": reason}),
        None => json!({"code": finding.code, "pointer": finding.pointer}),
    };
    findings.map(plain).collect()
}

/// What a case comes to, in the same form.
fn ask(case: &Case, folder: &Path) -> Map<String, Value> {
    let input = case.bytes(folder);
    let findings = match case.check.as_str() {
        "verify" => return verified(case, folder, &input),
        "parse" => errors(parse(&input, &json_limits(&case.limits)).err().map(Finding::from)),
        "terms" => terms(case, &input),
        "compact" => compacted(case, &input),
        "statement" => statement(&parse(&input, &Limits::default()).unwrap()),
        "nquads" => {
            let text = String::from_utf8(input).unwrap();
            errors(nquads::parse(&text).err().map(Finding::from))
        }
        "issue" => issue(case, &input),
        "unbake" | "bake" => images(case, folder, &input),
        "model" => model(case, folder, &input),
        "convert" => convert(case, &input),
        // The crate of the models asks these, of documents that nobody signed.
        "results" | "recipient" | "schema-strict-2024" | "schema-live-2026" => return expected(case),
        other => panic!("{}: nobody asks `{other}`", case.id),
    };
    let mut findings: Vec<ExpectedFinding> = findings.iter().map(plain).collect();
    findings.sort();
    let mut found = Map::new();
    found.insert("findings".to_owned(), listed(findings.iter()));
    found
}

fn plain(finding: &Finding) -> ExpectedFinding {
    let reason = finding.evidence.get("reason").and_then(Value::as_str).map(str::to_owned);
    ExpectedFinding { code: finding.code.to_string(), pointer: finding.pointer.to_string(), reason }
}

fn errors(found: impl IntoIterator<Item = Finding>) -> Vec<Finding> {
    found.into_iter().collect()
}

fn heavy<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> impl Iterator<Item = &'a Finding> {
    findings.into_iter().filter(|finding| finding.severity < Severity::Note)
}

/// The whole verifier: the verdict, the checks that the case names, every finding heavier than a note.
fn verified(case: &Case, folder: &Path, input: &[u8]) -> Map<String, Value> {
    assert!(case.expect.verdict.is_some(), "{}: a verification has a verdict", case.id);
    assert!(case.expect.more.is_empty(), "{}: {:?}", case.id, case.expect.more);
    let now = OffsetDateTime::parse(case.at.as_deref().unwrap_or(NOW), &Rfc3339).unwrap();
    let mut asked = Vec::new();
    let mut fetch = |url: &str| {
        asked.push(url.to_owned());
        answer(case, folder, url)
    };
    let native = Verifier::with_provider(policy(case, folder), CryptoProvider::native());
    let by_native = verify_with(&native, input, now, case.given, &mut fetch);
    let verification = verify_with(&Verifier::new(policy(case, folder)), input, now, case.given, &mut fetch);
    assert_eq!(verification.report(), by_native.report(), "{}: the providers disagree", case.id);
    let mut given =
        case.resources.keys().chain(case.documents.keys()).chain(case.texts.keys()).chain(&case.gone);
    let unused = given.find(|url| !asked.contains(url));
    assert_eq!(unused, None, "{}: nobody asked for it", case.id);
    let report = verification.report();
    is_as_published(report, &case.id);
    let mut found = Map::new();
    if case.expect.verdict.is_some() {
        found.insert("verdict".to_owned(), json!(report.verdict()));
    }
    let checks: BTreeMap<&str, Value> = report
        .checks()
        .iter()
        .filter(|check| case.expect.checks.contains_key(check.id().as_str()))
        .map(|check| (check.id().as_str(), json!(check.outcome())))
        .collect();
    if !checks.is_empty() {
        found.insert("checks".to_owned(), json!(checks));
    }
    found.insert("findings".to_owned(), all_findings(report));
    if !case.expect.notes.is_empty() {
        let all = || report.checks().iter().flat_map(|check| check.findings());
        let made =
            |code: &&String| all().any(|note| note.severity == Severity::Note && note.code.as_str() == *code);
        found.insert("notes".to_owned(), case.expect.notes.iter().filter(made).cloned().collect());
    }
    if !case.expect.facts.is_empty() {
        let of = |id: &str| {
            report.checks().iter().find(|check| check.id().as_str() == id).map(|check| check.facts())
        };
        let facts = case.expect.facts.iter().map(|(id, wanted)| {
            let named = wanted.keys().filter_map(|name| Some((name.clone(), of(id)?.get(name)?.clone())));
            (id.clone(), Value::Object(named.collect()))
        });
        found.insert("facts".to_owned(), Value::Object(facts.collect()));
    }
    if !case.expect.nested.is_empty() {
        let nested = report.nested().iter().map(|nested| {
            let (place, verdict) = (nested.place.as_str(), nested.report.verdict());
            json!({"place": place, "role": nested.role, "verdict": verdict, "findings": all_findings(&nested.report)})
        });
        found.insert("nested".to_owned(), nested.collect());
    }
    // What is not valid is not handed out as verified, and what is of one generation not as of the other.
    let valid = report.verdict() == Verdict::Valid;
    let is_old = verification.legacy().is_some();
    assert_eq!(verification.clone().into_verified().is_ok(), valid && !is_old, "{}", case.id);
    let presented = verification.clone().into_presented().map(|presented| presented.len());
    let worth_it = report
        .nested()
        .iter()
        .filter(|nested| nested.role == Role::Credential && nested.report.verdict() == Verdict::Valid);
    assert_eq!(presented.ok(), valid.then(|| worth_it.count()), "{}", case.id);
    assert_eq!(verification.into_verified_badge().is_ok(), valid && is_old, "{}", case.id);
    found
}

/// Every report keeps the published schema, and can be told in another language.
fn is_as_published(report: &Report, case: &str) {
    static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
        let schema: Value = serde_json::from_str(REPORT_SCHEMA).unwrap();
        jsonschema::options().offline().build(&schema).unwrap()
    });
    static GERMAN: LazyLock<Translation> = LazyLock::new(|| Translation::read(accolade::GERMAN).unwrap());
    let json = serde_json::to_value(report).unwrap();
    let broken: Vec<String> =
        SCHEMA.iter_errors(&json).into_errors().iter().map(ToString::to_string).collect();
    assert!(broken.is_empty(), "{case}: {broken:?} in {json}");
    let unlike = SCHEMA.is_valid(&json!({"verdict": "valid", "checks": [], "more": 1}));
    assert!(!unlike, "a member that the schema does not know is one that it lacks");
    let text = report.to_text_in(Style::Plain, &GERMAN);
    for finding in report.checks().iter().flat_map(Check::findings) {
        let words = &GERMAN.code(finding.code.as_str()).unwrap().message;
        assert!(text.contains(words.as_str()), "{case}: {text}");
        for name in finding.evidence.keys() {
            assert!(
                GERMAN.has_evidence(name),
                "{case}: nothing is said of the evidence `{name}` of {}",
                finding.code
            );
        }
    }
    for nested in report.nested() {
        is_as_published(&nested.report, case);
    }
}

fn all_findings(report: &Report) -> Value {
    let all = report.checks().iter().flat_map(|check| check.findings());
    let mut findings: Vec<ExpectedFinding> = heavy(all).map(plain).collect();
    findings.sort();
    listed(findings.iter())
}

fn answer(case: &Case, folder: &Path, url: &str) -> Option<Answer> {
    if case.gone.iter().any(|gone| gone == url) {
        return Some(Answer::Unavailable { code: FETCH_GONE, reason: "it is gone".to_owned() });
    }
    let bytes = match (case.resources.get(url), case.documents.get(url), case.texts.get(url)) {
        (Some(file), ..) => std::fs::read(folder.join(file)).unwrap(),
        (None, Some(document), _) => document.to_string().into_bytes(),
        (None, None, Some(text)) => text.clone().into_bytes(),
        (None, None, None) => return None,
    };
    let spaces = case.padding.get(url).copied().unwrap_or_default();
    let bytes = [bytes, vec![b' '; spaces]].concat();
    Some(Answer::Document { bytes, media_type: None })
}

fn policy(case: &Case, folder: &Path) -> Policy {
    let options = &case.policy;
    let mut policy = Policy::default();
    if let Some((kind, value)) = &options.recipient {
        policy = policy.expect_recipient(match kind.as_str() {
            "id" => Recipient::Id(value.clone()),
            _ => Recipient::Identifier { kind: kind.clone(), value: value.clone() },
        });
    }
    if let Some(domain) = &options.domain {
        policy = policy.expect_domain(domain);
    }
    if let Some(challenge) = &options.challenge {
        policy = policy.expect_challenge(challenge);
    }
    policy = policy.allow_clock_skew(options.clock_skew_seconds);
    for name in &options.require {
        let id = CheckId::ALL.iter().find(|id| id.as_str() == name);
        policy = policy.require(*id.unwrap_or_else(|| panic!("{}: no check `{name}`", case.id)));
    }
    if options.accept_unbound_issuer {
        policy = policy.dangerous().danger_accept_unbound_issuer();
    }
    for issuer in &options.status_list_issuers {
        policy = policy.accept_status_lists_of(issuer);
    }
    for registry in &options.registries {
        policy = policy.ask_registry(match registry.contains("://") {
            true => RegistrySource::url(registry),
            false => RegistrySource::document(registry, std::fs::read(folder.join(registry)).unwrap()),
        });
    }
    for (position, registry) in options.registry_documents.iter().enumerate() {
        let text = registry.as_str().map_or_else(|| registry.to_string(), str::to_owned);
        policy = policy.ask_registry(RegistrySource::document(position.to_string(), text.into_bytes()));
    }
    if options.ask_for_refresh {
        policy = policy.ask_for_refresh();
    }
    if options.ask_for_linked_domains {
        policy = policy.ask_for_linked_domains();
    }
    if options.ask_for_resources {
        policy = policy.ask_for_resources();
    }
    if options.accept_unsigned_status_lists {
        policy = policy.dangerous().danger_accept_unsigned_status_lists();
    }
    if options.accept_unpinned_contexts {
        policy = policy.dangerous().danger_accept_unpinned_contexts();
    }
    policy
}

/// `terms`: a document read as linked data and made canonical, under the pinned contexts and those of the case.
fn terms(case: &Case, input: &[u8]) -> Vec<Finding> {
    let document = parse(input, &Limits { depth: 120, ..Limits::default() }).unwrap();
    // Deeper than any text that is read: a program can make a document of its own.
    let nest = case.options["nest"].as_u64().unwrap_or_default();
    let document = (0..nest).fold(document, |inner, _| json!({"@context": {"k": "urn:k"}, "k": inner}));
    let mut contexts = Contexts::pinned();
    for (url, context) in case.options["contexts"].as_object().into_iter().flatten() {
        match contexts.insert(url, context) {
            Ok(new) => assert!(new, "{}: `{url}` is pinned", case.id),
            Err(error) => return error.findings(),
        }
    }
    let mut options = Options::default();
    if let Some(terms) = case.options["termBudget"].as_u64() {
        options = options.with_term_budget(usize::try_from(terms).unwrap());
    }
    if case.options["agreement"] == true {
        options = options.with_agreement();
    }
    if case.options["only10"] == true {
        options = options.refusing_json_ld_1_1();
    }
    match to_rdf(&document, &contexts, &options) {
        Ok(rdf) => {
            let findings = heavy(&rdf.findings).cloned().collect::<Vec<_>>();
            match canonicalize(&document, &contexts, &options) {
                Ok(_) | Err(LdError::Unsafe { .. }) => findings,
                Err(error) => error.findings(),
            }
        }
        Err(error) => error.findings(),
    }
}

/// `compact`: a document in the words of another context, in which it still says the same.
fn compacted(case: &Case, input: &[u8]) -> Vec<Finding> {
    let document = parse(input, &Limits::default()).unwrap();
    let (contexts, options) = (Contexts::pinned(), Options::default());
    match compact(&document, &case.options["context"], &contexts, &options) {
        Ok(compacted) => {
            let said = canonicalize(&document, &contexts, &options).unwrap();
            let says = canonicalize(&compacted, &contexts, &options).unwrap();
            assert_eq!(said.text(), says.text(), "{}: {compacted}", case.id);
            Vec::new()
        }
        Err(error) => error.findings(),
    }
}

/// `statement`: one statement of three terms that nobody has looked at, made canonical.
fn statement(terms: &Value) -> Vec<Finding> {
    let mut dataset = Dataset::new();
    let mut term = |name: &str| dataset.iri(terms[name].as_str().unwrap());
    let (subject, predicate, object) = (term("subject"), term("predicate"), term("object"));
    dataset.insert(Quad { subject, predicate, object, graph: None });
    let canonical = rdfc::canonicalize(&dataset, rdfc::HashAlgorithm::Sha256, rdfc::Budget::default());
    errors(canonical.err().map(|error| LdError::from(error).findings()).into_iter().flatten())
}

/// `issue`: an issuer known by its `did:key` is given the document, whose `issuer.id` is made its own unless the case
/// keeps it; `options.keyType`, `options.securing`.
fn issue(case: &Case, input: &[u8]) -> Vec<Finding> {
    let key_type = match case.options["keyType"].as_str() {
        None | Some("Ed25519") => KeyType::Ed25519,
        Some("P-256") => KeyType::P256,
        Some(other) => panic!("{}: {other}", case.id),
    };
    let key = SecretKey::generate(key_type, &[1; 64]).unwrap();
    let issuer = Issuer::did_key(key.public_key());
    let mut credential = parse(input, &Limits::default()).unwrap();
    if case.options["keepIssuer"] != true {
        credential["issuer"]["id"] = issuer.id().into();
    }
    let securing = match case.options["securing"].as_str() {
        None => Securing::Embedded,
        Some("jwt") => Securing::Jwt,
        Some("sd-jwt") => {
            let text = |value: &Value| Pointer::parse(value.as_str().unwrap()).unwrap();
            let places = case.options["disclosable"].as_array().into_iter().flatten().map(text).collect();
            let salts = case.options["salts"].as_array().into_iter().flatten();
            let salts = salts.map(|salt| [u8::try_from(salt.as_u64().unwrap()).unwrap(); 16]).collect();
            Securing::SdJwt { options: Box::new(SdJwtOptions::default().disclosable(places)), salts }
        }
        Some(suite) => Securing::Cryptosuite(suite.to_owned()),
    };
    let created = OffsetDateTime::parse(NOW, &Rfc3339).unwrap();
    match issuer.issue(&credential, &securing, created, &key) {
        Ok(_) => Vec::new(),
        Err(error) => error.findings(),
    }
}

/// `bake` and `unbake`, whose manifest lists notes too; and whatever an image holds, the verifier finds the same in it.
fn images(case: &Case, folder: &Path, input: &[u8]) -> Vec<Finding> {
    let limits = image_limits(&case.limits);
    if let Some(credential) = &case.credential {
        let text = std::fs::read_to_string(folder.join(credential)).unwrap();
        let mut options = accolade::bake::BakeOptions::default();
        (options.overwrite, options.limits) = (case.overwrite, limits);
        return errors(accolade::bake::bake(input, &text, &options).err().map(Finding::from));
    }
    let findings = match accolade::bake::unbake(input, &limits) {
        Ok(baked) => baked.findings,
        Err(error) => vec![error.into()],
    };
    if case.limits.is_null() && accolade::bake::sniff(input).is_some() {
        let now = OffsetDateTime::parse(NOW, &Rfc3339).unwrap();
        let verification = verify_with(&Verifier::new(Policy::default()), input, now, false, |url| {
            answer(case, folder, url)
        });
        let found = verification.report().check(CheckId::Input).unwrap().findings();
        let of_image: Vec<&Finding> =
            found.iter().filter(|finding| finding.code.as_str().starts_with("bake.")).collect();
        assert_eq!(of_image, findings.iter().collect::<Vec<_>>(), "{}", case.id);
        assert_ne!(verification.report().verdict(), Verdict::Valid, "{}: nothing in it is signed", case.id);
    }
    findings
}

/// `model`, whose manifest lists notes too: the verifier finds in any object what the model does.
fn model(case: &Case, folder: &Path, input: &[u8]) -> Vec<Finding> {
    if input.trim_ascii().first() != Some(&b'{') {
        return accolade::model::check(&parse(input, &Limits::default()).unwrap());
    }
    let now = OffsetDateTime::parse(NOW, &Rfc3339).unwrap();
    let verification =
        verify_with(&Verifier::new(Policy::default()), input, now, false, |url| answer(case, folder, url));
    verification.report().check(CheckId::Model).unwrap().findings().to_vec()
}

/// `convert`: an older badge with all that is known of it, whose manifest lists notes too; `options.signed`, `options.statedBy`;
/// `expect.says` has values of the credential by their places. Its issuer can sign it, and nobody else.
fn convert(case: &Case, input: &[u8]) -> Vec<Finding> {
    let document = parse(input, &Limits::default()).unwrap();
    let Generation::Legacy(version) = Generation::of(&document) else {
        panic!("{}: not a badge from before 3.0", case.id)
    };
    let stated_by = case.options.get("statedBy");
    let now = OffsetDateTime::parse(NOW, &Rfc3339).unwrap();
    let options = ConvertOptions {
        signed: case.options["signed"].as_str(),
        stated_by: stated_by.map(|profile| (profile, now)),
    };
    let Conversion { credential, lost } = match legacy::convert(&Badge { version, document }, &options) {
        Ok(made) => made,
        Err(error) => return error.into(),
    };
    for (place, value) in case.expect.more["says"].as_object().unwrap() {
        let found = credential.pointer(place).unwrap_or(&Value::Null);
        assert_eq!(found, value, "{}: {place} of {credential:#}", case.id);
    }
    assert!(credential.get("proof").is_none(), "{}", case.id);
    let key = SecretKey::generate(KeyType::Ed25519, &[1; 64]).unwrap();
    let id = credential["issuer"]["id"].as_str().unwrap();
    let own = Issuer::new(format!("{id}#key-1"), key.public_key().clone());
    let issued = own.issue(&credential, &Securing::Embedded, now, &key);
    assert!(issued.is_ok(), "{}: {issued:?}", case.id);
    let other = Issuer::did_key(key.public_key()).issue(&credential, &Securing::Embedded, now, &key);
    let codes: Vec<_> = other.unwrap_err().findings().iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["issuer.not-bound-to-key"], "{}", case.id);
    lost
}

fn image_limits(value: &Value) -> ImageLimits {
    let standard = ImageLimits::default();
    let size =
        |name: &str, otherwise| value[name].as_u64().map_or(otherwise, |n| usize::try_from(n).unwrap());
    ImageLimits {
        image_bytes: size("imageBytes", standard.image_bytes),
        text_bytes: size("textBytes", standard.text_bytes),
    }
}

fn json_limits(value: &Value) -> Limits {
    let standard = Limits::default();
    let size =
        |name: &str, otherwise| value[name].as_u64().map_or(otherwise, |n| usize::try_from(n).unwrap());
    Limits { bytes: size("bytes", standard.bytes), depth: size("depth", standard.depth) }
}

#[test]
fn the_signed_files_are_as_generated() {
    for (area, made) in generate::areas() {
        let signed = folder().join(area);
        for (name, bytes) in &made {
            let there = std::fs::read(signed.join(name)).unwrap_or_default();
            assert!(there == *bytes, "{area}/{name} is not what `--bin fixtures` writes");
        }
        for part in ["good", "bad", "resources"] {
            for entry in std::fs::read_dir(signed.join(part)).into_iter().flatten() {
                let name = format!("{part}/{}", entry.unwrap().file_name().to_string_lossy());
                assert!(made.contains_key(name.as_str()), "{area}/{name} is not generated");
            }
        }
    }
}

#[test]
fn every_signed_file_has_a_case() {
    for (area, made) in generate::areas() {
        let used: Vec<String> = areas()
            .into_iter()
            .filter(|(folder, _)| folder.ends_with(area))
            .flat_map(|(_, manifest)| manifest.cases)
            .flat_map(|case| {
                let registries = case.policy.registries.into_iter();
                case.input.into_iter().chain(case.resources.into_values()).chain(registries)
            })
            .collect();
        let unused: Vec<_> = made.into_keys().filter(|name| !used.iter().any(|u| u == name)).collect();
        assert!(unused.is_empty(), "{area}: {unused:?}");
    }
}
