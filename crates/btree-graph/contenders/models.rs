//! Documents as loaders meet them: small, diverse, large, and full of references.

use btree_graph::{Document, Value};

/// All of them, by name.
pub fn models() -> [(&'static str, Document); 4] {
    let small = Document::new().value("name", "a name");
    let diverse = Document::identified("diverse")
        .value("bool", true)
        .value("number", 5)
        .value("text", "some text")
        .value("null", Value::Null)
        .child("nested", Document::identified("nested").value("name", "nested"))
        .required("known", "nested")
        .required("self", "diverse")
        .optional("none", "nobody");
    let large = (0..200).fold(Document::new(), |root, i| {
        let child = Document::identified(&format!("id{i}")).value("name", "a name").value("n", i);
        root.child(&format!("child{i}"), child)
    });
    [("small", small), ("diverse", diverse), ("large", large), ("reference-heavy", references(500))]
}

/// A document with so many references: half of them resolve early, half late.
pub fn references(number: usize) -> Document {
    let refer = |document: Document, from, to| {
        (from..to).fold(document, |document, i| document.required(&format!("ref{i:04}"), "target"))
    };
    let document = refer(Document::new(), 0, number / 2);
    refer(document.child("target", Document::identified("target")), number / 2, number)
}
