//! For how long a status list may be kept, as it says itself: `ttl` of
//! [Bitstring Status List §2.2](https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistcredential), in milliseconds;
//! `ttl` and `exp` of a [status list token](https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/), in seconds.

use std::time::{Duration, SystemTime};

use accolade::json::{Limits, Value, parse};
use accolade::keys::decode_base64url;

use super::{Claimed, seconds};

/// What a status list says. Nothing is proven here, and nothing rests on it but when to ask again.
pub(crate) fn claimed(list: &[u8], now: SystemTime) -> Option<Claimed> {
    let limits = Limits { bytes: list.len(), ..Limits::default() };
    let text = list.trim_ascii();
    if text.first() == Some(&b'{') {
        return of_credential(&parse(text, &limits).ok()?);
    }
    let payload = text.split(|byte| *byte == b'.').nth(1)?;
    let payload = decode_base64url(std::str::from_utf8(payload).ok()?).ok()?;
    let payload = parse(&payload, &limits).ok()?;
    if payload.get("status_list").is_some() {
        return of_token(&payload, now);
    }
    of_credential(payload.get("vc").unwrap_or(&payload))
}

fn of_credential(credential: &Value) -> Option<Claimed> {
    let millis = credential.get("credentialSubject")?.get("ttl")?.as_u64()?;
    Some(Claimed::AtMost(Duration::from_millis(millis)))
}

/// §8.2: both count before what the host's head says.
fn of_token(payload: &Value, now: SystemTime) -> Option<Claimed> {
    let number = |name: &str| payload.get(name).and_then(Value::as_u64);
    let until_end = number("exp").map(|end| end.saturating_sub(seconds(now)));
    let shorter = number("ttl").into_iter().chain(until_end).min()?;
    Some(Claimed::Instead(Duration::from_secs(shorter)))
}

#[cfg(test)]
mod tests {
    use accolade::keys::encode_base64url;
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_say_how_long_they_may_be_kept() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1000);
        let token = |payload: Value| {
            format!("e30.{}.c2ln", encode_base64url(payload.to_string().as_bytes())).into_bytes()
        };
        let credential = json!({"credentialSubject": {"type": "BitstringStatusList", "ttl": 300_000}});
        let (five, instead) =
            (Claimed::AtMost(Duration::from_secs(300)), |s| Claimed::Instead(Duration::from_secs(s)));
        let list = json!({"bits": 1, "lst": ""});
        for (bytes, expected) in [
            (credential.to_string().into_bytes(), Some(five)),
            (token(credential.clone()), Some(five)),
            (token(json!({"vc": credential})), Some(five)),
            (b"{}".to_vec(), None),
            (b"not a list".to_vec(), None),
            (b"e30.***.c2ln".to_vec(), None),
            (token(json!({"status_list": list, "ttl": 43_200})), Some(instead(43_200))),
            (token(json!({"status_list": list, "ttl": 43_200, "exp": 1060})), Some(instead(60))),
            (token(json!({"status_list": list, "exp": 999})), Some(instead(0))),
            (token(json!({"status_list": list, "ttl": "soon"})), None),
        ] {
            assert_eq!(claimed(&bytes, now), expected, "{}", String::from_utf8_lossy(&bytes));
        }
    }
}
