//! Whatever secures a credential otherwise: a sample of what is done above to every member, drawn anew from the same seed each
//! time. Some of these proofs cost a pairing or a check of every statement, so that all of it would take long.

use accolade::{
    json::{Limits, Value, parse},
    keys::{decode_base64url, encode_base64url},
    report::Verdict,
};
use accolade_conformance::fixtures::folder;
use serde_json::json;

use super::{Mutation, good, is_meaningless, others, places, verdict, verdict_of};

/// Proofs inside the document, and how many alterations of each are tried.
const EMBEDDED: &[(&str, usize)] = &[
    ("good/ecdsa-jcs-p256.json", 400),
    ("good/ecdsa-rdfc-p384.json", 100),
    ("good/mldsa44-jcs.json", 100),
    ("../disclosure/good/all.json", 120),
    ("../disclosure/good/achievement-only.json", 120),
    ("../bbs/good/achievement-only.json", 60),
    ("../bbs/good/holder-bound.json", 40),
];

/// Tokens: JWTs of both versions of the data model, and SD-JWTs, one of them bound to its holder.
const TOKENS: &[(&str, usize)] = &[
    ("good/es256.jwt", 300),
    ("good/vcdm-1.jwt", 300),
    ("../tokens/good/own-end.jwt", 300),
    ("../tokens/good/whole.sd-jwt", 400),
    ("../tokens/good/bound.sd-jwt", 400),
];

const COSE: (&str, usize) = ("../tokens/good/vc.cose", 300);

/// One thing done to a document.
#[derive(Clone, Debug)]
enum Change {
    Alter { place: String, to: Value },
    Remove { place: String },
    Add { place: String, name: &'static str, value: Value },
    Copy { from: String, to: String, moved: bool },
    Swap { place: String, first: usize, second: usize },
    Twice { place: String, item: usize },
}

/// Everything that could be done to a document.
fn changes(document: &Value) -> Vec<Change> {
    let mut all = vec![String::new()];
    places(document, "", &mut all);
    let at = |place: &str| document.pointer(place).unwrap();
    let objects: Vec<&String> = all.iter().filter(|place| at(place).is_object()).collect();
    let mut changes = Vec::new();
    for place in &all {
        changes.extend(others(at(place)).into_iter().map(|to| Change::Alter { place: place.clone(), to }));
        if let Value::Object(members) = at(place) {
            let added = [
                ("honours", json!("with distinction")),
                ("validUntil", json!("2099-01-01T00:00:00Z")),
                ("https://schema.example/honours", json!("with distinction")),
                ("@index", json!("with distinction")),
            ];
            let new = added.into_iter().filter(|(name, _)| !members.contains_key(*name));
            changes.extend(new.map(|(name, value)| Change::Add { place: place.clone(), name, value }));
        }
        if let Value::Array(items) = at(place) {
            for item in 0..items.len() {
                changes.push(Change::Twice { place: place.clone(), item });
                changes.extend((item + 1..items.len()).map(|second| Change::Swap {
                    place: place.clone(),
                    first: item,
                    second,
                }));
            }
        }
        let Some((parent, last)) = place.rsplit_once('/') else { continue };
        changes.push(Change::Remove { place: place.clone() });
        if at(parent).is_object() {
            let targets = objects.iter().filter(|target| !target.starts_with(place.as_str()));
            let targets = targets.filter(|target| {
                target.as_str() != parent && document.pointer(&format!("{target}/{last}")).is_none()
            });
            changes.extend(targets.flat_map(|to| {
                [false, true].map(|moved| Change::Copy { from: place.clone(), to: (*to).clone(), moved })
            }));
        }
    }
    changes
}

impl Change {
    fn apply(&self, document: &Value) -> Value {
        let mut changed = document.clone();
        match self {
            Self::Alter { place, to } => *changed.pointer_mut(place).unwrap() = to.clone(),
            Self::Remove { place } => remove(&mut changed, place),
            Self::Add { place, name, value } => insert(&mut changed, place, name, value.clone()),
            Self::Copy { from, to, moved } => {
                let (_, last) = from.rsplit_once('/').unwrap();
                let last = last.replace("~1", "/").replace("~0", "~");
                insert(&mut changed, to, &last, document.pointer(from).unwrap().clone());
                if *moved {
                    remove(&mut changed, from);
                }
            }
            Self::Swap { place, first, second } => {
                changed.pointer_mut(place).unwrap().as_array_mut().unwrap().swap(*first, *second);
            }
            Self::Twice { place, item } => {
                let items = changed.pointer_mut(place).unwrap().as_array_mut().unwrap();
                items.push(items[*item].clone());
            }
        }
        changed
    }

    /// Whether it may be done without anything being altered.
    fn says_nothing(&self, name: &str, document: &Value) -> bool {
        match self {
            Self::Swap { place, first, second } => {
                let items = document.pointer(place).unwrap().as_array().unwrap();
                items[*first] == items[*second] || is_meaningless(name, place, &Mutation::Swapped)
            }
            Self::Twice { place, item } => {
                let items = document.pointer(place).unwrap().as_array().unwrap();
                is_meaningless(name, place, &Mutation::Twice(&items[*item]))
            }
            // These suites read a proof under the document's contexts; one that states them says no more (Quantum-Resistant
            // Cryptosuites §3.1.2, step 4).
            Self::Copy { from, to, moved: false } if name.contains("mldsa") && from == "/@context" => {
                to == "/proof"
            }
            // A context that is in force already says nothing new further down; in a text it is another text.
            Self::Copy { from, .. } => from.ends_with("/@context") && !name.contains("jcs"),
            _ => false,
        }
    }
}

fn remove(document: &mut Value, place: &str) {
    let (parent, last) = place.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(members) => {
            drop(members.shift_remove(&last.replace("~1", "/").replace("~0", "~")).unwrap());
        }
        Value::Array(items) => drop(items.remove(last.parse().unwrap())),
        _ => unreachable!("only these have something below"),
    }
}

fn insert(document: &mut Value, place: &str, name: &str, value: Value) {
    document.pointer_mut(place).unwrap().as_object_mut().unwrap().insert(name.to_owned(), value);
}

/// So many of them, the same ones for the same seed.
fn sample<T>(mut all: Vec<T>, most: usize, seed: &str) -> Vec<T> {
    // FNV-1a, then xorshift: nothing here is secret, and a failure must come again.
    let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let mut state = seed.bytes().fold(0xcbf2_9ce4_8422_2325, hash);
    let most = most.min(all.len());
    for drawn in 0..most {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let left = u64::try_from(all.len() - drawn).unwrap();
        all.swap(drawn, drawn + usize::try_from(state % left).unwrap());
    }
    all.truncate(most);
    all
}

#[test]
fn nothing_inside_an_embedded_proof_can_be_altered() {
    let mut wrong = Vec::new();
    for (name, most) in EMBEDDED {
        let credential = good(name);
        assert_eq!(verdict(&credential), Verdict::Valid, "{name}");
        let all = changes(&credential).into_iter().filter(|change| !change.says_nothing(name, &credential));
        let (all, mut tried) = (all.collect::<Vec<_>>(), 0);
        let of = all.len();
        for change in sample(all, *most, name) {
            tried += 1;
            if verdict(&change.apply(&credential)) == Verdict::Valid {
                wrong.push(format!("{name}: {change:?}"));
            }
        }
        println!("{name}: {tried} of {of} alterations");
        assert!(tried == *most && of > 500, "{name}: {tried} of {of}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A text of parts, some of them JSON in base64url, with one of them replaced.
fn with_part(parts: &[(String, char)], index: usize, part: &Value) -> String {
    let encoded = encode_base64url(part.to_string().as_bytes());
    let each = parts.iter().enumerate().map(|(at, (text, end))| match at == index {
        true => format!("{encoded}{end}"),
        false => format!("{text}{end}"),
    });
    each.collect::<String>().trim_end_matches('\0').to_owned()
}

#[test]
fn nothing_inside_a_token_can_be_altered() {
    let mut wrong = Vec::new();
    for (name, most) in TOKENS {
        let token = std::fs::read_to_string(folder().join("verify").join(name)).unwrap();
        let token = token.trim_end();
        assert_eq!(verdict_of(token.as_bytes()), Verdict::Valid, "{name}");
        let ends = token.match_indices(['.', '~']).map(|(at, end)| (at, end.chars().next().unwrap()));
        let (mut parts, mut start) = (Vec::new(), 0);
        for (at, end) in ends.chain([(token.len(), '\0')]) {
            parts.push((token[start..at].to_owned(), end));
            start = at + 1;
        }
        let read = |part: &str| parse(&decode_base64url(part).ok()?, &Limits::default()).ok();
        let mut all = Vec::new();
        for (index, (part, _)) in parts.iter().enumerate() {
            let Some(value) = read(part) else { continue };
            // Written again, it is the same text: what fails below fails because of the alteration.
            assert_eq!(with_part(&parts, index, &value), token, "{name}: part {index}");
            all.extend(changes(&value).into_iter().map(|change| (index, change.apply(&value), change)));
        }
        let of = all.len();
        let drawn = sample(all, *most, name);
        assert!(drawn.len() == *most && of > 1_000, "{name}: {of}");
        for (index, value, change) in drawn {
            if verdict_of(with_part(&parts, index, &value).as_bytes()) == Verdict::Valid {
                wrong.push(format!("{name}: part {index}: {change:?}"));
            }
        }
        println!("{name}: {most} of {of} alterations in {} parts", parts.len());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_inside_a_cose_message_can_be_altered() {
    let (name, most) = COSE;
    let message = std::fs::read(folder().join("verify").join(name)).unwrap();
    assert_eq!(verdict_of(&message), Verdict::Valid);
    // The payload is a byte string with two bytes for its length, and begins as a JSON object does.
    let is_head = |head: &[u8]| head[0] == 0x59 && head[3] == b'{';
    let head = message.windows(4).position(is_head).unwrap();
    let length = usize::from(u16::from_be_bytes([message[head + 1], message[head + 2]]));
    let (before, rest) = (&message[..head], &message[head + 3..]);
    let (payload, after) = rest.split_at(length);
    let with = |payload: &Value| {
        let text = payload.to_string().into_bytes();
        let length = u16::try_from(text.len()).unwrap().to_be_bytes();
        [before, &[0x59], &length, &text, after].concat()
    };
    let document = parse(payload, &Limits::default()).unwrap();
    assert_eq!(with(&document), message, "written again, it is the same message");
    let all = changes(&document);
    let of = all.len();
    for change in sample(all, most, name) {
        assert_ne!(verdict_of(&with(&change.apply(&document))), Verdict::Valid, "{change:?}");
    }
    // The headers and the signature, byte by byte.
    let others = (0..head).chain(message.len() - after.len()..message.len());
    for place in others.clone() {
        let mut bytes = message.clone();
        bytes[place] ^= 1;
        assert_ne!(verdict_of(&bytes), Verdict::Valid, "another byte at {place}");
    }
    println!("{name}: {most} of {of} alterations, and {} bytes", others.count());
}
