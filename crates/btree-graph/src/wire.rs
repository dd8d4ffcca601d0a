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
//! | `#` | message | its id; without one, or with the empty one, the peer gives it one of its own |
//! | `@` | message | the id of the message it answers |
//! | `put` | message | nodes by soul; null is as if it were not there |
//! | `get` | message | a question: `#` the soul, `.` the key, if it is not for all, `%` how many bytes at most, `-` descending if true |
//! | `*`, `>`, `<` | `#` or `.` of a question | instead of one name all that begin with `*`, from `>` on, up to `<` |
//! | `=`, `-` | the same | the one name; descending if true |
//! | `%` | message | if true: more replies to the same question follow |
//! | `><` | message | who has got it already, with commas between |
//! | `ok`, `err` | message | if true: what became of the message it answers; `ok` may hold counts, `err` a text |
//! | `_` | node | the metadata: `#` the soul, `>` states by key |
//! | `#` | value | alone in an object: a link |
//!
//! True is what JavaScript takes for true: anything but null, false, 0 and, but for `err`, the empty text.
//!
//! Members not listed are skipped. Of a member twice the last one counts, as in JavaScript, except that in `put` and in a
//! node both are updates, one after the other. States and values are joined when they are read, so that a
//! [`Put`](crate::Put) need not look anything up. A state that is null is one that is not finite, because that is how
//! JavaScript writes it.
//!
//! What is not JSON, or has something else where an id, the nodes of a put or a question must be, is a [`WireError`]. All else
//! that is well formed is read. What is no valid update is left to the put, which stops there, tells soul and key, and keeps
//! what stands before it: a node that is no object, a state that is no number, a number beyond all bounds, a link to the
//! empty soul, a text with half of a surrogate pair in it. Text in memory is Unicode, which has no such halves: a key or a
//! soul with one is shown with a replacement character, and refused.

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
