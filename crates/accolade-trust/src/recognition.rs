use accolade_report::Pointer;
use time::OffsetDateTime;

/// What a registry is asked about a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question<'a> {
    /// The types of the credential.
    pub credential_types: Vec<&'a str>,
    /// The types of the achievements in it.
    pub achievement_types: Vec<&'a str>,
    /// The identifiers of the achievements in it.
    pub achievements: Vec<&'a str>,
    /// When it was issued, as it says.
    pub issued: Option<OffsetDateTime>,
    /// The time of the verification.
    pub now: OffsetDateTime,
}

/// What an entity is recognised to do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recognition {
    /// The action: `issue`, `verify`, `recognize` or another.
    pub action: String,
    /// The types of credentials it is about; empty for all.
    pub credential_types: Vec<String>,
    /// The types of achievements it is about; empty for all.
    pub achievement_types: Vec<String>,
    /// The achievements it is about; empty for all.
    pub achievements: Vec<String>,
    /// From when on it is in force.
    pub from: Option<OffsetDateTime>,
    /// Until when it is in force.
    pub until: Option<OffsetDateTime>,
    /// Who recognised the entity.
    pub recognized_by: Option<String>,
    /// The schemas that what it issues has to keep.
    pub output_validation: Vec<Schema>,
    /// Where it stands in the registry.
    pub place: Pointer,
}

/// A schema that limits a recognition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// Where it is.
    pub id: String,
    /// Its kind, such as `JsonSchema`.
    pub kind: String,
    /// Its digest, in multibase.
    pub digest: Option<String>,
}

/// What a registry says of an entity, as far as one credential is concerned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing<'a> {
    /// Recognised; without a recognition, for everything.
    Recognized(Option<&'a Recognition>),
    /// Recognised when the credential was issued, as it says, and not any more.
    Ended(&'a Recognition),
    /// Recognised if the credential keeps the recognition's schemas.
    Depends(&'a Recognition),
    /// Recognised for it, and not when it was issued.
    NotInForce(&'a Recognition),
    /// Recognised for other things.
    OutOfScope,
}

impl Recognition {
    /// Whether it is about such credentials, schemas aside.
    fn covers(&self, question: &Question<'_>) -> bool {
        let among = |scope: &[String], found: &[&str]| {
            scope.is_empty()
                || (!found.is_empty() && found.iter().all(|one| scope.iter().any(|it| it == one)))
        };
        // A credential has types beside the one that matters: one of them has to be meant. Of achievements, all have to be.
        let types = &self.credential_types;
        let of_type =
            types.is_empty() || question.credential_types.iter().any(|one| types.iter().any(|it| it == one));
        of_type
            && among(&self.achievement_types, &question.achievement_types)
            && among(&self.achievements, &question.achievements)
    }

    /// Whether it is in force at that time.
    #[must_use]
    pub fn is_in_force(&self, at: OffsetDateTime) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at <= until)
    }
}

/// Where an entity stands that is recognised for these actions, or for everything where nothing is said.
pub(crate) fn standing<'a>(recognitions: Option<&'a [Recognition]>, question: &Question<'_>) -> Standing<'a> {
    let Some(recognitions) = recognitions else { return Standing::Recognized(None) };
    let about = recognitions.iter().filter(|it| it.action == "issue" && it.covers(question));
    let issued = question.issued.unwrap_or(question.now);
    let mut best = Standing::OutOfScope;
    for recognition in about {
        // Who looks at the list today may find that it was changed since; both times are told apart.
        let standing = match (recognition.is_in_force(issued), recognition.is_in_force(question.now)) {
            (false, _) => Standing::NotInForce(recognition),
            (true, _) if !recognition.output_validation.is_empty() => Standing::Depends(recognition),
            (true, false) => Standing::Ended(recognition),
            (true, true) => Standing::Recognized(Some(recognition)),
        };
        if standing.rank() > best.rank() {
            best = standing;
        }
    }
    best
}

impl Standing<'_> {
    const fn rank(&self) -> u8 {
        match self {
            Self::OutOfScope => 0,
            Self::NotInForce(_) => 1,
            Self::Depends(_) => 2,
            Self::Ended(_) => 3,
            Self::Recognized(_) => 4,
        }
    }
}
