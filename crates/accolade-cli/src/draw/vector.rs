//! Writes a scene as SVG.

use std::f32::consts::PI;
use std::fmt::Write;

use super::font::Weight;
use super::geometry::{Path, Point, Segment};
use super::palette::Colour;
use super::scene::{Base, Item, Line, Paint, Scene};

/// Inter where it is installed, else what comes close on each system.
const FAMILY: &str = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif";

pub(super) fn write(scene: &Scene) -> String {
    let mut definitions = String::new();
    let mut body = String::new();
    for (index, item) in scene.items.iter().enumerate() {
        item_of(item, index, &mut definitions, &mut body);
    }
    let side = scene.side;
    let (title, description) = (escape(&scene.title), escape(&scene.description));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{side}\" height=\"{side}\" viewBox=\"0 0 {side} {side}\" \
         role=\"img\" aria-labelledby=\"title description\">\n\
         <title id=\"title\">{title}</title>\n<desc id=\"description\">{description}</desc>\n\
         <defs>\n{definitions}</defs>\n<g font-family=\"{FAMILY}\" text-anchor=\"middle\">\n{body}</g>\n</svg>\n"
    )
}

/// Writing to a string cannot fail, so the results below are dropped.
fn item_of(item: &Item, index: usize, definitions: &mut String, body: &mut String) {
    match item {
        Item::Fill(path, paint) => {
            let fill = match paint {
                Paint::Solid(colour) => colour_of("fill", *colour),
                Paint::Linear(from, to, colours) => {
                    let place = format!(
                        "linearGradient id=\"paint{index}\" gradientUnits=\"userSpaceOnUse\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"",
                        number(from.x),
                        number(from.y),
                        number(to.x),
                        number(to.y)
                    );
                    gradient(definitions, &place, colours);
                    format!("fill=\"url(#paint{index})\"")
                }
                Paint::Radial(centre, radius, colours) => {
                    let place = format!(
                        "radialGradient id=\"paint{index}\" gradientUnits=\"userSpaceOnUse\" cx=\"{}\" cy=\"{}\" r=\"{}\"",
                        number(centre.x),
                        number(centre.y),
                        number(*radius)
                    );
                    gradient(definitions, &place, colours);
                    format!("fill=\"url(#paint{index})\"")
                }
            };
            let _ = writeln!(body, "<path {fill} d=\"{}\"/>", data(path));
        }
        Item::Stroke(path, colour, width) => {
            let stroke = colour_of("stroke", *colour);
            let _ = writeln!(
                body,
                "<path fill=\"none\" {stroke} stroke-width=\"{}\" d=\"{}\"/>",
                number(*width),
                data(path)
            );
        }
        Item::Text(line) => text(line, index, definitions, body),
    }
}

fn text(line: &Line, index: usize, definitions: &mut String, body: &mut String) {
    let mut style = format!("font-size=\"{}\" {}", number(line.size), colour_of("fill", line.colour));
    if line.weight == Weight::Bold {
        style.push_str(" font-weight=\"700\"");
    }
    if line.tracking > 0.0 {
        let _ = write!(style, " letter-spacing=\"{}\"", number(line.tracking));
    }
    let words = escape(&line.text);
    match line.base {
        // The reader's font may be wider than ours: the line keeps the width that it was laid out for.
        Base::Level(Point { x, y }) => {
            let _ = writeln!(
                body,
                "<text x=\"{}\" y=\"{}\" {style} textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\">{words}</text>",
                number(x),
                number(y),
                number(line.width)
            );
        }
        Base::Over { centre, radius } | Base::Under { centre, radius } => {
            // From the left end over the top, or under the bottom, to the right end.
            let (from, to) = match line.base {
                Base::Under { .. } => (PI, 0.0),
                _ => (PI * 0.75, PI * 2.25),
            };
            let path = Path::arc(centre, radius, from, to);
            let _ = writeln!(definitions, "<path id=\"arc{index}\" d=\"{}\"/>", data(&path));
            let _ = writeln!(
                body,
                "<text {style}><textPath href=\"#arc{index}\" startOffset=\"50%\">{words}</textPath></text>"
            );
        }
    }
}

fn gradient(definitions: &mut String, place: &str, colours: &[Colour]) {
    let _ = write!(definitions, "<{place}>");
    for (stop, colour) in super::pixels::stops(colours) {
        let _ = write!(
            definitions,
            "<stop offset=\"{}\" {}/>",
            number(stop),
            colour_of("stop", *colour).replace("stop=", "stop-color=")
        );
    }
    let kind = place.split(' ').next().unwrap_or_default();
    let _ = writeln!(definitions, "</{kind}>");
}

fn colour_of(attribute: &str, colour: Colour) -> String {
    let [r, g, b] = colour.rgb;
    let solid = format!("{attribute}=\"#{r:02x}{g:02x}{b:02x}\"");
    match colour.alpha {
        255 => solid,
        alpha => format!("{solid} {attribute}-opacity=\"{}\"", number(f32::from(alpha) / 255.0)),
    }
}

fn data(path: &Path) -> String {
    let point = |point: &Point| format!("{} {}", number(point.x), number(point.y));
    let step = |step: &Segment| match step {
        Segment::Move(to) => format!("M{}", point(to)),
        Segment::Line(to) => format!("L{}", point(to)),
        Segment::Quad(by, to) => format!("Q{} {}", point(by), point(to)),
        Segment::Cubic(one, two, to) => format!("C{} {} {}", point(one), point(two), point(to)),
        Segment::Close => "Z".to_owned(),
    };
    path.0.iter().map(step).collect()
}

/// Two decimals at most, so that the last bit of a sine does not show.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
