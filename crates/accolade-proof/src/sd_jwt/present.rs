use accolade_report::Pointer;
use serde_json::Value;

use super::SdJwt;
use crate::ProofError;

impl SdJwt {
    /// The SD-JWT with the disclosures that it takes to show what stands at these places, and no others: each place with what
    /// it stands in and what is in it. A key binding is left out, since it was made for other disclosures.
    ///
    /// # Errors
    /// `proof.pointer-unmatched` where there is nothing at a place.
    pub fn present(&self, places: &[Pointer]) -> Result<String, ProofError> {
        let claims = Value::Object(self.claims.clone());
        if let Some(pointer) = places.iter().find(|place| claims.pointer(place.as_str()).is_none()) {
            return Err(ProofError::PointerUnmatched { pointer: pointer.clone() });
        }
        let is_needed =
            |place: &Pointer| places.iter().any(|wanted| wanted.is_inside(place) || place.is_inside(wanted));
        let needed = self.shown().filter(|shown| is_needed(shown.place)).map(|shown| shown.disclosure);
        Ok(self.without_binding(needed))
    }
}
