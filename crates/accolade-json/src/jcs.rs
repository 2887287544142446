use std::fmt::Write;

use serde_json::{Number, Value};

/// The canonical form of [RFC 8785](https://www.rfc-editor.org/rfc/rfc8785): no white space, members sorted by UTF-16
/// code units, numbers as ECMAScript writes them, strings with the fewest escapes.
///
/// ```
/// use accolade_json::to_jcs;
/// assert_eq!(to_jcs(&serde_json::json!({"b": 1e21, "a": [true, null]})), r#"{"a":[true,null],"b":1e+21}"#);
/// ```
#[must_use]
pub fn to_jcs(value: &Value) -> String {
    let mut out = String::new();
    write_value(&mut out, value, Form::Canonical);
    out
}

/// Compact JSON in the members' own order: what `serde_json::to_string` gives, without its many forms of one writer.
///
/// ```
/// use accolade_json::to_text;
/// let value = serde_json::json!({"b": 4.50, "a": "\u{1}€/\""});
/// assert_eq!(to_text(&value), r#"{"b":4.5,"a":"\u0001€/\""}"#);
/// assert_eq!(to_text(&value), value.to_string());
/// ```
#[must_use]
pub fn to_text(value: &Value) -> String {
    let mut out = String::new();
    write_value(&mut out, value, Form::Plain);
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Canonical,
    Plain,
}

fn write_value(out: &mut String, value: &Value, form: Form) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) if form == Form::Plain => out.push_str(&number.to_string()),
        Value::Number(number) => write_json_number(out, number),
        Value::String(text) => write_string(out, text),
        Value::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write_value(out, item, form);
            }
            out.push(']');
        }
        Value::Object(members) => {
            // §3.2.3: names are compared as arrays of UTF-16 code units.
            let mut sorted: Vec<_> = members.iter().collect();
            if form == Form::Canonical {
                sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            }
            out.push('{');
            for (position, (name, member)) in sorted.into_iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write_string(out, name);
                out.push(':');
                write_value(out, member, form);
            }
            out.push('}');
        }
    }
}

/// §3.2.2.2.
fn write_string(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    // What has to be escaped is ASCII, and whatever stands between is taken as it is.
    while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        let (plain, from) = rest.split_at(at);
        let (special, after) = from.split_at(1);
        out.push_str(plain);
        match special {
            "\"" => out.push_str("\\\""),
            "\\" => out.push_str("\\\\"),
            "\u{8}" => out.push_str("\\b"),
            "\u{9}" => out.push_str("\\t"),
            "\u{a}" => out.push_str("\\n"),
            "\u{c}" => out.push_str("\\f"),
            "\u{d}" => out.push_str("\\r"),
            other => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{:04x}", other.bytes().next().unwrap_or_default());
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out.push('"');
}

fn write_json_number(out: &mut String, number: &Number) {
    match (number.as_u64(), number.as_i64(), number.as_f64()) {
        // Integers within ±2^53 read the same as doubles.
        (Some(n), _, _) if n <= 1 << 53 => _ = write!(out, "{n}"),
        (None, Some(n), _) if n >= -(1 << 53) => _ = write!(out, "{n}"),
        (_, _, Some(double)) => write_number(out, double),
        (_, _, None) => {}
    }
}

/// Writes a finite double as ECMAScript's `Number::toString` does (RFC 8785 §3.2.2.3); infinities and NaN, which JSON
/// cannot hold, as `null`.
///
/// ```
/// let mut out = String::new();
/// accolade_json::write_number(&mut out, 333_333_333.333_333_3);
/// assert_eq!(out, "333333333.3333333");
/// ```
pub fn write_number(out: &mut String, double: f64) {
    if !double.is_finite() {
        out.push_str("null");
        return;
    }
    if double == 0.0 {
        out.push('0');
        return;
    }
    let (digits, n) = shortest_digits(double);
    let k = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    if double < 0.0 {
        out.push('-');
    }
    if (k..=21).contains(&n) {
        out.push_str(&digits);
        out.extend((k..n).map(|_| '0'));
    } else if (1..=21).contains(&n) {
        let (whole, fraction) = digits.split_at(usize::try_from(n).unwrap_or(0));
        out.push_str(whole);
        out.push('.');
        out.push_str(fraction);
    } else if (-5..=0).contains(&n) {
        out.push_str("0.");
        out.extend((n..0).map(|_| '0'));
        out.push_str(&digits);
    } else {
        let (first, rest) = digits.split_at(1);
        out.push_str(first);
        if !rest.is_empty() {
            out.push('.');
            out.push_str(rest);
        }
        let _ = write!(out, "e{}{}", if n > 0 { '+' } else { '-' }, (n - 1).abs());
    }
}

/// The shortest decimal digits that read back as the same double, the closest of those, and of two equally close the even
/// one (ECMA-262 `Number::toString`, steps 5 and its note 2); and the position of the decimal point among them.
///
/// `serde_json` finds such digits; `std::fmt` does not promise the even one.
fn shortest_digits(double: f64) -> (String, i32) {
    let text = Number::from_f64(double.abs()).map(|number| number.to_string()).unwrap_or_default();
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    let leading_zeros = all.len() - significant.len();
    let point = i32::try_from(whole.len()).unwrap_or(0) - i32::try_from(leading_zeros).unwrap_or(0);
    (significant.trim_end_matches('0').to_owned(), point + exponent.parse::<i32>().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{to_jcs, write_number};
    use crate::{Limits, parse};

    /// RFC 8785 appendix B: the bits of a double, and how it is written.
    const APPENDIX_B: &[(u64, &str)] = &[
        (0x0000_0000_0000_0000, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x8000_0000_0000_0001, "-5e-324"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xc340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
        (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"),
        (0x41b3_de43_5555_5554, "333333333.33333325"),
        (0x41b3_de43_5555_5555, "333333333.3333333"),
        (0x41b3_de43_5555_5556, "333333333.3333334"),
        (0x41b3_de43_5555_5557, "333333333.33333343"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ];

    #[test]
    fn writes_the_numbers_of_appendix_b() {
        for (bits, expected) in APPENDIX_B {
            let mut found = String::new();
            write_number(&mut found, f64::from_bits(*bits));
            assert_eq!(&found, expected, "{bits:#x}");
        }
    }

    /// RFC 8785 §3.2.2 writes the first; a reader that rounds carelessly takes it for 333333333.33333325.
    #[test]
    fn reads_a_decimal_as_the_nearest_double() {
        for (text, expected) in [
            ("333333333.33333329", "333333333.3333333"),
            ("9007199254740993.0", "9007199254740992"),
            ("2.2250738585072011e-308", "2.225073858507201e-308"),
        ] {
            let value = parse(text.as_bytes(), &Limits::default()).unwrap();
            assert_eq!(to_jcs(&value), expected);
        }
    }
}
