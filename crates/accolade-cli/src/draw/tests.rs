use accolade::bake::{BakeOptions, ImageFormat, Limits, bake, sniff, unbake};

use super::{BadgeArt, png, svg};

const ART: BadgeArt<'_> = BadgeArt {
    title: "River Ecology: Field Methods",
    issuer: "University of Example",
    learner: Some("Maja Lindqvist-Østergård"),
    level: Some("EQF level 5 · 2 ECTS"),
    awarded: Some("18 June 2026"),
};

/// Words that a badge may be asked to show.
fn awkward() -> Vec<BadgeArt<'static>> {
    vec![
        ART,
        BadgeArt::default(),
        BadgeArt { title: "x".repeat(5000).leak(), issuer: "y z ".repeat(2000).leak(), ..ART },
        BadgeArt {
            title: "a ".repeat(5000).leak(),
            learner: Some("é".repeat(900).leak()),
            level: None,
            ..ART
        },
        BadgeArt {
            title: "学習 🌊 مرحبا", issuer: "\0\u{1b}[31m\u{ffff}\r\n", learner: Some(" "), ..ART
        },
        BadgeArt { title: "</text><script>alert(1)</script> & ]]> \"'", issuer: "<!ENTITY", ..ART },
    ]
}

#[test]
fn the_same_words_give_the_same_bytes() {
    assert_eq!(svg(&ART).unwrap(), svg(&ART).unwrap());
    assert_eq!(png(&ART).unwrap(), png(&ART).unwrap());
    assert_ne!(svg(&ART).unwrap(), svg(&BadgeArt { title: "Another", ..ART }).unwrap());
}

#[test]
fn whatever_it_shows_can_be_baked() {
    for art in awkward() {
        for image in [svg(&art).unwrap().into_bytes(), png(&art).unwrap()] {
            let baked = bake(&image, "{}", &BakeOptions::default()).unwrap();
            assert_eq!(unbake(&baked, &Limits::default()).unwrap().text, "{}");
            assert!(image.len() < 400_000, "{}", image.len());
        }
    }
}

#[test]
fn an_svg_has_its_words_as_text() {
    let drawn = svg(&ART).unwrap();
    assert_eq!(sniff(drawn.as_bytes()), Some(ImageFormat::Svg));
    let words = [
        "<title id=\"title\">River Ecology: Field Methods</title>",
        ">UNIVERSITY OF EXAMPLE<",
        ">Maja Lindqvist-Østergård<",
    ];
    for words in words.into_iter().chain([">EQF level 5 · 2 ECTS<", ">18 JUNE 2026<"]) {
        assert!(drawn.contains(words), "{words}");
    }
    let hostile = svg(&BadgeArt { title: "</text><script>&", ..ART }).unwrap();
    assert!(!hostile.contains("<script"));
    assert!(hostile.contains("&lt;/text&gt;&lt;script&gt;&amp;"));
}

#[test]
fn a_png_is_a_picture_on_a_transparent_ground() {
    let drawn = tiny_skia::Pixmap::decode_png(&png(&ART).unwrap()).unwrap();
    assert_eq!((drawn.width(), drawn.height()), (800, 800));
    let pixel = |x, y| {
        let colour = drawn.pixel(x, y).unwrap().demultiply();
        (colour.red(), colour.green(), colour.blue(), colour.alpha())
    };
    assert_eq!(pixel(2, 2).3, 0, "the corner is empty");
    assert_eq!(pixel(400, 262), (255, 255, 255, 255), "the middle is paper");
    let letters = (380..420).flat_map(|y| (200..600).map(move |x| (x, y)));
    assert_eq!(letters.filter(|&(x, y)| pixel(x, y).3 == 255).count(), 400 * 40, "the title covers no hole");
}

#[test]
fn long_words_are_cut_and_say_so() {
    let drawn = svg(&BadgeArt { title: "a ".repeat(5000).leak(), ..ART }).unwrap();
    assert!(drawn.contains("…</text>"));
    let drawn = svg(&BadgeArt { issuer: "Institute ".repeat(40).leak(), ..ART }).unwrap();
    assert!(drawn.contains("…</textPath>"));
}
