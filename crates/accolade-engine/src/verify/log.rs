//! Documents that follow from a log: `did:webvh`.

use std::{cell::RefCell, rc::Rc};

use accolade_did::{DidError, Document, MethodUrl};

use super::key::{Answered, Question};

/// What the logs of one verification came to, by DID: a log may be long, and many proofs may lead to it.
pub(super) type Logs = Rc<RefCell<Vec<(String, Result<Document, DidError>)>>>;

#[cfg(not(feature = "webvh"))]
impl Question<'_> {
    pub(super) fn logged(&self, _: &MethodUrl, _: &str) -> Result<Document, Box<Answered>> {
        Err(Box::new(self.refuse(DidError::UnsupportedMethod { method: "webvh".to_owned() })))
    }
}

#[cfg(feature = "webvh")]
impl Question<'_> {
    /// The document in force under the DID of a verification method whose log is at that URL.
    pub(super) fn logged(&self, method: &MethodUrl, at: &str) -> Result<Document, Box<Answered>> {
        use accolade_did::webvh::{Log, witness_url};

        use crate::RequestKind;

        let refuse = |error| Box::new(self.refuse(error));
        let Some(did) = method.did() else {
            return Err(refuse(DidError::UnsupportedUrl { url: method.as_str().to_owned() }));
        };
        if let Some((_, known)) = self.logs.borrow().iter().find(|(of, _)| of == did.as_str()) {
            return known.clone().map_err(refuse);
        }
        let text = self.bytes(RequestKind::DidLog, at)?;
        let holds = |document: &_, proof: &_, key: &_| holds(document, proof, key, self.provider);
        let found = match Log::read(text, did, self.now, &holds) {
            // The proofs of witnesses are asked for once the log has shown that there must be some.
            Ok(log) if log.is_witnessed() => {
                let proofs = self.document(RequestKind::DidDocument, &witness_url(at))?;
                log.check_witnesses(&proofs, &holds).and_then(|()| log.document())
            }
            Ok(log) => log.document(),
            Err(error) => Err(error),
        };
        self.logs.borrow_mut().push((did.as_str().to_owned(), found.clone()));
        found.map_err(refuse)
    }
}

/// Whether a proof of the suite that logs hold does: it signs the text, so no context is read.
#[cfg(feature = "webvh")]
fn holds(
    document: &accolade_json::Value,
    proof: &accolade_json::Value,
    key: &accolade_keys::PublicKey,
    provider: &accolade_keys::CryptoProvider,
) -> bool {
    use accolade_ld::Contexts;
    use accolade_proof::data_integrity::{Expectation, Proof, Registry, verify};

    let (registry, contexts) = (Registry::default(), Contexts::pinned());
    Proof::read(proof).is_ok_and(|proof| {
        verify(document, &proof, &Expectation::ASSERTION, key, &contexts, &registry, provider).is_ok()
    })
}
