//! The two fonts: Inter, cut down to Latin, Greek and Cyrillic; see `fonts/README.md`.

use std::io;

use ttf_parser::{Face, OutlineBuilder};

use super::geometry::{Path, Point, Segment, at};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

pub(super) struct Font(Face<'static>);

impl Font {
    pub(super) fn of(weight: Weight) -> io::Result<Self> {
        let bytes: &'static [u8] = match weight {
            Weight::Regular => include_bytes!("fonts/inter-regular.ttf"),
            Weight::Bold => include_bytes!("fonts/inter-bold.ttf"),
        };
        Face::parse(bytes, 0).map(Self).map_err(io::Error::other)
    }

    /// The width of the text at size 1.
    pub(super) fn width(&self, text: &str) -> f32 {
        text.chars().map(|letter| self.advance(letter)).sum()
    }

    /// The width of one letter at size 1.
    pub(super) fn advance(&self, letter: char) -> f32 {
        let units = self.0.glyph_hor_advance(self.glyph(letter)).unwrap_or_default();
        f32::from(units) / f32::from(self.0.units_per_em())
    }

    /// The outline of one letter, placed by `place`, which takes the letter's own coordinates at size 1.
    pub(super) fn outline(&self, letter: char, place: impl Fn(Point) -> Point) -> Path {
        let scale = 1.0 / f32::from(self.0.units_per_em());
        let mut pen = Pen { place: |x, y| place(at(x * scale, -y * scale)), path: Path::default() };
        // A space has no outline.
        let _ = self.0.outline_glyph(self.glyph(letter), &mut pen);
        pen.path
    }

    /// The glyph of a letter; the font's empty box where it has none.
    fn glyph(&self, letter: char) -> ttf_parser::GlyphId {
        self.0.glyph_index(letter).unwrap_or_default()
    }
}

struct Pen<F: Fn(f32, f32) -> Point> {
    place: F,
    path: Path,
}

impl<F: Fn(f32, f32) -> Point> OutlineBuilder for Pen<F> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.0.push(Segment::Move((self.place)(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.0.push(Segment::Line((self.place)(x, y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.path.0.push(Segment::Quad((self.place)(x1, y1), (self.place)(x, y)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (one, two) = ((self.place)(x1, y1), (self.place)(x2, y2));
        self.path.0.push(Segment::Cubic(one, two, (self.place)(x, y)));
    }

    fn close(&mut self) {
        self.path.0.push(Segment::Close);
    }
}
