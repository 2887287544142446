use accolade_json::Limits;
use accolade_ld::Contexts;
use accolade_report::CheckId;

use crate::RegistrySource;

/// What the caller asks of a verification beyond authenticity, and what it allows.
///
/// The default asks for nothing more and allows nothing: no request for contexts, an issuer bound to its key.
///
/// ```
/// use accolade_engine::{Policy, Recipient};
/// use accolade_report::CheckId;
/// let policy = Policy::default()
///     .expect_recipient(Recipient::Identifier { kind: "emailAddress".into(), value: "ana@school.example".into() })
///     .require(CheckId::Results);
/// assert_eq!(policy.required(), [CheckId::Recipient, CheckId::Results]);
/// ```
#[derive(Clone, Debug)]
pub struct Policy {
    required: Vec<CheckId>,
    recipient: Option<Recipient>,
    domain: Option<String>,
    challenge: Option<String>,
    clock_skew_seconds: u32,
    limits: Limits,
    contexts: Contexts,
    accept_unpinned_contexts: bool,
    accept_unbound_issuer: bool,
    status_list_issuers: Vec<String>,
    accept_unsigned_status_lists: bool,
    ask_for_resources: bool,
    ask_for_refresh: bool,
    registries: Vec<RegistrySource>,
    ask_for_linked_domains: bool,
}

/// Whom a credential is expected to be about. The value is known to the caller from elsewhere, never taken from the
/// credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// The subject's `id`, such as a DID.
    Id(String),
    /// One of the subject's identifiers, plain or hashed.
    Identifier {
        /// The `identityType`, such as `emailAddress`.
        kind: String,
        /// The identity in plain text.
        value: String,
    },
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            required: Vec::new(),
            recipient: None,
            domain: None,
            challenge: None,
            clock_skew_seconds: 0,
            limits: Limits::default(),
            contexts: Contexts::pinned(),
            accept_unpinned_contexts: false,
            accept_unbound_issuer: false,
            status_list_issuers: Vec::new(),
            accept_unsigned_status_lists: false,
            ask_for_resources: false,
            ask_for_refresh: false,
            registries: Vec::new(),
            ask_for_linked_domains: false,
        }
    }
}

impl Policy {
    /// Counts that check in the verdict as well.
    #[must_use]
    pub fn require(mut self, check: CheckId) -> Self {
        if !self.required.contains(&check) {
            self.required.push(check);
        }
        self
    }

    /// Asks that the credential be about this recipient, and counts the answer in the verdict.
    #[must_use]
    pub fn expect_recipient(self, recipient: Recipient) -> Self {
        Self { recipient: Some(recipient), ..self }.require(CheckId::Recipient)
    }

    /// Asks that every embedded proof be restricted to this domain.
    #[must_use]
    pub fn expect_domain(self, domain: impl Into<String>) -> Self {
        Self { domain: Some(domain.into()), ..self }
    }

    /// Asks that every embedded proof answer this challenge.
    #[must_use]
    pub fn expect_challenge(self, challenge: impl Into<String>) -> Self {
        Self { challenge: Some(challenge.into()), ..self }
    }

    /// Forgives clocks that differ by so many seconds.
    #[must_use]
    pub fn allow_clock_skew(self, seconds: u32) -> Self {
        Self { clock_skew_seconds: seconds, ..self }
    }

    /// Takes the word of status lists that this issuer signs, whoever issued the credential; those of the credential's own
    /// issuer are always taken.
    #[must_use]
    pub fn accept_status_lists_of(mut self, issuer: impl Into<String>) -> Self {
        self.status_list_issuers.push(issuer.into());
        self
    }

    /// Asks for images, evidence and other documents of which the credential gives a digest, and compares them. Whoever
    /// serves them learns that the credential is being looked at.
    #[must_use]
    pub fn ask_for_resources(self) -> Self {
        Self { ask_for_resources: true, ..self }
    }

    /// Asks the credential's refresh service, once, whether there is a newer edition. Whoever runs it learns that the
    /// credential is being looked at.
    #[must_use]
    pub fn ask_for_refresh(self) -> Self {
        Self { ask_for_refresh: true, ..self }
    }

    /// Asks this trust registry about the issuer, beside those named before. What it says is shown beside the verdict, and
    /// counts in it where the check `issuer` is required.
    #[must_use]
    pub fn ask_registry(mut self, registry: RegistrySource) -> Self {
        self.registries.push(registry);
        self
    }

    /// Asks the web origins that the issuer names whether they know it: those that its DID's document links to, and that of
    /// its profile. Whoever runs them learns that the credential is being looked at.
    #[must_use]
    pub fn ask_for_linked_domains(self) -> Self {
        Self { ask_for_linked_domains: true, ..self }
    }

    /// Bounds what is read.
    #[must_use]
    pub fn limit(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Knows these contexts instead of the pinned ones alone.
    #[must_use]
    pub fn know_contexts(self, contexts: Contexts) -> Self {
        Self { contexts, ..self }
    }

    /// The settings that weaken what a verdict means.
    #[must_use]
    pub const fn dangerous(self) -> DangerousPolicy {
        DangerousPolicy { policy: self }
    }

    /// The checks that count in the verdict beside those of authenticity.
    #[must_use]
    pub fn required(&self) -> &[CheckId] {
        &self.required
    }

    /// The recipient asked for.
    #[must_use]
    pub const fn recipient(&self) -> Option<&Recipient> {
        self.recipient.as_ref()
    }

    /// The domain asked for.
    #[must_use]
    pub fn domain(&self) -> Option<&str> {
        self.domain.as_deref()
    }

    /// The challenge asked for.
    #[must_use]
    pub fn challenge(&self) -> Option<&str> {
        self.challenge.as_deref()
    }

    /// The seconds by which clocks may differ.
    #[must_use]
    pub const fn clock_skew_seconds(&self) -> u32 {
        self.clock_skew_seconds
    }

    /// The trust registries that are asked about the issuer.
    #[must_use]
    pub fn registries(&self) -> &[RegistrySource] {
        &self.registries
    }

    /// The bounds on what is read.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The contexts known without asking.
    #[must_use]
    pub const fn contexts(&self) -> &Contexts {
        &self.contexts
    }

    pub(crate) const fn accepts_unpinned_contexts(&self) -> bool {
        self.accept_unpinned_contexts
    }

    pub(crate) fn accepts_status_lists_of(&self, issuer: &str) -> bool {
        self.status_list_issuers.iter().any(|accepted| accepted == issuer)
    }

    pub(crate) const fn asks_for_refresh(&self) -> bool {
        self.ask_for_refresh
    }

    pub(crate) const fn asks_for_linked_domains(&self) -> bool {
        self.ask_for_linked_domains
    }

    pub(crate) const fn asks_for_resources(&self) -> bool {
        self.ask_for_resources
    }

    pub(crate) const fn accepts_unsigned_status_lists(&self) -> bool {
        self.accept_unsigned_status_lists
    }

    pub(crate) const fn accepts_unbound_issuer(&self) -> bool {
        self.accept_unbound_issuer
    }
}

/// A [`Policy`] whose dangerous settings are at hand. Each method says what it gives up.
#[derive(Clone, Debug)]
pub struct DangerousPolicy {
    policy: Policy,
}

impl DangerousPolicy {
    /// Asks for contexts that are not pinned. Whoever serves them decides what the credential's terms mean, and can
    /// change that later.
    #[must_use]
    pub fn danger_accept_unpinned_contexts(self) -> Policy {
        Policy { accept_unpinned_contexts: true, ..self.policy }
    }

    /// Accepts a key that nothing ties to the issuer. The proof then shows only that somebody signed; `issuer` is a
    /// claim. Some published test vectors need this.
    #[must_use]
    pub fn danger_accept_unbound_issuer(self) -> Policy {
        Policy { accept_unbound_issuer: true, ..self.policy }
    }

    /// Takes the word of 1EdTech's revocation lists, which nobody signs. Whoever serves such a list, or stands between, can
    /// make a revoked credential good again.
    #[must_use]
    pub fn danger_accept_unsigned_status_lists(self) -> Policy {
        Policy { accept_unsigned_status_lists: true, ..self.policy }
    }
}
