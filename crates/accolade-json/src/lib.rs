//! JSON that is safe to sign.
//!
//! Two readers of one text must see one document. [`parse`] therefore refuses what readers disagree on: duplicate
//! member names, integers that a double cannot hold, lone surrogates, a byte order mark; and it bounds size and depth.
//! [`to_jcs`] writes the canonical form of [RFC 8785](https://www.rfc-editor.org/rfc/rfc8785). Values are
//! [`serde_json::Value`]s that keep their members' order.
//!
//! ```
//! use accolade_json::{Limits, codes, parse, to_jcs};
//!
//! let value = parse(br#"{"b": 4.50, "a": "\u20ac"}"#, &Limits::default())?;
//! assert_eq!(to_jcs(&value), r#"{"a":"€","b":4.5}"#);
//!
//! let error = parse(br#"{"issuer": {"id": "a", "id": "b"}}"#, &Limits::default()).unwrap_err();
//! assert_eq!(error.code(), codes::DUPLICATE_KEY);
//! assert_eq!(error.pointer().as_str(), "/issuer/id");
//! # Ok::<(), accolade_json::JsonError>(())
//! ```

pub mod codes;
pub mod date;
mod decimal;
mod error;
mod jcs;
mod parse;
mod walk;

pub use decimal::{sixteen_digits, whole_digits};
pub use error::JsonError;
pub use jcs::{to_jcs, to_text, write_number};
pub use parse::{Limits, parse};
pub use serde_json::{Map, Number, Value};
pub use walk::{lookup, one_or_many};
