//! Names that look like those of somebody who is listed.
//!
//! A small table of letters that look alike, not all of [UTS #39](https://www.unicode.org/reports/tr39/): its ten thousand pairs are
//! for identifiers of any script, and a browser would have to load them.

use crate::{Entity, List};

/// How somebody who is not listed calls themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named<'a> {
    /// Their names.
    pub names: Vec<&'a str>,
    /// Their identifier and web site.
    pub urls: Vec<&'a str>,
}

/// What looks like what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness<'a> {
    /// The listed entity.
    pub entity: &'a str,
    /// What it is called in the list.
    pub listed: String,
    /// What looks like it.
    pub found: String,
    /// Whether that is a name or a host.
    pub by: &'static str,
}

/// The first listed entity that somebody who is not it looks like.
///
/// ```
/// use accolade_trust::{List, Named, look_alike};
/// use serde_json::json;
/// let list = List::from_local(&json!({"entities": [
///     {"id": "did:web:college.example", "name": "Harbour College", "url": "https://www.college.example/"},
/// ]}))?;
/// let like = |name, url| look_alike(&list, &Named { names: vec![name], urls: vec![url] }).map(|like| like.by);
/// assert_eq!(like("HARB0UR  C\u{43e}llege", "did:key:z6Mk"), Some("name"));
/// assert_eq!(like("Somebody", "https://college.example.evil.example/"), Some("host"));
/// // `xn--cllege-wqf` has the Cyrillic о.
/// assert_eq!(like("Somebody", "did:web:xn--cllege-wqf.example"), Some("host"));
/// assert_eq!(like("Quay School", "https://quay.example/"), None);
/// # Ok::<(), accolade_trust::TrustError>(())
/// ```
#[must_use]
pub fn look_alike<'a>(list: &'a List, named: &Named<'_>) -> Option<Likeness<'a>> {
    let names: Vec<(&str, String)> = named.names.iter().map(|name| (*name, skeleton(name))).collect();
    let hosts: Vec<String> = named.urls.iter().filter_map(|url| host(url)).collect();
    list.entities().iter().find_map(|entity| {
        let by_name = entity.names.iter().find_map(|listed| {
            let of = skeleton(listed);
            let (found, _) = names.iter().find(|(_, name)| *name == of && of.chars().count() >= SHORTEST)?;
            Some(like(entity, listed, found, "name"))
        });
        by_name.or_else(|| {
            let urls = entity.url.iter().chain([&entity.id]).chain(&entity.also_known_as);
            urls.filter_map(|url| host(url)).find_map(|listed| {
                let found = hosts.iter().find(|found| is_like(found, &listed))?;
                Some(like(entity, &listed, found, "host"))
            })
        })
    })
}

/// Shorter names are like each other by chance.
const SHORTEST: usize = 3;

fn like<'a>(entity: &'a Entity, listed: &str, found: &str, by: &'static str) -> Likeness<'a> {
    Likeness { entity: &entity.id, listed: listed.to_owned(), found: found.to_owned(), by }
}

/// Whether one host may be taken for the other: it looks the same, is the same but for `www.`, or begins with it as if it were its own.
fn is_like(found: &str, listed: &str) -> bool {
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    let (found, listed) = (bare(found), bare(listed));
    let plain = |host: &str| skeleton(&decoded(host));
    plain(&found) == plain(&listed)
        || found.starts_with(&format!("{listed}."))
        || found.starts_with(&format!("{}.", listed.replace('.', "-")))
        || found.ends_with(&format!("-{listed}"))
}

/// The host of an https URL or a `did:web`, in lower case.
pub(crate) fn host(url: &str) -> Option<String> {
    let rest = match url.split_once("://") {
        Some((_, rest)) => rest.split(['/', '?', '#']).next()?,
        None => {
            let mut parts = url.split(['#', '?']).next()?.split(':').skip(1);
            let method = parts.next()?;
            let host = if method == "webvh" { parts.nth(1) } else { parts.next() };
            let host = host.filter(|_| matches!(method, "web" | "webvh"))?;
            return Some(host.split("%3A").next()?.to_ascii_lowercase());
        }
    };
    let host = rest.rsplit('@').next()?;
    let host = host.split(':').next()?.trim_end_matches('.');
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// A name without what the eye passes over: case, marks on letters, spaces, signs; and with one letter for those that look alike.
fn skeleton(name: &str) -> String {
    let mut plain = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_ascii_alphanumeric() => plain.push(of_digit(c)),
            c => match FOLDED.iter().find(|(letters, _)| letters.contains(c)) {
                Some((_, letters)) => plain.push_str(letters),
                None if c.is_alphanumeric() => plain.push(c),
                None => {}
            },
        }
    }
    plain.replace("rn", "m").replace("vv", "w").replace("cl", "d")
}

const fn of_digit(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | 'i' | 'j' => 'l',
        '5' => 's',
        c => c,
    }
}

/// Letters with marks, of other scripts, or of width, with the plain ones that they look like.
const FOLDED: &[(&str, &str)] = &[
    ("àáâãäåāăąаαɑａạảấầắằ", "a"),
    ("æ", "ae"),
    ("ƅЬвьβｂ", "b"),
    ("çćĉċčсϲｃ", "c"),
    ("ďđԁｄ", "d"),
    ("èéêëēĕėęěеёєｅẹẻẽếề", "e"),
    ("ｆƒ", "f"),
    ("ĝğġģɡｇ", "g"),
    ("ĥħһｈ", "h"),
    ("ìíîïĩīĭįıіїιⅰｉјĵｊӏłĺļľｌ|ǀ", "l"),
    ("ķкκｋ", "k"),
    ("мｍ", "m"),
    ("ñńņňŋпηｎ", "n"),
    ("òóôõöøōŏőоοσｏọỏốồơớờ", "o"),
    ("œ", "oe"),
    ("рρｐ", "p"),
    ("ԛｑ", "q"),
    ("ŕŗřгｒ", "r"),
    ("śŝşšѕșｓ", "s"),
    ("ß", "ss"),
    ("ţťŧтτțｔ", "t"),
    ("ùúûüũūŭůűųυｕụủứừư", "u"),
    ("νѵｖ", "v"),
    ("ŵԝωｗ", "w"),
    ("хχｘ", "x"),
    ("ýÿŷуүγｙ", "y"),
    ("źżžｚ", "z"),
];

/// A host with its labels in the letters that people see.
fn decoded(host: &str) -> String {
    let label =
        |label: &str| label.strip_prefix("xn--").and_then(punycode).unwrap_or_else(|| label.to_owned());
    host.split('.').map(label).collect::<Vec<_>>().join(".")
}

/// [RFC 3492 §6.2](https://www.rfc-editor.org/rfc/rfc3492#section-6.2) with the parameters of §5.
fn punycode(text: &str) -> Option<String> {
    const BASE: u32 = 36;
    const T_MIN: u32 = 1;
    const T_MAX: u32 = 26;
    const SKEW: u32 = 38;
    const DAMP: u32 = 700;
    let (basic, rest) = text.rsplit_once('-').unwrap_or(("", text));
    let mut out: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (128_u32, 0_u32, 72_u32);
    let mut digits = rest.bytes().map(|byte| match byte {
        b'a'..=b'z' => Some(u32::from(byte - b'a')),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 26),
        _ => None,
    });
    let mut next = digits.next();
    while let Some(first) = next {
        let (old, mut weight, mut k, mut digit) = (i, 1_u32, BASE, first?);
        loop {
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
            digit = digits.next()??;
        }
        let points = u32::try_from(out.len()).ok()? + 1;
        let mut delta = if old == 0 { i / DAMP } else { (i - old) / 2 };
        delta += delta / points;
        let mut k = 0;
        while delta > ((BASE - T_MIN) * T_MAX) / 2 {
            delta /= BASE - T_MIN;
            k += BASE;
        }
        bias = k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
        n = n.checked_add(i / points)?;
        i %= points;
        out.insert(usize::try_from(i).ok()?, char::from_u32(n)?);
        i += 1;
        next = digits.next();
    }
    Some(out.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_punycode() {
        // Of RFC 3492 §7.1, and the name of a German city.
        for (text, name) in [
            ("mnchen-3ya", "münchen"),
            ("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"),
            ("egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"),
        ] {
            assert_eq!(punycode(text).as_deref(), Some(name));
        }
        assert_eq!(punycode("99999999999999"), None);
        assert_eq!(punycode("a-b\u{e9}"), None);
    }

    #[test]
    fn knows_hosts() {
        for (url, expected) in [
            ("https://User@College.Example:8443/issuer#1", Some("college.example")),
            ("did:web:college.example%3A8443:issuers:7", Some("college.example")),
            ("did:webvh:QmHash:college.example:issuers", Some("college.example")),
            ("did:key:z6Mk", None),
            ("urn:uuid:1", None),
        ] {
            assert_eq!(host(url).as_deref(), expected, "{url}");
        }
    }
}
