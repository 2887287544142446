use accolade_report::Finding;
use serde_json::Value;

use crate::{Contexts, LdError, Options, expand::Expander};

/// Finds where a reader of the JSON would see something else than the statements say: see
/// [VC Data Integrity §2.4.1](https://www.w3.org/TR/vc-data-integrity/#validating-contexts).
///
/// A proof over the statements stays valid when the same statements are written as other JSON. A holder can so hide that a
/// credential has expired, by stating `validUntil` under its full IRI, under another name that an added context defines, or
/// inside an object that only JSON-LD looks into.
///
/// ```
/// use accolade_ld::{Contexts, agreement, codes};
/// use serde_json::json;
///
/// let hidden = json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": "VerifiableCredential",
///     "https://www.w3.org/2018/credentials#validUntil": {
///         "@value": "2024-01-01T00:00:00Z", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"
///     },
///     "credentialSubject": {"id": "did:example:ada"}
/// });
/// let findings = agreement(&hidden, &Contexts::pinned())?;
/// assert_eq!(findings[0].code, codes::HIDDEN_TERM);
/// assert_eq!(findings[0].pointer.as_str(), "/https:~1~1www.w3.org~12018~1credentials#validUntil");
/// # Ok::<(), accolade_ld::LdError>(())
/// ```
///
/// The names looked after are those of the Verifiable Credentials, Open Badges and CLR data models and of their status lists;
/// identifiers are looked at wherever they stand. [`Options::with_agreement`] does the same while a document is read for
/// other purposes.
///
/// # Errors
/// See [`LdError`].
pub fn agreement(document: &Value, contexts: &Contexts) -> Result<Vec<Finding>, LdError> {
    let options = Options::default().with_agreement();
    let mut expander = Expander::new(contexts, &options);
    expander.expand_document(document)?;
    let ours = |finding: &Finding| {
        use crate::codes::{HIDDEN_TERM, REMAPPED_TERM, RESTRUCTURED, REWRITTEN_IRI};
        [HIDDEN_TERM, REMAPPED_TERM, RESTRUCTURED, REWRITTEN_IRI].contains(&finding.code)
    };
    Ok(expander.findings.into_iter().filter(ours).collect())
}
