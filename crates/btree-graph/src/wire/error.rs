//! What can be wrong with JSON, and where.
//!
//! Where is told by the members that lead there. They are gathered on the way out of an error and nowhere else: reading
//! what is well formed keeps no account of its place.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::RefCell;
use core::fmt;
use serde_json::error::Category;
use std::io;

/// What is wrong with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The reader failed.
    Io(io::ErrorKind),
    /// It ends too early. A number or a character that is cut in two may be a [`Syntax`](Fault::Syntax) error instead.
    Truncated,
    /// It is not JSON; or objects lie within objects too deep.
    Syntax(Box<str>),
    /// It has something else than it should in this place.
    Unexpected(Box<str>),
}

/// Why JSON could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireError {
    /// What is wrong.
    pub fault: Fault,
    /// The names of the members that lead there, such as `put`, a soul and a key.
    pub path: Vec<Box<str>>,
    /// The line that had been read up to, counted from 1.
    pub line: usize,
    /// How many bytes of that line had been read, or looked at.
    pub column: usize,
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fault {
            Fault::Io(kind) => write!(f, "cannot read: {kind}")?,
            Fault::Truncated => f.write_str("it ends too early")?,
            Fault::Syntax(what) | Fault::Unexpected(what) => f.write_str(what)?,
        }
        write!(f, ", line {} column {}", self.line, self.column)?;
        let mut between = ", in ";
        for name in &self.path {
            write!(f, "{between}{name:?}")?;
            between = " / ";
        }
        Ok(())
    }
}

impl core::error::Error for WireError {}

/// Why a message could not be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// The writer failed.
    Io(io::Error),
    /// JSON cannot tell it: the value or the state of this key is not finite, or no value at all. Nothing was written.
    NotAValue {
        /// The node.
        soul: Box<str>,
        /// The key.
        key: Box<str>,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Io(error) => write!(f, "cannot write: {error}"),
            WriteError::NotAValue { soul, key } => {
                write!(f, "key {key:?} of node {soul:?} has no value that could be written")
            }
        }
    }
}

impl core::error::Error for WriteError {}

/// What is noted of an error on its way out.
#[derive(Debug, Default)]
pub(super) struct Trace {
    /// Innermost first.
    path: RefCell<Vec<Box<str>>>,
}

impl Trace {
    /// Passes a result on, and notes of an error that it came from the member of that name.
    pub(super) fn within<T, E>(&self, name: &str, result: Result<T, E>) -> Result<T, E> {
        if result.is_err() {
            self.path.borrow_mut().push(name.into());
        }
        result
    }

    /// The error with all that was noted of it.
    pub(super) fn explain(&self, error: &serde_json::Error) -> WireError {
        let mut path = self.path.take();
        path.reverse();
        let fault = match error.classify() {
            Category::Io => Fault::Io(error.io_error_kind().unwrap_or(io::ErrorKind::Other)),
            Category::Eof => Fault::Truncated,
            Category::Syntax => Fault::Syntax(what(error)),
            Category::Data => Fault::Unexpected(what(error)),
        };
        WireError { fault, path, line: error.line(), column: error.column() }
    }
}

/// Characters of an error's text, before it is cut off.
const WHAT: usize = 200;

/// What the parser says, without the place. It may quote a text of the input, however long.
fn what(error: &serde_json::Error) -> Box<str> {
    let mut text: String = error.to_string();
    if let Some(place) = text.rfind(" at line ") {
        text.truncate(place);
    }
    if let Some((end, _)) = text.char_indices().nth(WHAT) {
        text.truncate(end);
        text.push('…');
    }
    text.into()
}
