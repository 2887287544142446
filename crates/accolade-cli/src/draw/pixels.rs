//! Paints a scene as pixels.

use std::f32::consts::PI;
use std::io;

use tiny_skia::{
    FillRule, GradientStop, LinearGradient, PathBuilder, Pixmap, RadialGradient, Shader, SpreadMode, Stroke,
    Transform,
};

use super::font::Font;
use super::geometry::{Path, Point, Segment, at};
use super::palette::Colour;
use super::scene::{Base, Item, Line, Paint, Scene};

pub(super) fn paint(scene: &Scene) -> io::Result<Vec<u8>> {
    let side = u32::from(scene.side);
    let mut canvas = Pixmap::new(side, side).ok_or_else(|| io::Error::other("no room for the picture"))?;
    for item in &scene.items {
        match item {
            Item::Fill(path, paint) => fill(&mut canvas, path, shader(paint)),
            Item::Stroke(path, colour, width) => {
                let stroke = Stroke { width: *width, ..Stroke::default() };
                if let Some(path) = built(path) {
                    canvas.stroke_path(
                        &path,
                        &with(Shader::SolidColor(solid(*colour))),
                        &stroke,
                        Transform::identity(),
                        None,
                    );
                }
            }
            Item::Text(line) => text(&mut canvas, line)?,
        }
    }
    canvas.encode_png().map_err(io::Error::from)
}

/// Colours with their places, at equal distances from 0 to 1.
pub(super) fn stops(colours: &[Colour]) -> impl Iterator<Item = (f32, &Colour)> {
    let last = u16::try_from(colours.len().saturating_sub(1)).map_or(1.0, f32::from).max(1.0);
    (0..u16::MAX).zip(colours).map(move |(index, colour)| (f32::from(index) / last, colour))
}

fn text(canvas: &mut Pixmap, line: &Line) -> io::Result<()> {
    let font = Font::of(line.weight)?;
    let mut outlines = Path::default();
    let mut pen = -line.width / 2.0;
    for letter in line.text.chars() {
        let advance = font.advance(letter) * line.size;
        let place = |point: Point| {
            let (x, y) = (pen + point.x * line.size, point.y * line.size);
            match line.base {
                Base::Level(base) => at(base.x + x, base.y + y),
                // Each letter stands straight on the tangent below its middle.
                Base::Over { centre, radius } => {
                    let middle = pen + advance / 2.0;
                    let angle = middle / radius - PI / 2.0;
                    centre.polar(radius - y, angle).polar(x - middle, angle + PI / 2.0)
                }
                Base::Under { centre, radius } => {
                    let middle = pen + advance / 2.0;
                    let angle = PI / 2.0 - middle / radius;
                    centre.polar(radius + y, angle).polar(x - middle, angle - PI / 2.0)
                }
            }
        };
        outlines.0.extend(font.outline(letter, place).0);
        pen += advance + line.tracking;
    }
    fill(canvas, &outlines, Some(Shader::SolidColor(solid(line.colour))));
    Ok(())
}

fn fill(canvas: &mut Pixmap, path: &Path, shader: Option<Shader<'_>>) {
    if let (Some(path), Some(shader)) = (built(path), shader) {
        canvas.fill_path(&path, &with(shader), FillRule::Winding, Transform::identity(), None);
    }
}

fn with(shader: Shader<'_>) -> tiny_skia::Paint<'_> {
    tiny_skia::Paint { shader, anti_alias: true, ..tiny_skia::Paint::default() }
}

fn shader(paint: &Paint) -> Option<Shader<'static>> {
    let placed = |colours: &[Colour]| {
        stops(colours).map(|(place, colour)| GradientStop::new(place, solid(*colour))).collect()
    };
    let point = |point: &Point| tiny_skia::Point::from_xy(point.x, point.y);
    let (pad, still) = (SpreadMode::Pad, Transform::identity());
    match paint {
        Paint::Solid(colour) => Some(Shader::SolidColor(solid(*colour))),
        Paint::Linear(from, to, colours) => {
            LinearGradient::new(point(from), point(to), placed(colours), pad, still)
        }
        Paint::Radial(centre, radius, colours) => {
            RadialGradient::new(point(centre), 0.0, point(centre), *radius, placed(colours), pad, still)
        }
    }
}

fn solid(colour: Colour) -> tiny_skia::Color {
    let [r, g, b] = colour.rgb;
    tiny_skia::Color::from_rgba8(r, g, b, colour.alpha)
}

fn built(path: &Path) -> Option<tiny_skia::Path> {
    let mut builder = PathBuilder::new();
    for segment in &path.0 {
        match *segment {
            Segment::Move(to) => builder.move_to(to.x, to.y),
            Segment::Line(to) => builder.line_to(to.x, to.y),
            Segment::Quad(by, to) => builder.quad_to(by.x, by.y, to.x, to.y),
            Segment::Cubic(one, two, to) => builder.cubic_to(one.x, one.y, two.x, two.y, to.x, to.y),
            Segment::Close => builder.close(),
        }
    }
    builder.finish()
}
