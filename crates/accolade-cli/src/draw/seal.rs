//! The layout: a seal with a scalloped edge, a ring of words, a mortarboard, the title, a banner and a ribbon.

use std::f32::consts::PI;
use std::io;

use super::BadgeArt;
use super::font::{Font, Weight};
use super::geometry::{Path, Point, at};
use super::palette::{Colour, GOLD, GREY, PAPER, Palette, palette_of, rgb};
use super::scene::{Base, Item, Line, Paint, Scene};
use super::text;

const SIDE: u16 = 800;
const CENTRE: Point = at(400.0, 352.0);
/// The edge, the ring of words, the paper.
const EDGE: f32 = 318.0;
const RING: f32 = 302.0;
const PAPER_RADIUS: f32 = 226.0;
const WHITE: Colour = rgb(0xffffff);
/// The banner's upper and lower edge.
const BANNER: [f32; 2] = [486.0, 562.0];

/// Places everything that the badge shows.
pub(super) fn lay_out(art: &BadgeArt<'_>) -> io::Result<Scene> {
    let palette = palette_of(art.issuer);
    let [title, issuer] = [art.title, art.issuer].map(text::plain);
    let [learner, level, awarded] = [art.learner, art.level, art.awarded]
        .map(|text| text.map(text::plain).filter(|text| !text.is_empty()));
    let type_ = Type { regular: Font::of(Weight::Regular)?, bold: Font::of(Weight::Bold)? };

    let mut items = ribbon(&palette);
    items.extend(medal(&palette));
    items.extend(type_.around(&issuer, true));
    items.extend(awarded.as_deref().map(|awarded| type_.around(awarded, false)).unwrap_or_default());
    items.extend(mortarboard(&palette));
    let floor = if level.is_some() { BANNER[0] } else { BANNER[0] + 44.0 };
    items.extend(type_.middle(&title, learner.as_deref(), floor, &palette));
    if let Some(level) = &level {
        items.extend(banner(&palette));
        items.extend(type_.on_banner(level));
    }

    let mut description = format!("A badge for “{title}”");
    for (words, value) in [(", awarded by", Some(&issuer)), (" to", learner.as_ref()), (":", level.as_ref())]
    {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            description = format!("{description}{words} {value}");
        }
    }
    Ok(Scene { side: SIDE, title, description, items })
}

/// Two tails behind the medal.
fn ribbon(palette: &Palette) -> Vec<Item> {
    let tail = |side: f32| {
        let x = |from_middle: f32| CENTRE.x + side * from_middle;
        let outline = [
            at(x(20.0), 520.0),
            at(x(196.0), 520.0),
            at(x(232.0), 772.0),
            at(x(150.0), 738.0),
            at(x(84.0), 786.0),
        ];
        let edge = [at(x(166.0), 520.0), at(x(178.0), 520.0), at(x(213.0), 764.0), at(x(199.0), 758.0)];
        let [light, dark] = palette.banner;
        [
            Item::Fill(
                Path::polygon(&outline),
                Paint::Linear(at(0.0, 600.0), at(0.0, 786.0), vec![dark, light]),
            ),
            Item::Fill(Path::polygon(&edge), Paint::Solid(GOLD[0].fade(150))),
        ]
    };
    tail(-1.0).into_iter().chain(tail(1.0)).collect()
}

/// The gold edge, the ring and the paper, lit from the upper left.
fn medal(palette: &Palette) -> Vec<Item> {
    let [shine, gold, shade] = GOLD;
    let lit = |radius: f32, colours: &[Colour]| {
        let from = CENTRE.polar(radius, PI * 1.25);
        Paint::Linear(from, CENTRE.polar(radius, PI * 0.25), colours.to_vec())
    };
    let shadow = at(CENTRE.x, CENTRE.y + 7.0);
    let mut items = vec![
        Item::Fill(Path::scallops(shadow, EDGE, EDGE + 16.0, 40), Paint::Solid(rgb(0x101828).fade(56))),
        Item::Fill(Path::scallops(CENTRE, EDGE, EDGE + 16.0, 40), lit(EDGE, &[shine, gold, shade, gold])),
        Item::Fill(Path::circle(CENTRE, RING + 5.0), lit(RING, &[shade, gold, shine])),
        Item::Fill(Path::circle(CENTRE, RING), lit(RING, &palette.ring)),
        Item::Stroke(Path::circle(CENTRE, RING - 9.0), gold.fade(200), 1.5),
        Item::Fill(Path::circle(CENTRE, PAPER_RADIUS + 7.0), lit(RING, &[shine, gold, shade])),
        Item::Fill(
            Path::circle(CENTRE, PAPER_RADIUS),
            Paint::Radial(CENTRE, PAPER_RADIUS, vec![PAPER[0], PAPER[0], PAPER[1]]),
        ),
        Item::Stroke(Path::circle(CENTRE, PAPER_RADIUS - 11.0), gold.fade(170), 1.25),
    ];
    for angle in [PI * 0.92, PI * 0.08] {
        let star = CENTRE.polar(f32::midpoint(RING, PAPER_RADIUS), angle);
        items.push(Item::Fill(Path::star(star, 15.0), Paint::Solid(GOLD[0])));
    }
    items
}

/// A mortarboard above the title.
fn mortarboard(palette: &Palette) -> Vec<Item> {
    let top = at(CENTRE.x, 196.0);
    let by = |x: f32, y: f32| at(top.x + x, top.y + y);
    let cap = [
        by(-36.0, 4.0),
        by(36.0, 4.0),
        by(36.0, 34.0),
        by(20.0, 43.0),
        by(0.0, 46.0),
        by(-20.0, 43.0),
        by(-36.0, 34.0),
    ];
    let board = [by(0.0, -32.0), by(74.0, -2.0), by(0.0, 28.0), by(-74.0, -2.0)];
    let [light, dark] = palette.ring;
    let cord = [by(-1.0, -3.5), by(58.0, 7.5), by(58.0, 12.5), by(-1.0, 0.5)];
    let tassel = [by(55.0, 9.0), by(60.0, 9.0), by(63.0, 46.0), by(52.0, 46.0)];
    vec![
        Item::Fill(Path::polygon(&cap), Paint::Solid(dark)),
        Item::Fill(Path::polygon(&board), Paint::Linear(by(-74.0, -32.0), by(74.0, 28.0), vec![light, dark])),
        Item::Fill(Path::polygon(&cord), Paint::Solid(GOLD[1])),
        Item::Fill(Path::polygon(&tassel), Paint::Solid(GOLD[1])),
        Item::Fill(Path::circle(by(57.5, 10.0), 4.5), Paint::Solid(GOLD[2])),
        Item::Fill(Path::circle(by(0.0, -2.0), 4.0), Paint::Solid(GOLD[0])),
    ]
}

/// A band across the medal, its ends folded behind.
fn banner(palette: &Palette) -> Vec<Item> {
    let [top, bottom] = BANNER;
    let [light, dark] = palette.banner;
    let mut items = Vec::new();
    for side in [-1.0, 1.0] {
        let x = |from_middle: f32| CENTRE.x + side * from_middle;
        let end = [
            at(x(252.0), top + 24.0),
            at(x(372.0), top + 24.0),
            at(x(340.0), top + 62.0),
            at(x(372.0), bottom + 24.0),
            at(x(252.0), bottom + 24.0),
        ];
        let fold = [at(x(252.0), bottom), at(x(306.0), bottom), at(x(252.0), bottom + 24.0)];
        items.push(Item::Fill(
            Path::polygon(&end),
            Paint::Linear(at(x(372.0), 0.0), at(x(252.0), 0.0), vec![light, dark]),
        ));
        items.push(Item::Fill(Path::polygon(&fold), Paint::Solid(rgb(0x1a0508).fade(190))));
    }
    let band = |inset: f32| {
        let half = 306.0;
        Path::polygon(&[
            at(CENTRE.x - half, top + inset),
            at(CENTRE.x + half, top + inset),
            at(CENTRE.x + half, bottom - inset),
            at(CENTRE.x - half, bottom - inset),
        ])
    };
    let line = |y: f32| {
        Path::polygon(&[
            at(CENTRE.x - 306.0, y),
            at(CENTRE.x + 306.0, y),
            at(CENTRE.x + 306.0, y + 1.5),
            at(CENTRE.x - 306.0, y + 1.5),
        ])
    };
    items.push(Item::Fill(band(0.0), Paint::Linear(at(0.0, top), at(0.0, bottom), vec![light, light, dark])));
    items.push(Item::Fill(line(top + 7.0), Paint::Solid(GOLD[0].fade(190))));
    items.push(Item::Fill(line(bottom - 8.5), Paint::Solid(GOLD[0].fade(190))));
    items
}

/// The fonts, and the places that words go to.
struct Type {
    regular: Font,
    bold: Font,
}

impl Type {
    const fn font(&self, weight: Weight) -> &Font {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    fn line(
        &self,
        text: String,
        weight: Weight,
        size: f32,
        tracking: f32,
        colour: Colour,
        base: Base,
    ) -> Item {
        let letters = text::count(&text);
        let width = size * self.font(weight).width(&text) + tracking * (letters - 1.0).max(0.0);
        Item::Text(Line { text, weight, size, tracking, colour, base, width })
    }

    /// Words in the ring, over the top or under the bottom, as large as there is room for.
    fn around(&self, words: &str, over: bool) -> Vec<Item> {
        let words = words.to_uppercase();
        let (largest, turn) = if over { (33.0, PI * 1.02) } else { (23.0, PI * 0.36) };
        let middle = f32::midpoint(RING - 9.0, PAPER_RADIUS + 7.0);
        let room = turn * middle;
        let tracking = 0.07;
        let width = self.bold.width(&words) + tracking * text::count(&words);
        let size = (room / width.max(0.1)).clamp(16.0, largest);
        let words = text::cut(&self.bold, &words, tracking, room / size);
        // Capitals are 0.73 high: half of it lies on either side of the middle of the ring.
        let half = 0.365 * size;
        let base = if over {
            Base::Over { centre: CENTRE, radius: middle - half }
        } else {
            Base::Under { centre: CENTRE, radius: middle + half }
        };
        let colour = if over { WHITE } else { GOLD[0] };
        vec![self.line(words, Weight::Bold, size, tracking * size, colour, base)]
    }

    /// The title and the learner, between the mortarboard and `floor`.
    fn middle(&self, title: &str, learner: Option<&str>, floor: f32, palette: &Palette) -> Vec<Item> {
        let ceiling = 262.0;
        let foot = floor - if learner.is_some() { 78.0 } else { 14.0 };
        let mut items = Vec::new();
        let (size, lines) = self.fit_title(title, ceiling, foot);
        let leading = size * 1.18;
        let block = leading * text::count_lines(&lines);
        let mut base = f32::midpoint(ceiling, foot) - block / 2.0 + size * 0.93;
        for line in lines {
            let place = Base::Level(at(CENTRE.x, base));
            items.push(self.line(line, Weight::Bold, size, 0.0, palette.ink, place));
            base += leading;
        }
        if let Some(learner) = learner {
            let rule = foot + 8.0;
            for (from, to) in [(-86.0, -12.0), (12.0, 86.0)] {
                let bar = [
                    at(CENTRE.x + from, rule),
                    at(CENTRE.x + to, rule),
                    at(CENTRE.x + to, rule + 1.6),
                    at(CENTRE.x + from, rule + 1.6),
                ];
                items.push(Item::Fill(Path::polygon(&bar), Paint::Solid(GOLD[1])));
            }
            items.push(Item::Fill(Path::star(at(CENTRE.x, rule + 1.0), 7.0), Paint::Solid(GOLD[1])));
            let name_base = foot + 50.0;
            let room = chord(name_base) - 24.0;
            let size = (room / self.regular.width(learner).max(0.1)).clamp(18.0, 29.0);
            let learner = text::cut(&self.regular, learner, 0.0, room / size);
            items.push(self.line(
                learner,
                Weight::Regular,
                size,
                0.0,
                GREY,
                Base::Level(at(CENTRE.x, name_base)),
            ));
        }
        items
    }

    /// The largest size at which the title fits, and its lines; at the smallest it is cut.
    fn fit_title(&self, title: &str, ceiling: f32, foot: f32) -> (f32, Vec<String>) {
        let mut size = 46.0;
        loop {
            let leading = size * 1.18;
            let smallest = size <= 22.0;
            // The lines stand around the middle of the room, which is near the middle of the paper.
            let room = chord(ceiling + 8.0).min(chord(foot - 8.0)) / size;
            let mut lines = text::wrap(&self.bold, title, room);
            let fits = leading * text::count_lines(&lines) <= foot - ceiling
                && lines.iter().all(|line| self.bold.width(line) <= room);
            if fits {
                return (size, lines);
            }
            if smallest {
                let most = ((foot - ceiling) / leading).floor();
                let mut kept = Vec::new();
                while text::count_lines(&kept) < most && !lines.is_empty() {
                    kept.push(lines.remove(0));
                }
                if let Some(last) = kept.last_mut()
                    && !lines.is_empty()
                {
                    last.push('…');
                }
                let cut = kept.iter().map(|line| text::cut(&self.bold, line, 0.0, room)).collect();
                return (size, cut);
            }
            size -= 1.0;
        }
    }

    fn on_banner(&self, words: &str) -> Vec<Item> {
        let room = 560.0;
        let tracking = 0.02;
        let width = self.bold.width(words) + tracking * text::count(words);
        let size = (room / width.max(0.1)).clamp(18.0, 34.0);
        let words = text::cut(&self.bold, words, tracking, room / size);
        let base = f32::midpoint(BANNER[0], BANNER[1]) + size * 0.36;
        vec![self.line(words, Weight::Bold, size, tracking * size, WHITE, Base::Level(at(CENTRE.x, base)))]
    }
}

/// How wide the paper is at that height, less a margin.
fn chord(y: f32) -> f32 {
    let radius = PAPER_RADIUS - 20.0;
    let away = (y - CENTRE.y).abs().min(radius);
    2.0 * (radius * radius - away * away).sqrt()
}
