use accolade_bake::BakeOptions;
use accolade_engine::{Reading, codes::MISSING_PROOF};
use accolade_json::{Limits, Value};
use accolade_report::Finding;
use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

use super::{
    Content, Refusal,
    inspect::{CALL_LIMITS, format_name},
    read::{Members, answered},
    write::{Object, list},
};

/// What to put into which image.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BakeCall {
    /// The PNG or SVG. Every byte of it stays as it is.
    pub image: Content,
    /// The signed credential: JSON or a token.
    pub credential: Content,
    /// Whether to replace the credential that is in the image already.
    #[serde(default)]
    pub overwrite: bool,
}

/// What came of a [`BakeCall`].
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum BakeAnswer {
    /// It is done.
    Done {
        /// The image with the credential in it, in base64.
        image: String,
        /// What kind of image it is: `png` or `svg`.
        format: &'static str,
    },
    /// Nothing was baked.
    Error(Refusal),
}

/// What to take a credential out of.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct UnbakeCall {
    /// The PNG or SVG.
    pub image: Content,
}

/// What came of an [`UnbakeCall`].
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum UnbakeAnswer {
    /// There is one in it.
    Done {
        /// The credential as it is: JSON, a token, or a URL where the badge is of Open Badges 2.0. Nothing of it is verified.
        text: String,
        /// What kind of image it is: `png` or `svg`.
        format: &'static str,
        /// The keyword that it was baked under, such as `openbadgecredential`.
        baked_as: &'static str,
        /// What was unusual about the baking.
        findings: Vec<Finding>,
    },
    /// There is none, or not exactly one.
    Error(Refusal),
}

/// Puts a signed credential into an image.
///
/// ```
/// use accolade::ffi::{BakeAnswer, BakeCall, Content, bake};
/// let image = Content::Text(r#"<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>"#.to_owned());
/// let credential = Content::Text(r#"{"name": "Weaving"}"#.to_owned());
/// let BakeAnswer::Error(refusal) = bake(BakeCall { image, credential, overwrite: false }) else { panic!() };
/// assert_eq!(refusal.code.as_str(), "secure.missing-proof");
/// ```
#[must_use]
pub fn bake(call: BakeCall) -> BakeAnswer {
    baked(call).unwrap_or_else(BakeAnswer::Error)
}

/// [`bake()`] from JSON to JSON.
///
/// ```
/// let answer = accolade::ffi::bake_json(r#"{"image": {"text": ""}}"#);
/// let message = "`the call` lacks the member `credential`";
/// assert_eq!(answer, format!(r#"{{"type":"error","code":"call.malformed","message":"{message}"}}"#));
/// ```
#[must_use]
pub fn bake_json(call: &str) -> String {
    answered(call, CALL_LIMITS, BakeCall::read, |call| bake(call).into_value())
}

/// Takes a credential out of an image.
///
/// ```
/// use accolade::ffi::{Content, UnbakeAnswer, UnbakeCall, unbake};
/// let image = Content::Text(r#"<svg xmlns="http://www.w3.org/2000/svg"/>"#.to_owned());
/// let UnbakeAnswer::Error(refusal) = unbake(UnbakeCall { image }) else { panic!() };
/// assert_eq!(refusal.code.as_str(), "bake.no-credential");
/// ```
#[must_use]
pub fn unbake(call: UnbakeCall) -> UnbakeAnswer {
    unbaked(call).unwrap_or_else(UnbakeAnswer::Error)
}

/// [`unbake()`] from JSON to JSON.
///
/// ```
/// let answer = accolade::ffi::unbake_json(r#"{"image": {"text": "{}"}}"#);
/// assert!(answer.starts_with(r#"{"type":"error","code":"bake.unknown-format","#), "{answer}");
/// ```
#[must_use]
pub fn unbake_json(call: &str) -> String {
    answered(call, CALL_LIMITS, UnbakeCall::read, |call| unbake(call).into_value())
}

impl BakeCall {
    pub(super) fn read(call: &mut Members<'_>) -> Self {
        Self {
            image: Content::read(call.need("image"), "image", call.fault),
            credential: Content::read(call.need("credential"), "credential", call.fault),
            overwrite: call.take_bool("overwrite"),
        }
    }
}

impl BakeAnswer {
    fn into_value(self) -> Value {
        match self {
            Self::Done { image, format } => {
                let mut out = Object::of_type("done");
                out.set("image", image);
                out.set("format", format);
                out.end()
            }
            Self::Error(refusal) => refusal.into_answer(),
        }
    }
}

impl UnbakeCall {
    pub(super) fn read(call: &mut Members<'_>) -> Self {
        Self { image: Content::read(call.need("image"), "image", call.fault) }
    }
}

impl UnbakeAnswer {
    fn into_value(self) -> Value {
        match self {
            Self::Done { text, format, baked_as, findings } => {
                let mut out = Object::of_type("done");
                out.set("text", text);
                out.set("format", format);
                out.set("bakedAs", baked_as);
                out.set("findings", list(findings, Finding::into_value));
                out.end()
            }
            Self::Error(refusal) => refusal.into_answer(),
        }
    }
}

fn baked(call: BakeCall) -> Result<BakeAnswer, Refusal> {
    let image = call.image.bytes("image")?;
    let reading = Reading::read(&call.credential.bytes("credential")?, Limits::default())?;
    if !reading.is_signed() {
        return Err(Refusal::new(MISSING_PROOF, "the credential is not signed"));
    }
    let options =
        BakeOptions { edition: reading.edition(), overwrite: call.overwrite, ..BakeOptions::default() };
    let baked = accolade_bake::bake(&image, &reading.text, &options)?;
    let format = accolade_bake::sniff(&baked).map_or("png", format_name);
    Ok(BakeAnswer::Done { image: Base64::encode_string(&baked), format })
}

fn unbaked(call: UnbakeCall) -> Result<UnbakeAnswer, Refusal> {
    let baked = accolade_bake::unbake(&call.image.bytes("image")?, &accolade_bake::Limits::default())?;
    Ok(UnbakeAnswer::Done {
        text: baked.text,
        format: format_name(baked.format),
        baked_as: baked.edition.keyword(),
        findings: baked.findings,
    })
}

#[cfg(test)]
mod tests {
    use base64ct::{Base64, Encoding};
    use serde_json::{Value, json};

    use crate::ffi::{bake, bake_json, explain, tests::answer, unbake, unbake_json, verify, verify_json};

    const BADGE: &str = include_str!("../../../../fixtures/verify/good/eddsa-rdfc.json");
    const TOKEN: &str = include_str!("../../../../fixtures/verify/good/es256.jwt");
    const BAKED: &[u8] = include_bytes!("../../../../fixtures/verify/good/eddsa-rdfc.png");
    const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>"#;

    fn verdict(image: &Value) -> Value {
        let call = json!({"input": {"base64": image}, "at": "2026-06-01T00:00:00Z"});
        answer(verify_json, verify, &call)["report"]["verdict"].clone()
    }

    #[test]
    fn a_credential_goes_into_an_image_and_comes_out() {
        let png = json!({"base64": Base64::encode_string(BAKED)});
        for (image, overwrite, credential, format) in
            [(json!({"text": SVG}), false, TOKEN, "svg"), (png, true, BADGE, "png")]
        {
            let call = json!({"image": image, "credential": {"text": credential}, "overwrite": overwrite});
            let baked = answer(bake_json, bake, &call);
            assert_eq!((&baked["type"], &baked["format"]), (&json!("done"), &json!(format)), "{baked}");
            let taken = answer(unbake_json, unbake, &json!({"image": {"base64": baked["image"]}}));
            assert_eq!(taken["text"], credential.trim());
            assert_eq!((&taken["bakedAs"], &taken["findings"]), (&json!("openbadgecredential"), &json!([])));
            assert_eq!(verdict(&baked["image"]), "valid");
        }
    }

    #[test]
    fn what_cannot_be_baked_is_an_answer_with_its_code() {
        let png = json!({"base64": Base64::encode_string(BAKED)});
        for (image, credential, code) in [
            (png, json!({"text": BADGE}), "bake.already-baked"),
            (json!({"text": "a picture"}), json!({"text": BADGE}), "bake.unknown-format"),
            (json!({"text": SVG}), json!({"text": "{\"name\": \"Tides\"}"}), "secure.missing-proof"),
            (json!({"text": SVG}), json!({"text": "a badge"}), "input.unknown-form"),
            (json!({"base64": "?"}), json!({"text": BADGE}), "call.base64-malformed"),
            (json!({"text": SVG}), json!("a badge"), "call.malformed"),
        ] {
            let answer = answer(bake_json, bake, &json!({"image": image, "credential": credential}));
            assert_eq!((&answer["type"], &answer["code"]), (&json!("error"), &json!(code)), "{answer}");
            assert!(explain(code).is_some(), "{code}");
        }
        for (call, code) in [
            (json!({"image": {"text": SVG}}), "bake.no-credential"),
            (json!({"image": {"base64": "?"}}), "call.base64-malformed"),
            (json!({"image": {"text": SVG}, "keep": true}), "call.malformed"),
        ] {
            assert_eq!(answer(unbake_json, unbake, &call)["code"], code);
        }
    }
}
