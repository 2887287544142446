//! [OpenID Federation](https://openid.net/specs/openid-federation-1_0.html): chains of signed statements, from an entity up to an
//! anchor whose keys are known beforehand. The statements are given; nothing is fetched, and trust marks are not read.

mod constraints;
mod policy;
mod statement;
#[cfg(test)]
mod tests;

use accolade_json::Value;
use accolade_keys::{CryptoProvider, Jwk};
use serde_json::Map;
use time::OffsetDateTime;

use self::statement::Statement;
use crate::TrustError;

/// The most statements of one registry.
const MOST_STATEMENTS: usize = 2_000;
/// The most statements between an entity and its anchor.
const LONGEST: usize = 8;
/// The most ways to an anchor that are tried, each with its signatures; and the most steps taken to find them.
const MOST_WAYS: usize = 16;
const MOST_STEPS: usize = 10_000;

/// Whoever a chain of statements ends with.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    /// Its entity identifier.
    pub id: String,
    /// Its keys, known beforehand.
    pub keys: Vec<Jwk>,
}

/// Statements of a federation, in any order.
#[derive(Clone, Debug, PartialEq)]
pub struct Federation {
    statements: Vec<Statement>,
}

/// Somebody whom a chain of statements leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its entity identifier.
    pub id: String,
    /// Its names, as its superiors let them stand.
    pub names: Vec<String>,
    /// Its web site.
    pub url: Option<String>,
    /// What it is to the federation, such as `openid_credential_issuer`.
    pub entity_types: Vec<String>,
    /// Who vouches for whom: from its superior to the anchor.
    pub chain: Vec<String>,
    /// Until when all statements of the chain are in force.
    pub expires: OffsetDateTime,
}

impl Federation {
    /// Whether a text is a signed statement by its look, whatever is in it.
    pub(crate) fn is_statement(text: &str) -> bool {
        Statement::read(0, text).is_ok()
    }

    /// Reads statements: compact tokens of type `entity-statement+jwt`.
    ///
    /// # Errors
    /// `trust.statement-malformed`, `trust.registry-malformed` where there are too many.
    pub fn read(texts: &[&str]) -> Result<Self, TrustError> {
        if texts.len() > MOST_STATEMENTS {
            return Err(TrustError::malformed(format!("it has more than {MOST_STATEMENTS} statements")));
        }
        let statements = texts.iter().enumerate().map(|(index, text)| Statement::read(index, text));
        Ok(Self { statements: statements.collect::<Result<_, _>>()? })
    }

    /// Whether a chain of statements leads from that entity to one of the anchors; nothing where none speaks of it.
    ///
    /// # Errors
    /// `trust.anchor-not-listed`, `trust.chain-*`, `trust.statement-*`: why no chain holds.
    pub fn find(
        &self,
        id: &str,
        anchors: &[Anchor],
        now: OffsetDateTime,
        provider: &CryptoProvider,
    ) -> Result<Option<Member>, TrustError> {
        if !self.statements.iter().any(|statement| statement.subject == id && !statement.is_own()) {
            return Ok(None);
        }
        let (ways, ends) = (Vec::new(), Vec::new());
        let mut search = Search { federation: self, anchors, steps: MOST_STEPS, ways, ends, is_cut: false };
        search.upwards(id, &mut Vec::new());
        let Search { ways, mut ends, is_cut, .. } = search;
        let mut failed = None;
        for (way, anchor) in ways {
            match self.holds(id, &way, anchor, now, provider) {
                Ok(member) => return Ok(Some(member)),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        if let Some(error) = failed {
            return Err(error);
        }
        if is_cut {
            return Err(TrustError::ChainTooLong { limit: LONGEST });
        }
        ends.sort_unstable();
        ends.dedup();
        Err(TrustError::AnchorNotListed { found: ends })
    }

    /// Checks a chain from its anchor down ([§10.2](https://openid.net/specs/openid-federation-1_0.html#section-10.2)), so that no key is
    /// used before it is vouched for. `way` begins with the statement about the entity itself.
    fn holds(
        &self,
        id: &str,
        way: &[&Statement],
        anchor: &Anchor,
        now: OffsetDateTime,
        provider: &CryptoProvider,
    ) -> Result<Member, TrustError> {
        let mut keys = Some(anchor.keys.clone());
        for statement in way.iter().rev() {
            let known = keys.ok_or(TrustError::ChainIncomplete {
                entity: statement.issuer.clone(),
                message: "its superior's statement has no keys of it",
            })?;
            statement.verify(&known, now, provider)?;
            keys = statement.keys()?;
        }
        let (first, last) = (way.first(), way.last());
        let (Some(first), Some(_)) = (first, last) else {
            return Err(TrustError::AnchorNotListed { found: vec![id.to_owned()] });
        };
        let own = self.own(id, first, keys.as_deref(), now, provider)?;
        let mut metadata = own.map(Statement::metadata).unwrap_or_default();
        // §10.2: what the superior says of it stands above what it says of itself.
        for (kind, members) in first.metadata() {
            let below = metadata.entry(kind).or_insert_with(|| Value::Object(Map::new()));
            if let (Value::Object(below), Value::Object(above)) = (below, members) {
                below.extend(above);
            }
        }
        let entity_types: Vec<String> = metadata.keys().cloned().collect();
        for (between, statement) in way.iter().enumerate() {
            let below: Vec<&str> = way.iter().take(between + 1).map(|it| it.subject.as_str()).collect();
            constraints::check(statement, between, &below, &entity_types)?;
            policy::apply(statement, &mut metadata)?;
        }
        let text = |kind: &str, name: &str| metadata.get(kind)?.get(name)?.as_str().map(str::to_owned);
        let names = [
            ("federation_entity", "organization_name"),
            ("institution_additional_information", "legal_name"),
        ];
        let times = way.iter().map(|it| it.expires).chain(own.map(|own| own.expires));
        Ok(Member {
            id: id.to_owned(),
            names: names.iter().filter_map(|(kind, name)| text(kind, name)).collect(),
            url: text("federation_entity", "homepage_uri")
                .or_else(|| text("federation_entity", "organization_uri")),
            entity_types,
            chain: way.iter().map(|statement| statement.issuer.clone()).collect(),
            expires: times.min().unwrap_or(now),
        })
    }

    /// What the entity says of itself, signed with a key that its superior vouches for. Who is known by a DID publishes no such
    /// statement in the registries that are in use, and its DID says which keys are its own.
    fn own(
        &self,
        id: &str,
        above: &Statement,
        keys: Option<&[Jwk]>,
        now: OffsetDateTime,
        provider: &CryptoProvider,
    ) -> Result<Option<&Statement>, TrustError> {
        let own = self.statements.iter().find(|statement| statement.is_own() && statement.subject == id);
        let incomplete = |message| Err(TrustError::ChainIncomplete { entity: id.to_owned(), message });
        match (own, keys) {
            (None, _) if id.starts_with("did:") => Ok(None),
            (None, _) => incomplete("its own statement is lacking"),
            (Some(_), None) if id.starts_with("did:") => Ok(None),
            (Some(_), None) => incomplete("its superior's statement has no keys of it"),
            (Some(own), Some(keys)) => {
                own.verify(keys, now, provider)?;
                match own.authority_hints().any(|hint| hint == above.issuer) {
                    true => Ok(Some(own)),
                    false => incomplete("it does not name its superior among its authorities"),
                }
            }
        }
    }
}

/// The search for ways to an anchor.
struct Search<'a> {
    federation: &'a Federation,
    anchors: &'a [Anchor],
    steps: usize,
    ways: Vec<(Vec<&'a Statement>, &'a Anchor)>,
    /// Where ways lead that end with nobody known.
    ends: Vec<String>,
    /// Whether there may be more ways than were looked for.
    is_cut: bool,
}

impl<'a> Search<'a> {
    fn upwards(&mut self, id: &str, way: &mut Vec<&'a Statement>) {
        let about = self
            .federation
            .statements
            .iter()
            .filter(|statement| statement.subject == id && !statement.is_own());
        let mut is_end = true;
        for statement in about {
            if self.steps == 0 || self.ways.len() >= MOST_WAYS || way.len() >= LONGEST {
                self.is_cut = true;
                return;
            }
            self.steps -= 1;
            if way.iter().any(|below| below.subject == statement.issuer)
                || way.iter().any(|below| below.issuer == statement.issuer)
            {
                continue;
            }
            is_end = false;
            way.push(statement);
            match self.anchors.iter().find(|anchor| anchor.id == statement.issuer) {
                Some(anchor) => self.ways.push((way.clone(), anchor)),
                None => self.upwards(&statement.issuer, way),
            }
            way.pop();
        }
        if is_end {
            self.ends.push(id.to_owned());
        }
    }
}
