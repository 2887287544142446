//! What a credential claims, as lines for people. Nothing here is proven; whoever prints it has to say so.

use accolade::{
    json::{Value, one_or_many},
    model::{
        Achievement, Alignment, Credential, ResultDescription, Subject,
        legacy::{Assertion, Generation, Verification, Version},
    },
};

use crate::language::Words;

/// A claim: what it is about, and what it says. Not escaped yet.
pub(crate) type Claim = (&'static str, String);

/// Every claim worth a line, in an order that reads well.
pub(crate) fn of(document: &Value, words: Words) -> Vec<Claim> {
    let mut claims = Claims { all: Vec::new(), words };
    if let Generation::Legacy(version) = Generation::of(document) {
        claims.older(document, version);
        return claims.all;
    }
    let Some(credential) = Credential::of(document) else { return claims.all };
    claims.text("credential", credential.name());
    claims.text("types", Some(credential.types().join(", ")));
    claims.text("id", credential.id());
    claims.issuer(&credential);
    let date = |member: &str| document.get(member).and_then(Value::as_str);
    let from = date("validFrom").or(date("issuanceDate")).map(|date| words.say("from", &[date]));
    let until = date("validUntil").or(date("expirationDate")).map(|date| words.say("until", &[date]));
    let period: Vec<String> = from.into_iter().chain(until).collect();
    claims.text("valid", (!period.is_empty()).then(|| period.join(" ")));
    claims.text("awarded", date("awardedDate"));
    for subject in credential.subjects() {
        claims.subject(&subject);
    }
    for value in members(Some(document), "credentialSubject") {
        for achievement in members(Some(value), "achievement") {
            claims.achievement(achievement);
        }
        claims.results(value);
        let nested = members(Some(value), "verifiableCredential").len();
        claims.count("holds", nested, ["oneCredential", "credentials"]);
    }
    for evidence in credential.evidence() {
        claims.text("evidence", evidence.name().or(evidence.id()).or(evidence.narrative()));
    }
    for status in credential.credential_statuses() {
        claims.text("status", Some(named(&status.types().join(", "), status.id())));
    }
    let endorsements = credential.endorsements().len() + credential.endorsement_jwts().len();
    claims.count("endorsed", endorsements, ["oneEndorsement", "endorsements"]);
    for proof in credential.proofs() {
        let suite = proof.text("cryptosuite").map_or_else(|| proof.types().join(", "), str::to_owned);
        claims.text("proof", Some(named(&suite, proof.text("verificationMethod"))));
    }
    claims.all
}

struct Claims {
    all: Vec<Claim>,
    words: Words,
}

impl Claims {
    fn text(&mut self, about: &'static str, text: Option<impl Into<String>>) {
        if let Some(text) = text.map(Into::into).filter(|text: &String| !text.is_empty()) {
            self.all.push((about, text));
        }
    }

    fn count(&mut self, about: &'static str, count: usize, [one, many]: [&'static str; 2]) {
        let told = match count {
            0 => None,
            1 => Some(self.words.phrase(one).to_owned()),
            count => Some(self.words.say(many, &[&count.to_string()])),
        };
        self.text(about, told);
    }

    /// A badge from before Open Badges 3.0, of which parts may be addresses alone.
    fn older(&mut self, document: &Value, version: Version) {
        let Some(assertion) = Assertion::of(document) else { return };
        let class = assertion.badge();
        let issuer = class.and_then(|class| class.get("issuer"));
        let name = |value: Option<&Value>| {
            let value = value?;
            let id = value.as_str().or_else(|| text(value, "id")).or_else(|| text(value, "origin"));
            text(value, "name").map(|name| named(name, id)).or(id.map(str::to_owned))
        };
        self.text("achievement", name(class));
        self.text("description", class.and_then(|class| text(class, "description")));
        let criteria = class.and_then(|class| class.get("criteria"));
        self.text(
            "criteria",
            criteria.and_then(|it| text(it, "narrative").or(it.as_str()).or(text(it, "id"))),
        );
        self.text("id", assertion.id().or(assertion.uid()));
        self.text("issuer", name(issuer));
        let date = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let from = assertion.issued_on().map(|(_, value)| self.words.say("from", &[&date(value)]));
        let until = assertion.expires().map(|value| self.words.say("until", &[&date(value)]));
        let period: Vec<String> = from.into_iter().chain(until).collect();
        self.text("valid", (!period.is_empty()).then(|| period.join(" ")));
        if let Some(recipient) = assertion.recipient() {
            let kind = self.kind(recipient.kind, recipient.hashed);
            self.text("about", Some(bracketed(recipient.identity, Some(&kind))));
        }
        self.text("narrative", text(document, "narrative"));
        for evidence in assertion.evidence() {
            self.text("evidence", name(Some(evidence)).or(text(evidence, "narrative").map(str::to_owned)));
        }
        let verification = assertion.verification(version).map(|verification| match verification {
            Verification::Hosted { .. } => self.words.phrase("byHost").to_owned(),
            Verification::Signed { creator, url } => named(self.words.phrase("bySignature"), creator.or(url)),
        });
        self.text("verified", verification);
        self.text("revoked", assertion.is_revoked().then(|| self.words.phrase("yes")));
    }

    /// Which property of somebody's it is, and whether it stands there as it is.
    fn kind(&self, kind: &str, hashed: bool) -> String {
        if hashed { self.words.say("hashed", &[kind]) } else { kind.to_owned() }
    }

    fn issuer(&mut self, credential: &Credential<'_>) {
        let issuer = credential.issuer();
        let id = credential.issuer_id().or(issuer.as_ref().and_then(|issuer| issuer.id()));
        let name = issuer.as_ref().and_then(|issuer| issuer.name());
        self.text("issuer", name.map(|name| named(name, id)).or(id.map(str::to_owned)));
        let address = issuer.and_then(|issuer| issuer.address());
        self.text("country", address.and_then(|it| it.address_country_code().or(it.address_country())));
    }

    fn subject(&mut self, subject: &Subject<'_>) {
        self.text("about", subject.id());
        for identifier in subject.identifiers() {
            let kind = identifier.identity_type().unwrap_or("identifier");
            let kind = self.kind(kind, identifier.hashed() == Some(true));
            self.text("about", Some(bracketed(identifier.identity_hash().unwrap_or("?"), Some(&kind))));
        }
        self.text("role", subject.role());
        self.text("endorses", subject.endorsement_comment());
        self.text("narrative", subject.narrative());
    }

    fn achievement(&mut self, value: &Value) {
        let Some(achievement) = Achievement::of(value) else { return };
        let words = self.words;
        let kind = achievement.achievement_type();
        self.text("achievement", achievement.name().map(|name| bracketed(name, kind)));
        self.text("description", achievement.description());
        self.text(
            "criteria",
            achievement.criteria().and_then(|criteria| criteria.narrative().or(criteria.id())),
        );
        for outcome in members(Some(value), "learningOutcome") {
            self.text("outcome", text(outcome, "name"));
        }
        self.text("workload", text(value, "volumeOfLearning").map(|duration| workload(duration, words)));
        for credit in members(Some(value), "creditPoint") {
            let framework = text(credit, "framework").unwrap_or_default();
            self.text(
                "credits",
                text(credit, "point").map(|point| format!("{point} {}", known(framework, words))),
            );
        }
        if value.get("creditPoint").is_none() {
            self.text("credits", achievement.credits_available().map(|credits| credits.to_string()));
        }
        self.text("level", text(value, "eqfLevel").map(|level| known(level, words)));
        for assessment in members(Some(value), "assessment") {
            let parts = ["assessmentType", "assessmentMode", "idVerification"];
            let parts: Vec<String> = parts
                .iter()
                .filter_map(|part| text(assessment, part))
                .map(|term| known(term, words))
                .collect();
            self.text("assessment", Some(parts.join(", ")));
        }
        let modes: Vec<String> = members(Some(value), "participationMode")
            .iter()
            .filter_map(Value::as_str)
            .map(|term| known(term, words))
            .collect();
        self.text("participation", Some(modes.join(", ")));
        for quality in members(Some(value), "qualityAssurance") {
            let agent = text(quality, "accreditingAgent");
            self.text("quality", text(quality, "name").map(|name| named(name, agent)));
        }
        self.text("requires", text(value, "entryRequirement"));
        for alignment in achievement.alignments() {
            self.text("aligned with", Some(aligned(&alignment)));
        }
    }

    /// The results of a subject, in the words of the scales that they name.
    fn results(&mut self, value: &Value) {
        let Some(subject) = Subject::of(value) else { return };
        let achievements = subject.achievements();
        let scales: Vec<ResultDescription<'_>> =
            achievements.iter().flat_map(Achievement::result_descriptions).collect();
        for result in subject.results() {
            let scale = scales.iter().find(|scale| scale.id() == result.result_description());
            let level = result.achieved_level().map(|level| {
                let levels = scale.map(ResultDescription::rubric_criterion_levels).unwrap_or_default();
                let named =
                    levels.iter().find(|known| known.id() == Some(level)).and_then(|known| known.name());
                named.unwrap_or(level).to_owned()
            });
            let value = result.value().map(str::to_owned);
            let status = result.status().map(str::to_owned);
            let parts: Vec<String> = value.into_iter().chain(level).chain(status).collect();
            let name = scale.and_then(|scale| scale.name()).or(result.result_description());
            let name = name.map_or_else(String::new, |name| format!("{name}: "));
            self.text("result", Some(format!("{name}{}", parts.join(", "))));
        }
    }
}

fn members<'a>(value: Option<&'a Value>, name: &str) -> &'a [Value] {
    value.and_then(|value| value.get(name)).map_or(&[], one_or_many)
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

fn aligned(alignment: &Alignment<'_>) -> String {
    let name = bracketed(alignment.target_name().unwrap_or("?"), alignment.target_framework());
    named(&name, alignment.target_url())
}

fn bracketed(name: &str, kind: Option<&str>) -> String {
    kind.map_or_else(|| name.to_owned(), |kind| format!("{name} ({kind})"))
}

fn named(name: &str, id: Option<&str>) -> String {
    id.map_or_else(|| name.to_owned(), |id| format!("{name}, {id}"))
}

/// A duration of hours alone in words; any other as it is written.
fn workload(duration: &str, words: Words) -> String {
    let hours = duration.strip_prefix("PT").and_then(|rest| rest.strip_suffix('H'));
    match hours.filter(|hours| !hours.is_empty() && hours.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(hours) => words.say("hours", &[hours]),
        None => duration.to_owned(),
    }
}

/// A term of a European controlled vocabulary in words; any other as it is written.
fn known(term: &str, words: Words) -> String {
    const WORDS: [(&str, &str); 13] = [
        ("assessment/6e6cb2cc78", "written examination"),
        ("assessment/d30284d7df", "oral examination"),
        ("assessment/6a4db9f11d", "practical assessment"),
        ("assessment/4f03b91c0e", "portfolio"),
        ("assessment/de4d165a6c", "artefact"),
        ("assessment/795dac4096", "project work"),
        ("learning-assessment/920fbb3cbe", "online"),
        ("learning-assessment/e92d221e4d", "blended"),
        ("learning-assessment/9191af2ed9", "on site"),
        ("supervision-verification/70be69aaf9", "supervised, identity verified"),
        ("supervision-verification/c598449d64", "unsupervised, identity not verified"),
        ("education-credit/6fcec5c5af", "ECTS"),
        ("education-credit/60b314e826", "ECVET"),
    ];
    let Some(rest) = term.strip_prefix("http://data.europa.eu/snb/") else { return term.to_owned() };
    match rest.strip_prefix("eqf/") {
        Some(level) => format!("EQF {level}"),
        None => WORDS
            .iter()
            .find(|(name, _)| *name == rest)
            .map_or(term, |(_, name)| words.phrase(name))
            .to_owned(),
    }
}
