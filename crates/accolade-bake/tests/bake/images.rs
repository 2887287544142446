//! The images of `fixtures/bake`, made byte by byte, without the code that they test.

use std::io::Write;

/// Every fixture with its file name.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    let mut all: Vec<(&'static str, Vec<u8>)> = vec![
        ("credential.json", CREDENTIAL.as_bytes().to_vec()),
        ("credential.jwt", TOKEN.as_bytes().to_vec()),
        ("assertion.url", URL.as_bytes().to_vec()),
    ];
    all.extend(pngs());
    all.extend(svgs().into_iter().map(|(name, text)| (name, text.into_bytes())));
    all.extend(other());
    all
}

/// A credential whose text tests the baking: letters beyond Latin-1, markup, the end of a CDATA section.
pub(crate) const CREDENTIAL: &str = r#"{
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "type": ["VerifiableCredential", "OpenBadgeCredential"],
  "name": "Gewässerkunde & Ökologie <Grundlagen> – 水の学習 🌊",
  "description": "survives ]]> and ]]]]> and &lt;, all the same"
}"#;
/// Three segments in the alphabet of a compact JWS; nothing signed it.
pub(crate) const TOKEN: &str =
    "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJuYW1lIjoiZml4dHVyZSJ9.bm90LWEtc2lnbmF0dXJl-_";
/// Where a hosted assertion of Open Badges 2.0 would be.
pub(crate) const URL: &str = "https://badges.example/assertions/17";

const OB3: &str = "openbadgecredential";
const CLR: &str = "clrcredential";
const OB2: &str = "openbadges";

fn pngs() -> Vec<(&'static str, Vec<u8>)> {
    let json = CREDENTIAL.as_bytes();
    let baked = itxt(OB3, 0, 0, "", "", json);
    let before = |chunks: &[Vec<u8>]| png(chunks, &[]);
    let after = |chunks: &[Vec<u8>]| png(&[], chunks);
    let latin1: Vec<u8> = b"{\"name\":\"Gew\xe4sserkunde\"}".to_vec();
    let mut wrong_crc = after(std::slice::from_ref(&baked));
    let in_text = wrong_crc.len() - 12 - 20;
    wrong_crc[in_text] ^= 1;
    let mut trailing = after(std::slice::from_ref(&baked));
    trailing.extend_from_slice(b"PK\x03\x04");
    let mut truncated = after(std::slice::from_ref(&baked));
    truncated.truncate(truncated.len() - 14);
    let mut no_end = after(std::slice::from_ref(&baked));
    no_end.truncate(no_end.len() - 12);
    let mut huge_length = before(&[]);
    let idat = 8 + 25;
    huge_length.splice(idat..idat + 4, [0x80, 0, 0, 0]);
    let mut longer_than_file = before(&[]);
    longer_than_file.splice(idat..idat + 4, [0x7f, 0xff, 0xff, 0xff]);
    let no_idat = [SIGNATURE.as_slice(), &header(), &baked, &chunk(b"IEND", b"")].concat();
    let apple = [SIGNATURE.as_slice(), &chunk(b"CgBI", &[0x50, 0, 0x20, 2]), &before(&[])[8..]].concat();
    vec![
        ("plain.png", before(&[])),
        ("png-before-idat.png", before(std::slice::from_ref(&baked))),
        (
            "png-after-idat.png",
            after(&[chunk(b"tEXt", b"Software\0a drawing program"), itxt(OB3, 0, 0, "", "", json)]),
        ),
        ("png-jwt.png", after(&[itxt(OB3, 0, 0, "", "", TOKEN.as_bytes())])),
        ("png-clr.png", after(&[itxt(CLR, 0, 0, "", "", json)])),
        ("png-ob2-itxt.png", after(&[itxt(OB2, 0, 0, "", "", TOKEN.as_bytes())])),
        ("png-ob2-text.png", before(&[chunk(b"tEXt", format!("{OB2}\0{URL}").as_bytes())])),
        ("png-ob2-beside.png", after(&[itxt(OB2, 0, 0, "", "", TOKEN.as_bytes()), baked.clone()])),
        ("png-two.png", png(std::slice::from_ref(&baked), std::slice::from_ref(&baked))),
        ("png-ob3-and-clr.png", after(&[baked.clone(), itxt(CLR, 0, 0, "", "", json)])),
        ("png-two-by-type.png", after(&[baked.clone(), ztxt(OB3, TOKEN.as_bytes())])),
        ("png-compressed.png", after(&[itxt(OB3, 1, 0, "", "", &stored(json))])),
        ("png-ztxt.png", after(&[ztxt(OB3, TOKEN.as_bytes())])),
        ("png-text.png", after(&[chunk(b"tEXt", format!("{OB3}\0{TOKEN}").as_bytes())])),
        ("png-text-latin1.png", after(&[chunk(b"tEXt", &[OB3.as_bytes(), b"\0", &latin1].concat())])),
        ("png-not-utf8.png", after(&[itxt(OB3, 0, 0, "", "", &latin1)])),
        ("png-bomb.png", after(&[itxt(OB3, 1, 0, "", "", &bomb())])),
        (
            "png-broken-deflate.png",
            after(&[itxt(OB3, 1, 0, "", "", &stored(json)[..40]), chunk(b"tEXt", b"Comment\0x")]),
        ),
        ("png-not-deflate.png", after(&[itxt(OB3, 1, 0, "", "", b"not compressed at all")])),
        ("png-flag-2.png", after(&[itxt(OB3, 2, 0, "", "", json)])),
        ("png-method-1.png", after(&[itxt(OB3, 0, 1, "", "", json)])),
        ("png-keyword-only.png", after(&[chunk(b"iTXt", OB3.as_bytes())])),
        ("png-no-fields.png", after(&[chunk(b"iTXt", &[OB3.as_bytes(), b"\0\0\0", json].concat())])),
        ("png-language.png", after(&[itxt(OB3, 0, 0, "en", "badge", json)])),
        ("png-empty.png", after(&[itxt(OB3, 0, 0, "", "", b" \n")])),
        ("png-wrong-crc.png", wrong_crc),
        ("png-trailing.png", trailing),
        ("png-truncated.png", truncated),
        ("png-no-end.png", no_end),
        ("png-huge-length.png", huge_length),
        ("png-longer-than-file.png", longer_than_file),
        ("png-no-idat.png", no_idat),
        ("png-apple.png", apple),
        ("png-other-keyword.png", after(&[itxt("OpenBadgeCredential", 0, 0, "", "", json)])),
    ]
}

fn svgs() -> Vec<(&'static str, String)> {
    const NS: &str = "https://purl.imsglobal.org/ob/v3p0";
    let body = CREDENTIAL.replace("]]>", "]]]]><![CDATA[>");
    let element = |attributes: &str, inner: &str| {
        format!("<openbadges:credential{attributes}>{inner}</openbadges:credential>")
    };
    let json = element("", &format!("\n  <![CDATA[\n{body}\n]]>\n"));
    let jwt = element(&format!(" verify=\"{TOKEN}\""), "");
    let root = |declarations: &str, inner: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"{declarations} viewBox=\"0 0 20 20\">{inner}{DRAWING}</svg>\n"
        )
    };
    let ob = format!(" xmlns:openbadges=\"{NS}\"");
    let doctype = concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" ",
        "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n"
    );
    let subset = |declarations: &str| format!("<!DOCTYPE svg [\n{declarations}\n]>\n");
    let escaped =
        CREDENTIAL.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&#x3E;").replace('"', "&quot;");
    let laughs: String = (1..12)
        .map(|n| {
            let inner: String = (0..10).map(|_| format!("&l{};", n - 1)).collect();
            format!("<!ENTITY l{n} \"{inner}\">\n")
        })
        .collect();
    vec![
        ("plain.svg", root("", "")),
        ("svg-json.svg", root(&ob, &json)),
        ("svg-jwt.svg", root(&ob, &jwt)),
        ("svg-doctype.svg", format!("{doctype}{}", root(&ob, &json))),
        ("svg-bom.svg", format!("\u{feff}{doctype}{}", root(&ob, &jwt))),
        (
            "svg-prefix.svg",
            root(
                "",
                &format!(
                    "<g><b:credential xmlns:b='https&#58;//purl.imsglobal.org/ob/v3p0' verify='{TOKEN}'/></g>"
                ),
            ),
        ),
        ("svg-default-namespace.svg", root("", &format!("<credential xmlns=\"{NS}\" verify=\"{TOKEN}\"/>"))),
        ("svg-escaped.svg", root(&ob, &element("", &escaped))),
        (
            "svg-clr.svg",
            root(
                " xmlns:c=\"https://purl.imsglobal.org/clr/v2p0\"",
                &format!("<c:credential verify=\"{TOKEN}\"/>"),
            ),
        ),
        (
            "svg-ob2.svg",
            root(
                " xmlns:openbadges=\"http://openbadges.org\"",
                &format!(
                    "<openbadges:assertion verify=\"{URL}\"><![CDATA[{{\"id\":\"{URL}\"}}]]></openbadges:assertion>"
                ),
            ),
        ),
        (
            "svg-ob2-beside.svg",
            root(
                &format!("{ob} xmlns:old=\"http://openbadges.org\""),
                &format!("<old:assertion verify=\"{URL}\"/>{jwt}"),
            ),
        ),
        // The prefix without the namespace is no credential: anybody may use it.
        (
            "svg-other-namespace.svg",
            root(
                " xmlns:openbadges=\"https://elsewhere.example/\"",
                &format!("{jwt}<credential verify=\"{TOKEN}\"/>"),
            ),
        ),
        ("svg-in-comment.svg", root(&ob, &format!("<!-- {jwt} --><desc><![CDATA[{jwt}]]></desc>"))),
        ("svg-two.svg", root(&ob, &format!("{jwt}{json}"))),
        (
            "svg-two-prefixes.svg",
            root(&ob, &format!("{jwt}<defs><x:credential xmlns:x=\"{NS}\" verify=\"{TOKEN}\"/></defs>")),
        ),
        ("svg-two-forms.svg", root(&ob, &element(&format!(" verify=\"{TOKEN}\""), "<![CDATA[{}]]>"))),
        ("svg-empty.svg", root(&ob, &element(" verify=\" \"", "\n"))),
        (
            "svg-entity.svg",
            format!(
                "{}{}",
                subset("<!ENTITY name \"Mallory\">"),
                root(&ob, &element("", "{\"name\": \"&name;\"}"))
            ),
        ),
        (
            "svg-entity-external.svg",
            format!(
                "{}{}",
                subset("<!ENTITY file SYSTEM \"file:///etc/hostname\">"),
                root(&ob, &element("", "{\"name\": \"&file;\"}"))
            ),
        ),
        (
            "svg-entity-verify.svg",
            format!(
                "{}{}",
                subset("<!ENTITY token \"e30.e30.e30\">"),
                root(&ob, &element(" verify=\"&token;\"", ""))
            ),
        ),
        ("svg-entity-unterminated.svg", root(&ob, &element(" verify=\"&token\"", ""))),
        (
            "svg-entity-namespace.svg",
            format!(
                "{}{}",
                subset(&format!("<!ENTITY ob \"{NS}\">")),
                root(" xmlns:o=\"&ob;\"", &format!("<o:credential verify=\"{TOKEN}\"/>"))
            ),
        ),
        (
            "svg-entity-bomb.svg",
            format!(
                "{}{}",
                subset(&format!("<!ENTITY l0 \"ha\">\n{laughs}")),
                root(&ob, &element("", "&l11;"))
            ),
        ),
        (
            "svg-attlist.svg",
            format!(
                "{}{}",
                subset(&format!(
                    "<!ATTLIST credential xmlns CDATA #FIXED \"{NS}\" verify CDATA \"{TOKEN}\">"
                )),
                root("", "<credential/>")
            ),
        ),
        (
            "svg-parameter-entity.svg",
            format!(
                "{}{}",
                subset("<!ENTITY % more SYSTEM \"https://mallory.example/more.dtd\">\n%more;"),
                root(&ob, &jwt)
            ),
        ),
        // What drawing programs write: entities for namespaces and colours, none near the credential.
        (
            "svg-drawing-entities.svg",
            format!(
                "{}<svg xmlns=\"&svg;\"{ob}>{jwt}<text fill=\"&ink;\">&ink;</text></svg>",
                subset("<!ENTITY svg \"http://www.w3.org/2000/svg\">\n<!ENTITY ink \"black\">")
            ),
        ),
        ("svg-markup.svg", root(&ob, &element("", "{\"name\": \"<b>x</b>\"}"))),
        ("svg-markup-comment.svg", root(&ob, &element("", "{}<!-- {} -->"))),
        ("svg-unclosed.svg", format!("<svg{ob}>{jwt}<g>")),
        ("svg-crossed.svg", format!("<svg{ob}>{jwt}<g></svg></g>")),
        ("svg-unbound-prefix.svg", root("", &jwt)),
        (
            "svg-verify-twice.svg",
            root(&ob, &element(&format!(" verify=\"{TOKEN}\" verify=\"e30.e30.e30\""), "")),
        ),
        ("svg-second-root.svg", format!("{}<g>{jwt}</g>", root(&ob, &jwt).trim_end())),
        ("svg-text-behind.svg", format!("{}{{\"name\": \"more\"}}", root(&ob, &jwt))),
        ("svg-no-drawing.svg", format!("<svg{ob}/>")),
        ("svg-latin1.svg", format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n{}", root(&ob, &jwt))),
        ("svg-deep.svg", root(&ob, &format!("{jwt}{}{}", "<g>".repeat(300), "</g>".repeat(300)))),
        ("svg-wide.svg", root(&(0..200).map(|n| format!(" a{n}=\"\"")).collect::<String>(), &jwt)),
    ]
}

fn other() -> Vec<(&'static str, Vec<u8>)> {
    let svg = format!(
        "<svg xmlns:o=\"https://purl.imsglobal.org/ob/v3p0\"><o:credential verify=\"{TOKEN}\"/></svg>"
    );
    let utf16: Vec<u8> = std::iter::once('\u{feff}')
        .chain(svg.chars())
        .flat_map(|c| u16::try_from(u32::from(c)).unwrap().to_le_bytes())
        .collect();
    let not_utf8 = [b"<svg><!-- \xe4 -->".as_slice(), svg.as_bytes(), b"</svg>"].concat();
    vec![
        ("svg-utf16.svg", utf16),
        ("svg-not-utf8.svg", not_utf8),
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec()),
        ("page.html", format!("<!DOCTYPE html><html><body>{svg}</body></html>").into_bytes()),
    ]
}

const DRAWING: &str = "<title>A badge</title><circle cx=\"10\" cy=\"10\" r=\"9\" fill=\"#1f4e79\"/>";

pub(crate) const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];

/// A picture of 16 × 16 pixels, a ring in grey, with chunks before and after its pixels.
pub(crate) fn png(before: &[Vec<u8>], after: &[Vec<u8>]) -> Vec<u8> {
    let pixels: Vec<u8> = (0..16i32)
        .flat_map(|y| {
            let ring = move |x: i32| {
                let square = (2 * x - 15).pow(2) + (2 * y - 15).pow(2);
                if (90..220).contains(&square) { 40 } else { 230 }
            };
            std::iter::once(0).chain((0..16).map(ring))
        })
        .collect();
    let packed = stored(&pixels);
    let (one, two) = packed.split_at(100);
    let mut out = SIGNATURE.to_vec();
    out.extend(header());
    out.extend(before.concat());
    out.extend(chunk(b"IDAT", one));
    out.extend(chunk(b"IDAT", two));
    out.extend(after.concat());
    out.extend(chunk(b"IEND", b""));
    out
}

fn header() -> Vec<u8> {
    chunk(b"IHDR", &[0, 0, 0, 16, 0, 0, 0, 16, 8, 0, 0, 0, 0])
}

pub(crate) fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [kind, data].concat();
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length, body.as_slice(), &crc(&body).to_be_bytes()].concat()
}

pub(crate) fn itxt(
    keyword: &str,
    flag: u8,
    method: u8,
    language: &str,
    translated: &str,
    text: &[u8],
) -> Vec<u8> {
    let fields =
        [keyword.as_bytes(), &[0, flag, method], language.as_bytes(), &[0], translated.as_bytes(), &[0]];
    chunk(b"iTXt", &[fields.concat().as_slice(), text].concat())
}

fn ztxt(keyword: &str, text: &[u8]) -> Vec<u8> {
    chunk(b"zTXt", &[keyword.as_bytes(), &[0, 0], &stored(text)].concat())
}

/// The CRC of PNG annex D, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |c, _| if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 })
    })
}

/// A zlib stream of one stored block.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    let (a, b) = bytes.iter().fold((1u32, 0u32), |(a, b), &byte| {
        let a = (a + u32::from(byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    let mut out = vec![0x78, 0x01, 0x01];
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(bytes);
    out.extend(((b << 16) | a).to_be_bytes());
    out
}

/// 17 MiB of spaces, more than the default limit for text, in some 17 kB.
fn bomb() -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&vec![b' '; 17 << 20]).unwrap();
    encoder.finish().unwrap()
}
