use serde_json::{Value, json};

use crate::{
    FEWEST_ENTRIES, StatusError,
    encoding::{Compressed, Letters, compress, compress_for_token, expand},
};

/// An issuer's own record of a list: which entries are taken, and what each says.
///
/// ```
/// use accolade_status::Ledger;
/// let mut ledger = Ledger::new("revocation", 1, 131_072)?;
/// let index = ledger.allocate(42)?;
/// assert_eq!(ledger.value(index), Some(0));
/// ledger.set(index, 1)?;
/// let kept = ledger.to_value();
/// assert_eq!(Ledger::from_value(&kept)?.value(index), Some(1));
/// // Fewer entries would tell the host of the list whose credential is being looked up.
/// assert_eq!(Ledger::new("revocation", 1, 1000).unwrap_err().code().as_str(), "status.list-too-short");
/// # Ok::<(), accolade_status::StatusError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    purpose: String,
    size: u64,
    bits: Vec<u8>,
    /// One bit for each entry.
    taken: Vec<u8>,
    /// What each value means, in their order; nothing where it goes without saying.
    messages: Vec<String>,
}

impl Ledger {
    /// A list of nothing but zeros, for one purpose, with statuses of `size` bits.
    ///
    /// # Errors
    /// `status.list-too-short` for fewer than [`FEWEST_ENTRIES`]; `status.list-too-large`; `status.entry-malformed` for a
    /// size other than 1, 2, 4 or 8.
    pub fn new(purpose: impl Into<String>, size: u64, entries: u64) -> Result<Self, StatusError> {
        if entries < FEWEST_ENTRIES {
            return Err(StatusError::ListTooShort { entries });
        }
        if ![1, 2, 4, 8].contains(&size) {
            return Err(StatusError::EntryMalformed {
                member: "statusSize",
                message: "none of 1, 2, 4 and 8",
            });
        }
        let bytes = |bits: u64| usize::try_from(bits.div_ceil(8)).ok().filter(|n| *n <= crate::MOST_BYTES);
        let too_large = StatusError::ListTooLarge { limit: crate::MOST_BYTES };
        let length = entries.checked_mul(size).and_then(bytes).ok_or(too_large.clone())?;
        let taken = bytes(entries).ok_or(too_large)?;
        Ok(Self {
            purpose: purpose.into(),
            size,
            bits: vec![0; length],
            taken: vec![0; taken],
            messages: Vec::new(),
        })
    }

    /// Says what each value means, from 0 upwards. Entries of more than one bit have to
    /// ([Bitstring Status List §2.1](https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry)).
    ///
    /// # Errors
    /// `status.messages-mismatch` where it is not one message for each value.
    pub fn with_messages(self, messages: Vec<String>) -> Result<Self, StatusError> {
        let expected = self.mask() + 1;
        match u64::try_from(messages.len()) == Ok(expected) {
            true => Ok(Self { messages, ..self }),
            false => {
                let found = format!("there are {} messages", messages.len());
                Err(StatusError::MessagesMismatch { found, expected })
            }
        }
    }

    /// Whether entries say all that they have to: what each value means, where there are more than two.
    #[must_use]
    pub fn is_described(&self) -> bool {
        self.size == 1 || !self.messages.is_empty()
    }

    /// What the list is kept for.
    #[must_use]
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// The bits of each status.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// How many entries there are.
    #[must_use]
    pub fn entries(&self) -> u64 {
        let bits = u64::try_from(self.bits.len()).unwrap_or(u64::MAX).saturating_mul(8);
        bits.checked_div(self.size).unwrap_or_default()
    }

    /// How many of them are taken.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.taken.iter().map(|byte| u64::from(byte.count_ones())).sum()
    }

    /// Takes an entry that nobody has, each as likely as any other: from its number nobody learns when it was taken. The
    /// entropy must be fresh for each call.
    ///
    /// # Errors
    /// `status.index-out-of-range` where none is left.
    pub fn allocate(&mut self, entropy: u64) -> Result<u64, StatusError> {
        let entries = self.entries();
        let free = entries.saturating_sub(self.taken());
        if free == 0 {
            return Err(StatusError::ListFull { entries });
        }
        // Scaling instead of a remainder: no free entry is more likely than another by more than one in 2^32.
        let scaled = (u128::from(entropy) * u128::from(free)) >> 64;
        let mut left = u64::try_from(scaled).unwrap_or_default();
        for index in 0..entries {
            if self.is_taken(index) {
                continue;
            }
            if left == 0 {
                self.take(index);
                return Ok(index);
            }
            left -= 1;
        }
        Err(StatusError::ListFull { entries })
    }

    /// The value of an entry.
    #[must_use]
    pub fn value(&self, index: u64) -> Option<u64> {
        let (byte, shift) = self.position(index)?;
        Some(u64::from(*self.bits.get(byte)?) >> shift & self.mask())
    }

    /// Sets the value of an entry, which counts as taken from then on.
    ///
    /// # Errors
    /// `status.index-out-of-range`; `status.entry-malformed` for a value that does not fit.
    pub fn set(&mut self, index: u64, value: u64) -> Result<(), StatusError> {
        let (mask, entries) = (self.mask(), self.entries());
        if value > mask {
            return Err(StatusError::ValueTooLarge { value, size: self.size });
        }
        let beyond = StatusError::IndexOutOfRange { index, entries };
        let (at, shift) = self.position(index).ok_or(beyond.clone())?;
        let byte = self.bits.get_mut(at).ok_or(beyond)?;
        let cleared = u64::from(*byte) & !(mask << shift);
        *byte = u8::try_from(cleared | value << shift).unwrap_or(*byte);
        self.take(index);
        Ok(())
    }

    /// The list as a credential, for its issuer to date and sign.
    #[must_use]
    pub fn credential(&self, url: &str, issuer: &str) -> Value {
        let subject = json!({
            "id": format!("{url}#list"), "type": "BitstringStatusList", "statusPurpose": self.purpose,
            "encodedList": compress(&self.bits),
        });
        json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": url,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": issuer,
            "credentialSubject": subject,
        })
    }

    /// The entry for a credential, under the list's URL.
    #[must_use]
    pub fn entry(&self, url: &str, index: u64) -> Value {
        let mut entry = json!({
            "id": format!("{url}#{index}"), "type": "BitstringStatusListEntry", "statusPurpose": self.purpose,
            "statusListIndex": index.to_string(), "statusListCredential": url,
        });
        if let Some(members) = entry.as_object_mut().filter(|_| self.size > 1) {
            members.insert("statusSize".to_owned(), self.size.into());
        }
        if let Some(members) = entry.as_object_mut().filter(|_| !self.messages.is_empty()) {
            members.insert("statusMessage".to_owned(), self.status_messages());
        }
        entry
    }

    fn status_messages(&self) -> Value {
        let messages = self.messages.iter().enumerate();
        messages
            .map(|(value, message)| json!({ "status": format!("{value:#x}"), "message": message }))
            .collect()
    }

    /// The claims of a status list token, for the issuer to sign: `sub`, `iat`, `exp`, `ttl` in seconds, and the list
    /// ([Token Status List §5](https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/)).
    ///
    /// # Errors
    /// `status.purpose-mismatch` where the list is not kept for `revocation`: in a token 1 is revoked and 2 suspended,
    /// whatever else the issuer means.
    ///
    /// ```
    /// use accolade_status::{Entry, Ledger, Meaning, StatusList};
    /// let mut ledger = Ledger::new("revocation", 2, 131_072)?;
    /// ledger.set(7, 2)?;
    /// let url = "https://school.example/status/1";
    /// let list = StatusList::read_token(&ledger.token_claims(url, 1_780_000_000, None, Some(3600))?)?;
    /// assert_eq!(list.status(&Entry::read_claim(&Ledger::claim(url, 7))?)?.meaning, Meaning::Suspended);
    /// # Ok::<(), accolade_status::StatusError>(())
    /// ```
    pub fn token_claims(
        &self,
        url: &str,
        issued: i64,
        expires: Option<i64>,
        ttl_seconds: Option<u64>,
    ) -> Result<Value, StatusError> {
        if self.purpose != "revocation" {
            let (found, expected) = (vec![self.purpose.clone()], "revocation".to_owned());
            return Err(StatusError::PurposeMismatch { found, expected });
        }
        let mut claims = json!({ "sub": url, "iat": issued });
        if let Some(members) = claims.as_object_mut() {
            members.extend(expires.map(|time| ("exp".to_owned(), time.into())));
            members.extend(ttl_seconds.map(|seconds| ("ttl".to_owned(), seconds.into())));
            let list = json!({ "bits": self.size, "lst": compress_for_token(&self.lowest_first()) });
            members.insert("status_list".to_owned(), list);
        }
        Ok(claims)
    }

    /// The claim `status` of a credential, under the URL of a status list token.
    #[must_use]
    pub fn claim(url: &str, index: u64) -> Value {
        json!({ "status_list": { "idx": index, "uri": url } })
    }

    /// The bits as a token has them: the first entry of a byte at its right end.
    fn lowest_first(&self) -> Vec<u8> {
        let turned = |byte: &u8| {
            let entries = (0..8).step_by(usize::try_from(self.size).unwrap_or(8));
            entries.fold(0, |turned: u64, at| turned << self.size | u64::from(*byte) >> at & self.mask())
        };
        self.bits.iter().map(|byte| u8::try_from(turned(byte)).unwrap_or_default()).collect()
    }

    /// The record as JSON, to be kept: unlike the list, it knows which entries are taken.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut record = json!({
            "statusPurpose": self.purpose, "statusSize": self.size,
            "encodedList": compress(&self.bits), "taken": compress(&self.taken),
        });
        if let Some(members) = record.as_object_mut().filter(|_| !self.messages.is_empty()) {
            members.insert("messages".to_owned(), self.messages.clone().into());
        }
        record
    }

    /// Reads what [`Ledger::to_value`] wrote.
    ///
    /// # Errors
    /// `status.list-malformed` and the codes of lists that cannot be read.
    pub fn from_value(value: &Value) -> Result<Self, StatusError> {
        let malformed = |name: &str, message| StatusError::ListMalformed {
            pointer: accolade_report::Pointer::root().key(name),
            message,
        };
        let text =
            |name: &str| value.get(name).and_then(Value::as_str).ok_or_else(|| malformed(name, "not a text"));
        let bits = expand(text("encodedList")?, Letters::Multibase, Compressed::Gzip)?;
        let taken = expand(text("taken")?, Letters::Multibase, Compressed::Gzip)?;
        let size = value.get("statusSize").and_then(Value::as_u64).filter(|size| [1, 2, 4, 8].contains(size));
        let size = size.ok_or_else(|| malformed("statusSize", "none of 1, 2, 4 and 8"))?;
        let messages = Vec::new();
        let ledger = Self { purpose: text("statusPurpose")?.to_owned(), size, bits, taken, messages };
        let fits = u64::try_from(ledger.taken.len()).ok() == Some(ledger.entries().div_ceil(8));
        if !fits {
            return Err(malformed("taken", "not of the list's length"));
        }
        let Some(messages) = value.get("messages") else { return Ok(ledger) };
        let texts =
            messages.as_array().map(|texts| texts.iter().map(|text| text.as_str().map(str::to_owned)));
        let texts = texts.and_then(Iterator::collect::<Option<Vec<String>>>);
        ledger.with_messages(texts.ok_or_else(|| malformed("messages", "not a list of texts"))?)
    }

    const fn mask(&self) -> u64 {
        (1 << self.size) - 1
    }

    /// The byte of an entry, and how far from its right end the entry stands: sizes divide 8, so none crosses a byte.
    fn position(&self, index: u64) -> Option<(usize, u64)> {
        let first = index.checked_mul(self.size).filter(|_| index < self.entries())?;
        let shift = 8_u64.checked_sub(first % 8)?.checked_sub(self.size)?;
        Some((usize::try_from(first / 8).ok()?, shift))
    }

    fn is_taken(&self, index: u64) -> bool {
        let byte = usize::try_from(index / 8).ok().and_then(|at| self.taken.get(at));
        byte.is_none_or(|byte| byte >> (7 - index % 8) & 1 == 1)
    }

    fn take(&mut self, index: u64) {
        if let Some(byte) = usize::try_from(index / 8).ok().and_then(|at| self.taken.get_mut(at)) {
            *byte |= 0x80 >> (index % 8);
        }
    }
}
