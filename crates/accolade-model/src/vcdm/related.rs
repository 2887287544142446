//! [VCDM 2.0 §5.3, integrity of related resources](https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources).

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::shape::{objects, url_member};
use crate::{
    codes,
    findings::{Findings, Shown},
    place::Place,
};

/// Each resource has an identifier of its own and a digest in the form of its property.
pub(super) fn resources(node: &Map<String, Value>, place: &Place<'_>, out: &mut Findings) {
    let Some(value) = node.get("relatedResource") else { return };
    let mut seen = BTreeSet::new();
    objects(value, &place.key("relatedResource"), out, &mut |resource, place, out| {
        url_member(resource, "id", true, place, out);
        if let Some(id) = resource.get("id").and_then(Value::as_str)
            && !seen.insert(id.to_owned())
        {
            out.error(
                codes::DUPLICATE_RESOURCE,
                &place.key("id"),
                format_args!("the resource is listed twice"),
            );
        }
        if !resource.contains_key("digestSRI") && !resource.contains_key("digestMultibase") {
            out.error(
                codes::DIGEST_MISSING,
                place,
                format_args!("`digestSRI` or `digestMultibase` is required"),
            );
        }
        for (name, holds) in [("digestSRI", is_sri as fn(&str) -> bool), ("digestMultibase", is_multibase)] {
            if let Some(digest) = resource.get(name)
                && !digest.as_str().is_some_and(holds)
            {
                out.error(
                    codes::DIGEST_MALFORMED,
                    &place.key(name),
                    format_args!("{} is not in the form of `{name}`", Shown(digest)),
                );
            }
        }
    });
}

/// One or more of `sha256-…`, `sha384-…`, `sha512-…`, separated by spaces; the Base64 has the hash's length.
fn is_sri(text: &str) -> bool {
    let one = |hash: &str| {
        let hash = hash.split_once('?').map_or(hash, |(hash, _options)| hash);
        let Some((algorithm, digest)) = hash.split_once('-') else { return false };
        let length = match algorithm {
            "sha256" => 44,
            "sha384" => 64,
            "sha512" => 88,
            _ => return false,
        };
        let bare = digest.trim_end_matches('=');
        digest.len() == length
            && digest.len() - bare.len() <= 2
            && bare.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_'))
    };
    !text.is_empty() && text.split(' ').all(one)
}

/// A letter that names the base, then at least one character of it; only the bases that the data model names.
fn is_multibase(text: &str) -> bool {
    let Some((base, digits)) = text.split_at_checked(1) else { return false };
    let all = |holds: fn(&u8) -> bool| !digits.is_empty() && digits.bytes().all(|b| holds(&b));
    match base {
        "u" => all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')),
        "z" => all(|b| b.is_ascii_alphanumeric() && !matches!(b, b'0' | b'O' | b'I' | b'l')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests() {
        assert!(is_sri("sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="));
        assert!(is_sri("sha384-Ml/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbY"));
        for bad in
            ["", "sha256-", "md5-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", "sha256-abc", "ungWv48B"]
        {
            assert!(!is_sri(bad), "{bad}");
        }
        assert!(is_multibase("uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA"));
        assert!(is_multibase("zQmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e"));
        for bad in ["", "u", "z0", "é", "xabc", "u=="] {
            assert!(!is_multibase(bad), "{bad}");
        }
    }
}
