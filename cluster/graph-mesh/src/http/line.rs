//! Items as lines of JSON.

use crate::item::{Content, Item, Position};
use crate::node::Write;
use serde_json::{Value, json};

/// The write of a line.
pub(super) fn parse(text: &[u8]) -> Result<Write, String> {
    let form = "a line must be [\"soul\", \"key\", value] or [\"soul\", \"key\", value, state]";
    let line: Value = serde_json::from_slice(text).map_err(|error| error.to_string())?;
    let Value::Array(parts) = line else { return Err(form.into()) };
    let (at, content, state) = match &parts[..] {
        [Value::String(soul), Value::String(key), content] => (Position::new(soul, key), content, None),
        [Value::String(soul), Value::String(key), content, state] => {
            let state = state.as_f64().ok_or("the state is not a number")?;
            (Position::new(soul, key), content, Some(state))
        }
        _ => return Err(form.into()),
    };
    Ok(Write { at, content: parse_value(content)?, state })
}

fn parse_value(value: &Value) -> Result<Content, String> {
    match value {
        Value::Null => Ok(Content::Null),
        Value::Bool(bool) => Ok(Content::Bool(*bool)),
        Value::Number(number) => number.as_f64().map(Content::Number).ok_or("a number is too large".into()),
        Value::String(text) => Ok(Content::Text(text.as_str().into())),
        Value::Object(link) => match (link.len(), link.get("#")) {
            (1, Some(Value::String(soul))) => Ok(Content::Link(soul.as_str().into())),
            _ => Err("an object must be {\"#\": \"soul\"}".into()),
        },
        Value::Array(_) => Err("a list is not a value".into()),
    }
}

/// A value as JSON.
pub(super) fn value(content: &Content) -> Value {
    match content {
        Content::Null => Value::Null,
        Content::Bool(bool) => json!(bool),
        Content::Number(number) => json!(number),
        Content::Text(text) => json!(text),
        Content::Link(soul) => json!({ "#": soul }),
    }
}

/// The line of an item.
pub(super) fn format(item: &Item) -> String {
    json!([item.at.soul, item.at.key, value(&item.content), item.state]).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_back_from_their_lines() {
        let contents = [
            Content::Null,
            Content::Bool(true),
            Content::Number(0.1 + 0.2),
            Content::Text("line\nbreak \"quoted\"".into()),
            Content::Link("soul".into()),
        ];
        for content in contents {
            let item = Item { at: Position::new("a\0b", ""), content, state: 1_764_366_000_123.25 };
            let write = parse(format(&item).as_bytes()).unwrap();
            assert_eq!((write.at, write.content, write.state), (item.at, item.content, Some(item.state)));
        }
    }

    #[test]
    fn lines_that_are_no_writes_are_refused_with_a_reason() {
        let lines = [
            "",
            "{}",
            "[]",
            "[1,\"k\",2]",
            "[\"s\",\"k\",[]]",
            "[\"s\",\"k\",{}]",
            "[\"s\",\"k\",1,\"t\"]",
            "[\"s\",\"k\",1e999]",
        ];
        for line in lines {
            assert!(parse(line.as_bytes()).is_err(), "{line}");
        }
    }
}
