//! Baking and taking out is the identity, and no other byte of the image changes.

use accolade_bake::{BakeOptions, Edition, Limits, bake, codes, sniff, unbake};
use proptest::prelude::*;

use crate::images;

fn options(edition: Edition) -> BakeOptions {
    BakeOptions { edition, overwrite: true, ..BakeOptions::default() }
}

/// JSON objects in look, and tokens: everything that may be baked, line ends aside.
fn credential() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\{[^\\x00-\\x08\\x0b-\\x1f\\u{fffe}\\u{ffff}]{0,200}\\}",
        r#"\{"(]|>|<|&|!\[CDATA\[|"|'|-|;|amp|é|水|🌊|/openbadges:credential>){0,60}"\}"#,
        "[A-Za-z0-9_-]{1,80}\\.[A-Za-z0-9_-]{1,80}\\.[A-Za-z0-9_-]{0,80}(~[A-Za-z0-9_-]{1,20}){0,3}",
    ]
}

fn chunks() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let one = (
        prop::sample::select(vec![*b"tEXt", *b"iTXt", *b"prVt", *b"tIME"]),
        prop::collection::vec(any::<u8>(), 0..40),
    )
        .prop_map(|(kind, data)| images::chunk(&kind, &data));
    let baked = Just(images::itxt("openbadgecredential", 0, 0, "", "", b"{}"));
    prop::collection::vec(prop_oneof![6 => one, 1 => baked], 0..5)
}

/// The chunks of a PNG without those that hold a credential.
fn rest(image: &[u8]) -> Vec<Vec<u8>> {
    let mut rest = Vec::new();
    let mut left = &image[8..];
    while !left.is_empty() {
        let length = usize::try_from(u32::from_be_bytes(left[..4].try_into().unwrap())).unwrap();
        let (chunk, next) = left.split_at(12 + length);
        let keyword = chunk[8..].split(|&b| b == 0).next().unwrap();
        let text = chunk[4..8].eq_ignore_ascii_case(b"itxt") || &chunk[4..8] == b"tEXt";
        if !(text && [b"openbadgecredential".as_slice(), b"clrcredential"].contains(&keyword)) {
            rest.push(chunk.to_vec());
        }
        left = next;
    }
    rest
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn png(credential in credential(), before in chunks(), after in chunks(), clr: bool) {
        let edition = if clr { Edition::Clr2 } else { Edition::OpenBadges3 };
        let image = images::png(&before, &after);
        let baked = bake(&image, &credential, &options(edition)).unwrap();
        let taken = unbake(&baked, &Limits::default()).unwrap();
        prop_assert_eq!((taken.text, taken.edition, taken.findings), (credential.clone(), edition, vec![]));
        prop_assert_eq!(rest(&baked), rest(&image));
        // Replacing it with itself changes nothing.
        prop_assert_eq!(bake(&baked, &credential, &options(edition)).unwrap(), baked);
    }

    #[test]
    fn svg(credential in credential(), prolog in "(<!-- [a-z é]{0,9} -->\n|<\\?x [a-z>]{0,9}\\?>| ){0,3}",
           attribute in "( [a-z]{3,6}=(\"[^\"&\\p{Cc}]{0,9}\"|'[^'&\\p{Cc}]{0,9}'))? ?", clr: bool) {
        let edition = if clr { Edition::Clr2 } else { Edition::OpenBadges3 };
        let image = format!("{prolog}<svg{attribute}><g>&amp;</g></svg>\n");
        let baked = String::from_utf8(bake(image.as_bytes(), &credential, &options(edition)).unwrap()).unwrap();
        let taken = unbake(baked.as_bytes(), &Limits::default()).unwrap();
        prop_assert_eq!((taken.text, taken.edition, taken.findings), (credential.clone(), edition, vec![]));
        // Two insertions around the `>` of the root's tag, and nothing else.
        let close = prolog.len() + "<svg".len() + attribute.len();
        let (head, tail) = image.split_at(close);
        prop_assert!(baked.starts_with(head) && baked.ends_with(&tail[1..]));
        let inserted = &baked[head.len()..baked.len() - tail.len() + 1];
        prop_assert!(inserted.starts_with(" xmlns:") && inserted.contains("credential"));
        let replaced = bake(baked.as_bytes(), &credential, &options(edition)).unwrap();
        prop_assert_eq!(String::from_utf8(replaced).unwrap(), baked);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), start in 0..4usize) {
        let start: &[u8] = [&b""[..], &images::SIGNATURE, b"<svg", b"<?xml version='1.0'?><svg>"][start];
        let image = [start, &bytes].concat();
        let _ = sniff(&image);
        let _ = unbake(&image, &Limits::default());
        let _ = bake(&image, "{}", &BakeOptions::default());
    }

    #[test]
    fn no_damage_makes_it_panic_or_read_another_text(at in any::<prop::sample::Index>(), byte: u8, cut: bool) {
        let image = bake(&images::png(&[], &[]), images::TOKEN, &BakeOptions::default()).unwrap();
        let mut damaged = image.clone();
        let at = at.index(image.len());
        if cut { damaged.truncate(at) } else { damaged[at] = byte }
        if let Ok(taken) = unbake(&damaged, &Limits::default()) {
            let noticed = taken.findings.iter().any(|finding| finding.code == codes::CHUNK_CRC);
            prop_assert!(noticed || damaged == image);
        }
    }
}

#[test]
fn white_space_around_and_line_ends_in_an_svg_are_the_only_changes() {
    let taken = |image: &[u8]| unbake(image, &Limits::default()).unwrap().text;
    let text = "\r\n{\r\n\"a\": 1,\r\"b\": 2}\r\n";
    let png = bake(&images::png(&[], &[]), text, &BakeOptions::default()).unwrap();
    assert_eq!(taken(&png), "{\r\n\"a\": 1,\r\"b\": 2}");
    let svg = bake(b"<svg> </svg>", text, &BakeOptions::default()).unwrap();
    assert_eq!(taken(&svg), "{\n\"a\": 1,\n\"b\": 2}");
}

#[test]
fn the_written_forms_are_those_of_the_specification() {
    let svg = |credential| {
        let baked = bake(b"<svg><g/></svg>", credential, &BakeOptions::default()).unwrap();
        String::from_utf8(baked).unwrap()
    };
    assert_eq!(
        svg(r#"{"a":"]]>"}"#),
        concat!(
            r#"<svg xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"><openbadges:credential>"#,
            r#"<![CDATA[{"a":"]]]]><![CDATA[>"}]]></openbadges:credential><g/></svg>"#
        )
    );
    assert_eq!(
        svg("e30.e30.c2ln"),
        concat!(
            r#"<svg xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">"#,
            r#"<openbadges:credential verify="e30.e30.c2ln"></openbadges:credential><g/></svg>"#
        )
    );
    let image = images::png(&[], &[]);
    let baked = bake(&image, "{}", &BakeOptions::default()).unwrap();
    let header = 8 + 25;
    let chunk = images::itxt("openbadgecredential", 0, 0, "", "", b"{}");
    assert_eq!(baked, [&image[..header], &chunk, &image[header..]].concat());
}

#[test]
fn characters_that_an_image_cannot_carry_are_refused() {
    for text in [
        "{\"a\": \"\0\"}",
        "{\u{fffe}}",
        "{\u{8}}",
        "",
        " ",
        "[]",
        "a.b",
        "a.b.c d",
        "https://a.example/b.c.d",
    ] {
        for image in [images::png(&[], &[]), b"<svg> </svg>".to_vec()] {
            let error = bake(&image, text, &BakeOptions::default()).unwrap_err();
            assert_eq!(error.code(), codes::NOT_A_CREDENTIAL, "{text:?}");
        }
    }
    let old = bake(b"<svg> </svg>", "{}", &options(Edition::OpenBadges2)).unwrap_err();
    assert_eq!(old.code(), codes::NOT_A_CREDENTIAL);
}

#[test]
fn a_costly_drawing_is_read_in_linear_time() {
    // Ten thousand elements that could be ours, below as many namespaces as are allowed in one place.
    let declarations: String = (0..127).map(|n| format!(" xmlns:n{n}=\"urn:{n}\"")).collect();
    let image = format!("<svg{declarations}>{}</svg>", "<n0:credential/>".repeat(10_000));
    let error = unbake(image.as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(error.code(), codes::NO_CREDENTIAL);
    let one_more = format!("<svg{declarations}><g xmlns:m='urn:m' xmlns:o='urn:o'/></svg>");
    let error = unbake(one_more.as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(error.code(), codes::SVG_TOO_COMPLEX);
}
