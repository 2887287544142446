//! Where on its scale a result lies: Open Badges 3.0, classes [Result](https://www.imsglobal.org/spec/ob/v3p0/#result) and
//! [ResultDescription](https://www.imsglobal.org/spec/ob/v3p0/#resultdescription).

use accolade_json::one_or_many;
use accolade_report::Pointer;
use serde_json::Value;

use crate::{Credential, ResultDescription, results::number};

/// Where one result lies on the scale that it names.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Where the result stands.
    pub place: Pointer,
    /// What the scale is called.
    pub name: Option<String>,
    /// The value or the level that was achieved, as it is written.
    pub achieved: String,
    /// The value or level that was required, as it is written.
    pub required: Option<String>,
    /// From 0, the lowest end of the scale, to 1, the highest.
    pub share: f64,
    /// Whether what was required was reached; nothing where nothing was.
    pub reached: Option<bool>,
}

/// Where the results of a badge lie on their scales: between the ends of a range, among the allowed values, or among the
/// levels of a rubric, both of which are ordered from low to high. Results that are on no scale are left out.
///
/// ```
/// use accolade_model::positions;
/// use serde_json::json;
/// let found = positions(&json!({"credentialSubject": {
///     "achievement": {"resultDescription": [
///         {"id": "urn:uuid:1", "resultType": "Percent", "valueMin": "0", "valueMax": "100", "requiredValue": "60"},
///         {"id": "urn:uuid:2", "resultType": "LetterGrade", "allowedValue": ["F", "C", "B", "A"], "requiredValue": "C"}
///     ]},
///     "result": [{"resultDescription": "urn:uuid:1", "value": "87"}, {"resultDescription": "urn:uuid:2", "value": "F"}]
/// }}));
/// assert_eq!((found[0].share, found[0].reached), (0.87, Some(true)));
/// assert_eq!((found[1].share, found[1].reached), (0.0, Some(false)));
/// ```
#[must_use]
pub fn positions(document: &Value) -> Vec<Position> {
    let mut found = Vec::new();
    let Some(credential) = Credential::of(document) else { return found };
    let root = Pointer::root().key("credentialSubject");
    let of_list = matches!(document.get("credentialSubject"), Some(Value::Array(_)));
    for (index, subject) in credential.subjects().iter().enumerate() {
        let place = if of_list { root.index(index) } else { root.clone() }.key("result");
        let scales: Vec<ResultDescription<'_>> =
            subject.achievements().iter().flat_map(|achievement| achievement.result_descriptions()).collect();
        let results = subject.as_map().get("result");
        let is_list = matches!(results, Some(Value::Array(_)));
        for (index, result) in results.map(one_or_many).unwrap_or_default().iter().enumerate() {
            let Some(result) = crate::Result::of(result) else { continue };
            let named = |scale: &&ResultDescription<'_>| {
                scale.id().is_some() && scale.id() == result.result_description()
            };
            let Some(scale) = scales.iter().find(named) else { continue };
            let place = if is_list { place.index(index) } else { place.clone() };
            found.extend(position(&result, scale, place));
        }
    }
    found
}

fn position(result: &crate::Result<'_>, scale: &ResultDescription<'_>, place: Pointer) -> Option<Position> {
    let by_level = result.achieved_level().is_some();
    let achieved = result.achieved_level().or_else(|| result.value())?;
    let required = if by_level { scale.required_level() } else { scale.required_value() };
    let share = |achieved: &str| match by_level {
        true => among_levels(scale, achieved),
        false => on_scale(scale, achieved),
    };
    let found = share(achieved)?;
    let reached = required.and_then(share).map(|needed| found >= needed);
    let (name, required) = (scale.name().map(str::to_owned), required.map(str::to_owned));
    Some(Position { place, name, achieved: achieved.to_owned(), required, share: found, reached })
}

fn among_levels(scale: &ResultDescription<'_>, level: &str) -> Option<f64> {
    let levels = scale.rubric_criterion_levels();
    let at = levels.iter().position(|one| one.id() == Some(level))?;
    share_of(at, levels.len())
}

fn on_scale(scale: &ResultDescription<'_>, value: &str) -> Option<f64> {
    let allowed = scale.allowed_values();
    if let Some(at) = allowed.iter().position(|one| *one == value) {
        return share_of(at, allowed.len());
    }
    let (least, most) = (number(scale.value_min()?)?, number(scale.value_max()?)?);
    let value = number(value)?;
    (least < most && (least..=most).contains(&value)).then(|| (value - least) / (most - least))
}

/// Of a scale with one step, nothing can be said.
fn share_of(at: usize, steps: usize) -> Option<f64> {
    let (at, last) = (u32::try_from(at).ok()?, u32::try_from(steps.checked_sub(1)?).ok()?);
    (last > 0).then(|| f64::from(at) / f64::from(last))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn levels_are_ordered_and_others_are_left_out() {
        let badge = |result: Value| {
            json!({"credentialSubject": [{"achievement": {"resultDescription": {
                "id": "urn:uuid:1", "name": "Rubric", "resultType": "RubricCriterionLevel", "requiredLevel": "urn:l:2",
                "rubricCriterionLevel": [{"id": "urn:l:1"}, {"id": "urn:l:2"}, {"id": "urn:l:3"}],
                "valueMin": "10", "valueMax": "10",
            }}, "result": result}]})
        };
        let of = |more: Value| {
            let mut result = json!({"resultDescription": "urn:uuid:1"});
            result.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            positions(&badge(result)).into_iter().map(|one| (one.share, one.reached)).collect::<Vec<_>>()
        };
        assert_eq!(of(json!({"achievedLevel": "urn:l:3"})), [(1.0, Some(true))]);
        assert_eq!(of(json!({"achievedLevel": "urn:l:1"})), [(0.0, Some(false))]);
        for none in
            [json!({"achievedLevel": "urn:l:4"}), json!({"value": "10"}), json!({"status": "Completed"})]
        {
            assert_eq!(of(none), []);
        }
        let listed =
            positions(&badge(json!([{"resultDescription": "urn:uuid:1", "achievedLevel": "urn:l:2"}])));
        assert_eq!(listed[0].place.as_str(), "/credentialSubject/0/result/0");
        assert_eq!(listed[0].name.as_deref(), Some("Rubric"));
    }
}
