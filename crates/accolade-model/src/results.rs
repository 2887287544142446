//! Whether results agree with the scales they name: Open Badges 3.0, classes
//! [Result](https://www.imsglobal.org/spec/ob/v3p0/#result) and
//! [ResultDescription](https://www.imsglobal.org/spec/ob/v3p0/#resultdescription). No schema checks any of it.

use std::collections::BTreeSet;

use accolade_json::{Limits, one_or_many, write_number};
use accolade_report::{Code, Finding};
use serde_json::{Map, Value};

use crate::{
    codes,
    findings::{Findings, Quoted},
    place::Place,
    view,
};

/// Holds the results of a badge against the scales of its achievement; of a CLR, those of every badge in it.
///
/// ```
/// use accolade_model::{check_results, codes};
/// use serde_json::json;
/// let findings = check_results(&json!({"credentialSubject": {
///     "achievement": {"resultDescription": [
///         {"id": "urn:uuid:1", "resultType": "LetterGrade", "allowedValue": ["C", "B", "A"]}
///     ]},
///     "result": [{"resultDescription": "urn:uuid:1", "value": "D"}]
/// }}));
/// assert_eq!(findings[0].code, codes::RESULT_VALUE);
/// assert_eq!(findings[0].pointer.as_str(), "/credentialSubject/result/0/value");
/// ```
#[must_use]
pub fn check_results(document: &Value) -> Vec<Finding> {
    let mut out = Findings::default();
    if let Some(node) = document.as_object() {
        credential(node, &Place::ROOT, &mut out);
    }
    out.into_vec()
}

fn credential(node: &Map<String, Value>, place: &Place<'_>, out: &mut Findings) {
    each(node, "credentialSubject", place, &mut |subject, place| {
        each(subject, "verifiableCredential", place, &mut |nested, place| credential(nested, place, out));
        let (mut scales, mut ids) = (Vec::new(), BTreeSet::new());
        each(subject, "achievement", place, &mut |achievement, place| {
            each(achievement, "resultDescription", place, &mut |node, place| {
                let scale = Scale::read(node, place, out);
                let Some(id) = text(node, "id") else { return };
                scales.push((id, scale));
                if !ids.insert(id) {
                    out.error(
                        codes::DUPLICATE_ID,
                        &place.key("id"),
                        format_args!("another description has this id"),
                    );
                }
            });
        });
        scales.sort_by_key(|(id, _)| *id);
        each(subject, "result", place, &mut |node, place| result(node, &scales, place, out));
    });
}

/// A result description, with what a result needs of it.
struct Scale<'a> {
    node: &'a Map<String, Value>,
    allowed: BTreeSet<&'a str>,
    levels: BTreeSet<&'a str>,
    range: Option<(f64, f64)>,
}

/// The types whose values are numbers.
const NUMERIC: &[&str] =
    &["GradePointAverage", "Percent", "PredictedScore", "RawScore", "RubricScore", "ScaledScore"];

impl<'a> Scale<'a> {
    /// Reads a description, and says where it disagrees with itself.
    fn read(node: &'a Map<String, Value>, place: &Place<'_>, out: &mut Findings) -> Self {
        let mut levels = BTreeSet::new();
        each(node, "rubricCriterionLevel", place, &mut |level, place| {
            if let Some(id) = text(level, "id")
                && !levels.insert(id)
            {
                out.error(codes::DUPLICATE_ID, &place.key("id"), format_args!("another level has this id"));
            }
        });
        let allowed = view::items(node, "allowedValue").iter().filter_map(Value::as_str).collect();
        let range = range(node, place, out);
        let scale = Self { node, allowed, levels, range };
        if let Some(required) = text(node, "requiredLevel")
            && !scale.levels.contains(required)
        {
            out.error(
                codes::REQUIRED_LEVEL_UNKNOWN,
                &place.key("requiredLevel"),
                format_args!("the required level is not among the levels of this description"),
            );
        }
        if let Some(required) = text(node, "requiredValue")
            && !scale.has(required)
        {
            scale.refuse(required, codes::REQUIRED_VALUE, &place.key("requiredValue"), out);
        }
        scale
    }

    fn is_numeric(&self) -> bool {
        text(self.node, "resultType").is_some_and(|name| NUMERIC.contains(&name))
    }

    /// Whether the value is on the scale. A description without allowed values and range has every value.
    fn has(&self, value: &str) -> bool {
        let ranged = self.range.is_some();
        let in_range =
            |(least, most): (f64, f64)| number(value).is_some_and(|value| (least..=most).contains(&value));
        match (self.allowed.is_empty(), ranged) {
            (true, false) => true,
            _ => self.allowed.contains(value) || self.range.is_some_and(in_range),
        }
    }

    /// Says of a value that it is not on the scale.
    fn refuse(&self, value: &str, code: Code, place: &Place<'_>, out: &mut Findings) {
        let value = Quoted(value);
        match self.range {
            Some((least, most)) => {
                let (least, most) = (shown(least), shown(most));
                let message = format_args!("{value} is neither allowed nor within `{least}` to `{most}`");
                out.error(code, place, message);
            }
            None => out.error(code, place, format_args!("{value} is not an allowed value")),
        }
    }
}

/// The range of a description: both ends, or one and infinity. Text that is no number is a finding where the type
/// is numeric, and no range elsewhere.
fn range(node: &Map<String, Value>, place: &Place<'_>, out: &mut Findings) -> Option<(f64, f64)> {
    let numeric = text(node, "resultType").is_some_and(|name| NUMERIC.contains(&name));
    let mut end = |name: &str, missing: f64| match text(node, name) {
        None => Some(missing),
        Some(found) => {
            let read = number(found);
            if read.is_none() && numeric {
                out.error(
                    codes::RESULT_RANGE,
                    &place.key(name),
                    format_args!("{} is not a decimal number", Quoted(found)),
                );
            }
            read
        }
    };
    let (least, most) = (end("valueMin", f64::NEG_INFINITY)?, end("valueMax", f64::INFINITY)?);
    if least > most {
        out.error(
            codes::RESULT_RANGE,
            &place.key("valueMax"),
            format_args!("`{}` is less than `{}`", shown(most), shown(least)),
        );
        return None;
    }
    (least.is_finite() || most.is_finite()).then_some((least, most))
}

fn result(node: &Map<String, Value>, scales: &[(&str, Scale<'_>)], place: &Place<'_>, out: &mut Findings) {
    let (value, level, status) = (text(node, "value"), text(node, "achievedLevel"), text(node, "status"));
    let Some(link) = text(node, "resultDescription") else {
        if value.is_none() && level.is_none() && status.is_none() {
            out.warning(codes::RESULT_EMPTY, place, format_args!("neither value, level nor status is given"));
        }
        return;
    };
    // Of several with one id, which is an error, the last counts.
    let past = scales.partition_point(|(id, _)| *id <= link);
    let Some((_, scale)) = past.checked_sub(1).and_then(|at| scales.get(at)).filter(|(id, _)| *id == link)
    else {
        return out.error(
            codes::RESULT_DESCRIPTION_UNKNOWN,
            &place.key("resultDescription"),
            format_args!("the achievement has no description of this id"),
        );
    };
    let is_status = text(scale.node, "resultType") == Some("Status");
    if is_status && status.is_none() {
        out.error(
            codes::RESULT_STATUS_MISSING,
            &place.key("status"),
            format_args!("the description is of type `Status`, which calls for a status"),
        );
    } else if value.is_none() && level.is_none() && status.is_none() {
        out.warning(codes::RESULT_EMPTY, place, format_args!("neither value, level nor status is given"));
    }
    if let Some(level) = level
        && !scale.levels.contains(level)
    {
        out.error(
            codes::ACHIEVED_LEVEL_UNKNOWN,
            &place.key("achievedLevel"),
            format_args!("the linked description has no level of this id"),
        );
    }
    if let Some(value) = value
        && (!scale.has(value) || (scale.is_numeric() && scale.allowed.is_empty() && number(value).is_none()))
    {
        scale.refuse(value, codes::RESULT_VALUE, &place.key("value"), out);
    }
}

/// A decimal number; a percent sign may follow.
pub(crate) fn number(text: &str) -> Option<f64> {
    let digits = text.trim().trim_end_matches('%').trim_end();
    let sign = if digits.starts_with('-') { "-" } else { "" };
    let unsigned = digits.strip_prefix(['+', '-']).unwrap_or(digits);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut bytes = whole.bytes().chain(fraction.bytes()).peekable();
    if bytes.peek().is_none() || !bytes.all(|b| b.is_ascii_digit()) {
        return None;
    }
    // As JSON writes it, whose reader is here already: another one has tables of 10 kB.
    let whole = whole.trim_start_matches('0');
    let zero = if whole.is_empty() { "0" } else { "" };
    let text = format!("{sign}{zero}{whole}.{fraction}0");
    accolade_json::parse(text.as_bytes(), &Limits::default()).ok()?.as_f64()
}

fn shown(number: f64) -> String {
    let mut text = String::new();
    match number.is_finite() {
        true => write_number(&mut text, number),
        false => text.push_str(if number > 0.0 { "any above" } else { "any below" }),
    }
    text
}

fn text<'a>(node: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    node.get(name).and_then(Value::as_str)
}

/// Visits each object under a member that has one or many.
fn each<'a>(
    node: &'a Map<String, Value>,
    name: &str,
    place: &Place<'_>,
    visit: &mut dyn FnMut(&'a Map<String, Value>, &Place<'_>),
) {
    let Some(value) = node.get(name) else { return };
    let place = &place.key(name);
    for (index, item) in one_or_many(value).iter().enumerate() {
        if let Some(object) = item.as_object() {
            visit(object, &place.item(value, index));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers() {
        assert_eq!(number("8.5"), Some(8.5));
        assert_eq!(number("-1"), Some(-1.0));
        assert_eq!((number("+.5"), number("007."), number("00")), (Some(0.5), Some(7.0), Some(0.0)));
        assert_eq!(number("85 %"), Some(85.0));
        for bad in ["", "A", "NaN", "inf", "1e3", "1,5", "1.2.3", "%", "--1", "0x10", "."] {
            assert_eq!(number(bad), None, "{bad}");
        }
    }
}
