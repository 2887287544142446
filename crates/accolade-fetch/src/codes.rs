//! Why a document could not be had.

accolade::report::codes! {
    /// Not a URL that can be fetched.
    BAD_URL = "fetch.bad-url" {
        clause: "WHATWG URL §4.4",
        means: "The address is not a URL with a host, or it holds a user name or a password.",
        remedy: "Look at the address in the credential; tell the issuer if it is theirs.",
    }
    /// Not https.
    NOT_HTTPS = "fetch.not-https" {
        clause: "OB 3.0 §6 (API security); did:web §2.5.2",
        means: "The address, or one that it redirects to, is not https, so anybody on the way could answer in its place.",
        remedy: "Ask the issuer to serve the document over https.",
    }
    /// A host that is not to be asked.
    HOST_NOT_ALLOWED = "fetch.host-not-allowed" {
        clause: "RFC 6890 §2.2; OWASP SSRF prevention",
        means: "The host's address is private, local or otherwise not on the public internet. A credential must not make a verifier ask there.",
        remedy: "If the host is yours and you trust the credential, allow that one address in the policy.",
    }
    /// No answer.
    UNREACHABLE = "fetch.unreachable" {
        clause: "RFC 9110 §4.2",
        means: "The host's name has no address, or no connection could be made.",
        remedy: "Check the network and try again. If it stays so, tell the issuer.",
    }
    /// No secure connection.
    TLS = "fetch.tls" {
        clause: "RFC 9110 §4.3.4; RFC 8446",
        means: "The host did not prove who it is: its certificate is expired, self-signed or for another name, or it speaks no TLS.",
        remedy: "Tell the issuer. Do not work around it: the document could be anybody's.",
    }
    /// Too slow.
    TIMED_OUT = "fetch.timed-out" {
        clause: "RFC 9110 §9.5",
        means: "The whole answer was not there within the time limit.",
        remedy: "Try again later, or raise the limit.",
    }
    /// Too long.
    TOO_LARGE = "fetch.too-large" {
        clause: "RFC 9110 §8.6",
        means: "The document, as sent or once decompressed, is longer than the limit.",
        remedy: "Raise the limit only for a host that you trust.",
    }
    /// Sent on too often.
    TOO_MANY_REDIRECTS = "fetch.too-many-redirects" {
        clause: "RFC 9110 §15.4",
        means: "One address redirects to the next more often than the limit allows, perhaps in a circle.",
        remedy: "Tell the issuer.",
    }
    /// Sent on to another host.
    REDIRECTED_ELSEWHERE = "fetch.redirected-elsewhere" {
        clause: "OB 2.0 Hosted Verification; Controlled Identifiers 1.0 §3.3",
        means: "The host sends on to another, where the document counts because of the host that gives it. Hosts that send everybody wherever they like are common, and through one anybody could speak for it.",
        remedy: "Ask the issuer to serve the document at the address itself.",
    }
    /// An answer that is not the document.
    HTTP_STATUS = "fetch.http-status" {
        clause: "RFC 9110 §15",
        means: "The host answered with a status other than success.",
        remedy: "404: the document is not there; ask the issuer. 5xx: try again later.",
    }
    /// An answer that cannot be read.
    BAD_ANSWER = "fetch.bad-answer" {
        clause: "RFC 9112 §2.2, §5.4",
        means: "What the host sends is not HTTP, or the head of its answer is longer than is read. A head without end is a way to exhaust memory.",
        remedy: "Look at the address; tell the issuer if it is theirs.",
    }
    /// Too much in all.
    RUN_TOO_LARGE = "fetch.run-too-large" {
        clause: "OWASP API4:2023",
        means: "What hosts sent in all is more than one run may take, so nothing more is fetched in it.",
        remedy: "Verify fewer badges at once, or raise the limit if you trust where they come from.",
    }
    /// A folder for documents that is no good.
    CACHE_UNUSABLE = "fetch.cache-unusable" {
        clause: "RFC 9111 §7.1",
        means: "The folder in which documents were to be kept cannot be made or read, or others may write to it: they could put keys there in an issuer's name.",
        remedy: "Name a folder that only you can write to, or one that is not there yet.",
    }
    /// Another kind of content.
    WRONG_TYPE = "fetch.wrong-type" {
        clause: "OB 3.0 §5.2; RFC 9110 §8.3",
        means: "The content is of a type that the document cannot have, such as a web page or an upload in place of JSON.",
        remedy: "Ask the issuer to serve the document with its media type.",
    }
    /// A compression that cannot be undone.
    BAD_ENCODING = "fetch.bad-encoding" {
        clause: "RFC 9110 §8.4",
        means: "The content is compressed in a way that was not asked for, or the compressed data is broken or cut short.",
        remedy: "Try again; tell the issuer if it stays so.",
    }
    /// The connection ended within the document.
    CUT_SHORT = "fetch.cut-short" {
        clause: "RFC 9112 §8",
        means: "The connection ended before the whole document had come.",
        remedy: "Try again; tell the issuer if it stays so.",
    }
}
