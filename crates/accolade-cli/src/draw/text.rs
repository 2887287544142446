//! Fitting words into the room there is.

use super::font::Font;

/// More letters than this are not looked at: no badge has room for them.
const MOST_LETTERS: usize = 400;

/// The text in one line of plain characters: control characters and runs of white space become one space, and what XML
/// cannot carry is left out.
pub(super) fn plain(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(MOST_LETTERS)
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text, cut with an ellipsis where it is wider than `room` at size 1.
pub(super) fn cut(font: &Font, text: &str, tracking: f32, room: f32) -> String {
    let width = |text: &str| font.width(text) + tracking * count(text);
    if width(text) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if width(&kept) + font.advance('…') > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// The number of letters.
pub(super) fn count(text: &str) -> f32 {
    u16::try_from(text.chars().count()).map_or(f32::from(u16::MAX), f32::from)
}

/// The words in as few lines as fit into `room` at size 1, and those as even as can be.
pub(super) fn wrap(font: &Font, text: &str, room: f32) -> Vec<String> {
    let lines = fill(font, text, room);
    let mut best = lines;
    // Narrow the lines until one more would be needed.
    let mut narrower = room;
    while narrower > room / 2.0 {
        narrower -= room / 40.0;
        let tried = fill(font, text, narrower);
        if tried.len() > best.len() || tried.iter().any(|line| font.width(line) > room) {
            break;
        }
        best = tried;
    }
    best
}

/// As many words in each line as fit. A word that is too long for a line has one of its own, too long.
fn fill(font: &Font, text: &str, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if font.width(line) + font.width(" ") + font.width(word) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The number of lines.
pub(super) fn count_lines(lines: &[String]) -> f32 {
    u16::try_from(lines.len()).map_or(f32::from(u16::MAX), f32::from)
}
