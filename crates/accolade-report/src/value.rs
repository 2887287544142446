//! Reports as JSON values, and no different from what `serde` makes of them.
//!
//! What is derived for `serde` serves any format, and for that weighs several times as much in a browser's build.

use serde_json::{Map, Value};

use crate::{Check, CheckId, Finding, Nested, Report};

impl Report {
    /// The report as JSON.
    ///
    /// ```
    /// use accolade_report::{Check, CheckId, Report};
    /// let report = Report::new(vec![Check::new(CheckId::Proof).fact("cryptosuite", "eddsa-rdfc-2022")]);
    /// let value = serde_json::to_value(&report)?;
    /// assert_eq!(report.into_value(), value);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn into_value(self) -> Value {
        let Self { verdict, gravest, checks, required, nested } = self;
        let mut out = Map::new();
        set(&mut out, "verdict", name(verdict.as_str()));
        if let Some(gravest) = gravest {
            set(&mut out, "gravest", gravest.into_value());
        }
        set(&mut out, "checks", list(checks, Check::into_value));
        set_some(&mut out, "required", list(required, |id: CheckId| name(id.as_str())));
        set_some(&mut out, "nested", list(nested, Nested::into_value));
        Value::Object(out)
    }
}

impl Check {
    fn into_value(self) -> Value {
        let (id, layer, outcome) = (self.id(), self.layer(), self.outcome());
        let (findings, facts) = self.into_parts();
        let mut out = Map::new();
        set(&mut out, "id", name(id.as_str()));
        set(&mut out, "layer", name(layer.as_str()));
        set(&mut out, "outcome", name(outcome.as_str()));
        set_some(&mut out, "findings", list(findings, Finding::into_value));
        set_some(&mut out, "facts", Value::Object(facts));
        Value::Object(out)
    }
}

impl Finding {
    /// The finding as JSON.
    #[must_use]
    pub fn into_value(self) -> Value {
        let mut out = Map::new();
        set(&mut out, "code", name(self.code.as_str()));
        set(&mut out, "severity", name(self.severity.as_str()));
        set(&mut out, "pointer", name(self.pointer.as_str()));
        set(&mut out, "message", Value::String(self.message));
        set_some(&mut out, "evidence", Value::Object(self.evidence));
        Value::Object(out)
    }
}

impl Nested {
    fn into_value(self) -> Value {
        let mut out = Map::new();
        set(&mut out, "place", name(self.place.as_str()));
        set(&mut out, "role", name(self.role.as_str()));
        if let Some(id) = self.id {
            set(&mut out, "id", Value::String(id));
        }
        set(&mut out, "report", self.report.into_value());
        Value::Object(out)
    }
}

fn name(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn list<T>(items: Vec<T>, value: fn(T) -> Value) -> Value {
    Value::Array(items.into_iter().map(value).collect())
}

/// Gives a member its value. One function for all: what the map hands back, the value before, is dropped here.
pub(crate) fn set(out: &mut Map<String, Value>, name: &str, value: Value) {
    out.insert(name.to_owned(), value);
}

/// Sets what is not empty.
fn set_some(out: &mut Map<String, Value>, name: &str, value: Value) {
    let empty = match &value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    };
    if !empty {
        set(out, name, value);
    }
}

#[cfg(test)]
mod tests {
    use crate::{Check, CheckId, Code, Finding, Nested, Pointer, Report, Role};

    #[test]
    fn a_report_is_what_serde_makes_of_it() {
        let code = Code::new("proof.expired");
        let place = Pointer::root().key("a/b");
        let checks = CheckId::ALL.iter().map(|&id| {
            let mut check = if id == CheckId::Status { Check::not_applicable(id) } else { Check::new(id) };
            check.add(match id {
                CheckId::Proof => Finding::error(code, place.clone(), "over").with("found", 1.5),
                CheckId::Key => Finding::undetermined(code, place.clone(), "not had"),
                CheckId::Model => Finding::warning(code, place.clone(), "odd"),
                _ => Finding::note(code, Pointer::root(), "\"so\""),
            });
            check.fact("n", vec!["one", "two"])
        });
        let roles = [Role::Credential, Role::Endorsement, Role::StatusList, Role::Schema, Role::Refreshed];
        let nested = roles.map(|role| Nested {
            place: place.clone(),
            role,
            id: (role != Role::Schema).then(|| "urn:one".to_owned()),
            report: Report::new(vec![Check::new(CheckId::Proof)]),
        });
        let report = Report::with_required(checks.collect(), &[CheckId::Results]).with_nested(nested.into());
        for report in [report, Report::new(Vec::new()), Report::new(vec![Check::new(CheckId::Proof)])] {
            let (text, value) =
                (serde_json::to_string(&report).unwrap(), serde_json::to_value(&report).unwrap());
            let made = report.into_value();
            assert_eq!(made, value);
            assert_eq!(made.to_string(), text, "the members stand in the same order");
        }
    }
}
