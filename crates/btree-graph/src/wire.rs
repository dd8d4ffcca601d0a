//! The wire format: GUN's messages in JSON, read and written as a stream.
//!
//! ```json
//! {"#":"m1", "><":"ann,bob", "put":{"mark":{"_":{"#":"mark",">":{"name":1,"boss":2}},"name":"Mark","boss":{"#":"amber"}}}}
//! {"#":"m2", "get":{"#":"mark",".":"name"}}
//! {"#":"m3", "@":"m2", "%":1, "put":{}}
//! {"#":"m4", "@":"m1", "ok":{"applied":2,"historical":0,"same":0,"deferred":0,"overflowed":0}}
//! {"#":"m5", "@":"m1", "err":"key \"age\" of node \"mark\": the key has no state"}
//! ```
//!
//! | member | of | meaning |
//! |---|---|---|
//! | `#` | message | the id; if it is missing or empty, the receiving peer assigns one |
//! | `@` | message | the id of the message that this one answers |
//! | `put` | message | nodes by soul; null is the same as no `put` |
//! | `get` | message | a query: `#` the soul, `.` the key (all keys without it), `%` the limit in bytes, `-` descending order if true |
//! | `*`, `>`, `<` | `#` or `.` of a query | a range of names: those with the prefix `*`, from `>`, up to `<` |
//! | `=`, `-` | `#` or `.` of a query | one name; descending order if true |
//! | `%` | message | if true, more replies to the same query follow |
//! | `><` | message | the peers that have received the message, separated by commas |
//! | `ok`, `err` | message | if true, the result of the message that this one answers; `ok` may hold counts, `err` a text |
//! | `_` | node | the metadata: `#` the soul, `>` states by key |
//! | `#` | value | a link, if it is the only member of the object |
//!
//! A value counts as true if JavaScript takes it for true: all values except null, false, 0 and the empty text. In `err` the empty text
//! counts as true as well.
//!
//! Other members are skipped. If a member occurs twice, the last one counts, as in JavaScript. In `put` and in a node, both are updates,
//! one after the other. Reading joins states with values, so a [`Put`](crate::Put) does not look up states. A state that is null counts as
//! not finite, because JavaScript writes such numbers as null.
//!
//! Reading returns a [`WireError`] for text that is not JSON, and for an invalid id, put or query. All other well-formed messages are read.
//! Invalid updates are left to the put, which stops at the first one, reports its soul and key, and keeps all updates before it. Such
//! updates are a node that is not an object, a state that is not a number, an infinite number, a link to the empty soul, and a text with
//! half of a surrogate pair. Strings in memory cannot contain such halves, so a key or a soul with one is shown with a replacement
//! character, and refused.

mod document;
mod error;
mod join;
mod node;
mod question;
mod raw;
mod read;
mod write;

pub use document::{document_from_reader, document_from_slice};
pub use error::{Fault, WireError, WriteError};
pub use read::{from_reader, from_slice, read_each};
pub use write::{to_vec, to_writer};
