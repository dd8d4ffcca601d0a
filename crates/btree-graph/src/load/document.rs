//! A snapshot document in memory.

use crate::Value;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// A document: keys with values, other documents, and references to them by identifier.
///
/// ```
/// use btree_graph::Document;
///
/// let amber = Document::identified("person-1").value("name", "Amber");
/// let mark = Document::new().value("name", "Mark").required("boss", "person-1").optional("mentor", "person-2");
/// let team = Document::new().child("lead", amber).child("member", mark);
/// assert_eq!(team.fields.len(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The identifier, to which references refer.
    pub identifier: Option<Box<str>>,
    /// Keys, in the order of the document.
    pub fields: Vec<(Box<str>, Item)>,
}

/// The value of a key of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A value.
    Value(Value),
    /// Another document.
    Child(Document),
    /// A reference to the document with an identifier.
    Reference {
        /// The identifier.
        to: Box<str>,
        /// Whether the document must exist.
        required: bool,
    },
}

impl Document {
    /// Makes a document without an identifier.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a document with an identifier.
    #[must_use]
    pub fn identified(identifier: &str) -> Self {
        Document { identifier: Some(identifier.into()), fields: Vec::new() }
    }

    fn with(mut self, key: &str, item: Item) -> Self {
        self.fields.push((key.into(), item));
        self
    }

    /// Adds a value.
    #[must_use]
    pub fn value(self, key: &str, value: impl Into<Value>) -> Self {
        self.with(key, Item::Value(value.into()))
    }

    /// Adds a nested document.
    #[must_use]
    pub fn child(self, key: &str, child: Document) -> Self {
        self.with(key, Item::Child(child))
    }

    /// Adds a reference to a document that must exist.
    #[must_use]
    pub fn required(self, key: &str, to: &str) -> Self {
        self.with(key, Item::Reference { to: to.into(), required: true })
    }

    /// Adds a reference to a document that may exist.
    #[must_use]
    pub fn optional(self, key: &str, to: &str) -> Self {
        self.with(key, Item::Reference { to: to.into(), required: false })
    }
}
