//! Errors of reading and writing JSON, with their place.
//!
//! The place is the path of members. It is collected while an error is returned, so reading valid input does not
//! track it.

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
    /// The input ends too early. If a number or a character is cut off, the error may be [`Syntax`](Fault::Syntax) instead.
    Truncated,
    /// The input is not JSON, or objects are nested too deep.
    Syntax(Box<str>),
    /// The input has an unexpected value in this place.
    Unexpected(Box<str>),
}

/// The error of reading JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireError {
    /// What is wrong.
    pub fault: Fault,
    /// The path of members to the error, such as `put`, a soul and a key.
    pub path: Vec<Box<str>>,
    /// The line of the error, counted from 1.
    pub line: usize,
    /// The bytes of that line that had been read.
    pub column: usize,
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fault {
            Fault::Io(kind) => write!(f, "cannot read: {kind}")?,
            Fault::Truncated => f.write_str("the input ends too early")?,
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

/// The error of writing a message.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// The writer failed.
    Io(io::Error),
    /// JSON cannot represent the value or the state of this key: it is missing or not finite. Nothing was written.
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
                write!(f, "JSON cannot represent the value or the state of key {key:?} of node {soul:?}")
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
