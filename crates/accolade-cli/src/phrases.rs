//! What the program says, in English: each phrase under its name, by which other languages have it too. `{0}` and so on stand for what
//! is said of.

/// Every phrase. A name that says all there is to say is its own English.
const PHRASES: &[(&str, &str)] = &[
    ("whatToDo", "What to do:"),
    ("nothingToCheck", "A check that was asked for has nothing to check in this credential."),
    ("itSays", "It says"),
    ("unreadable", "unreadable"),
    ("foundAt", "{0} at `{1}`: {2}"),
    ("wrote", "Wrote {0}."),
    ("wroteKey", "Wrote a secret {0} key to {1}."),
    ("wroteLockedKey", "Wrote a secret {0} key to {1}, encrypted with your passphrase."),
    ("keepTheKey", "Whoever has this file can issue in your name. Keep it, and keep it to yourself."),
    ("keyType", "type"),
    ("verificationMethod", "verification method"),
    ("filledIn", "`{0}` was not given; it is now `{1}`"),
    ("notSigned", "`{0}` was not signed:"),
    ("shownAsWell", "`{0}` is shown as well: {1}"),
    ("nothingDerived", "the proof of `{0}` does not hold, so nothing was derived:"),
    ("noChallenge", "without `--challenge`, whoever sees this presentation can show it to others"),
    ("bundleLacks", "the bundle lacks `{0}`: {1}"),
    ("wroteBundle", "Wrote {0}, {1} documents."),
    ("notConverted", "the badge is not valid, so nothing is made of it; `--unverified` does it all the same"),
    ("convertedClaims", "the badge was not found valid: what is written is what somebody claims"),
    ("wroteUnsigned", "Wrote {0}, unsigned. `accolade issue` signs it with its issuer's key."),
    ("wroteList", "Wrote {0}: {1} entries."),
    ("entrySet", "Entry {0}: {1} is now {2}. Publish the list again."),
    ("saySame", "The two say the same."),
    ("onlySays", "Only {0} says"),
    ("claimsOnly", "CLAIMS, NOT VERIFIED"),
    ("foundReading", "Found while reading"),
    ("anyoneCanWrite", "Anyone can write such a file. `accolade verify {0}` checks it."),
    ("bakedInto", "{0}, baked into {1} as `{2}`"),
    ("badges", "{0} badges: {1} valid, {2} invalid, {3} indeterminate, {4} unreadable"),
    ("fetchedInVain", "{0} documents fetched, {1} of them in vain"),
    ("takenAsKept", "{0} documents taken as they were kept"),
    ("passedOver", "{0} files passed over by their names"),
    ("timeLeft", "{bar:40} {bytes} of {total_bytes}, {eta} to go"),
    ("bytes", "{0} bytes"),
    ("bytesMore", "{0} bytes more"),
    ("fetched", "fetched {0}: {1}, {2} ms"),
    ("keptEarlier", "kept earlier {0}: {1}, {2} ms"),
    ("fromBundle", "from the bundle {0}, made {1}: {2} documents"),
    ("nobody", "nobody"),
    ("noAnswer", "no answer"),
    ("statusCode", "status {0}"),
    ("asked", "asked {0}: {1} from {2}"),
    ("attempts", "attempts {0}"),
    ("asSent", "bytes as sent {0}"),
    ("cameFrom", "came from {0}"),
    ("cache", "cache {0}"),
    ("from", "from {0}"),
    ("until", "until {0}"),
    ("hashed", "hashed {0}"),
    ("byHost", "by asking its host"),
    ("bySignature", "by its signature"),
    ("yes", "yes"),
    ("oneCredential", "1 credential"),
    ("credentials", "{0} credentials"),
    ("oneEndorsement", "1 endorsement"),
    ("endorsements", "{0} endorsements"),
    ("hours", "{0} hours"),
    ("compact JWS", "compact JWS"),
    ("JWS in JSON", "JWS in JSON"),
    ("COSE message", "COSE message"),
    ("demo", "A micro-credential, from the key to the verified badge"),
    ("demoKey", "{0} makes a key"),
    ("demoSecret", "the secret key, for its owner's eyes alone"),
    ("knownAs", "known as"),
    ("demoSigns", "It signs what {0} achieved"),
    ("demoSigned", "the signed micro-credential"),
    ("demoBakes", "It bakes the credential into two images that it draws"),
    ("demoAnyone", "Anyone can verify them, from the file alone"),
    ("demoSame", "{0}, by the same checks"),
    (
        "demoMarks",
        "✓ it holds   – it does not arise here   ? it cannot be told: the proof shows which key signed,",
    ),
    ("demoMarksMore", "and nobody was asked whose key that is"),
    ("demoAlters", "Somebody changes one byte: grade {0} becomes 94"),
    ("demoWorthless", "Once the proof fails, what the document says is worth no further check (–)."),
    ("demoCaught", "The check `proof` caught it, with the code {0}."),
    ("demoDiffers", "Of the {0} statements that were signed, one reads otherwise: {1}"),
    ("demoNext", "The files are in {0}. Next:"),
    ("achievement", "achievement"),
    ("about", "about"),
    ("issuer", "issuer"),
    ("workload", "workload"),
    ("credits", "credits"),
    ("level", "level"),
    ("result", "result"),
    ("credential", "credential"),
    ("types", "types"),
    ("id", "id"),
    ("valid", "valid"),
    ("awarded", "awarded"),
    ("evidence", "evidence"),
    ("status", "status"),
    ("endorsed", "endorsed"),
    ("proof", "proof"),
    ("description", "description"),
    ("criteria", "criteria"),
    ("narrative", "narrative"),
    ("verified", "verified"),
    ("revoked", "revoked"),
    ("country", "country"),
    ("role", "role"),
    ("endorses", "endorses"),
    ("outcome", "outcome"),
    ("assessment", "assessment"),
    ("participation", "participation"),
    ("quality", "quality"),
    ("requires", "requires"),
    ("aligned with", "aligned with"),
    ("holds", "holds"),
    ("form", "form"),
    ("version", "version"),
    ("header", "header"),
    ("document hash", "document hash"),
    ("proof hash", "proof hash"),
    ("written examination", "written examination"),
    ("oral examination", "oral examination"),
    ("practical assessment", "practical assessment"),
    ("portfolio", "portfolio"),
    ("artefact", "artefact"),
    ("project work", "project work"),
    ("online", "online"),
    ("blended", "blended"),
    ("on site", "on site"),
    ("supervised, identity verified", "supervised, identity verified"),
    ("unsupervised, identity not verified", "unsupervised, identity not verified"),
    (
        "who says it, when it holds, and under which conditions",
        "who says it, when it holds, and under which conditions",
    ),
    (
        "what was achieved, without which nothing else about it says anything",
        "what was achieved, without which nothing else about it says anything",
    ),
    (
        "a value without its status or its level is another result",
        "a value without its status or its level is another result",
    ),
    ("a value means something on its scale only", "a value means something on its scale only"),
    (
        "a scale without its ends, or without what is required on it, is another scale",
        "a scale without its ends, or without what is required on it, is another scale",
    ),
    ("an alignment is to that target in that framework", "an alignment is to that target in that framework"),
    (
        "a related achievement is that one in that language or version",
        "a related achievement is that one in that language or version",
    ),
];

/// A phrase; the name where there is none of that name.
pub(crate) fn english(name: &'static str) -> &'static str {
    PHRASES.iter().find(|(known, _)| *known == name).map_or(name, |(_, english)| english)
}

/// A phrase with what stands in its places.
pub(crate) fn filled(phrase: &str, values: &[&str]) -> String {
    let (mut text, mut rest) = (String::with_capacity(phrase.len()), phrase);
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        match after
            .split_once('}')
            .and_then(|(number, after)| Some((values.get(number.parse::<usize>().ok()?)?, after)))
        {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use accolade::{GERMAN, json::Value};

    use super::*;

    /// The places of a phrase.
    fn places(phrase: &str) -> BTreeSet<&str> {
        phrase.split('{').skip(1).filter_map(|after| after.split_once('}')).map(|(place, _)| place).collect()
    }

    #[test]
    fn german_has_every_phrase_with_the_same_places_and_no_other() {
        let german: Value = serde_json::from_str(GERMAN).unwrap();
        let german = german["phrases"].as_object().unwrap();
        let names: BTreeSet<&str> = PHRASES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), PHRASES.len(), "a phrase stands twice");
        assert_eq!(names, german.keys().map(String::as_str).collect());
        for (name, english) in PHRASES {
            let translated = german[*name].as_str().unwrap();
            assert_eq!(places(english), places(translated), "{name}");
            let code =
                |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
            assert_eq!(code(english), code(translated), "{name}");
        }
    }

    #[test]
    fn a_value_is_put_in_its_place_as_it_stands() {
        assert_eq!(filled("{1} is {0}", &["{1}", "b"]), "b is {1}");
        assert_eq!(filled("{bar:40} {0} {", &["x"]), "{bar:40} x {");
    }
}
