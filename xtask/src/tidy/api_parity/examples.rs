//! That every method of std's map and set is called in an example of `btree-map`'s `tests/std_examples`.

use super::row::{Kind, List};
use super::{Unoffered, judge, syntax};
use std::fs;
use std::path::Path;

/// The text of the examples of a list: those of sets are in files whose names begin with `set`.
fn examples(list: List) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/btree-map/tests/std_examples");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let of_list = files.filter(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("set") == (list == List::Set)
    });
    of_list.map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// Whether `text` calls a method of that name: behind a dot or a path, and not as the beginning of a longer name.
fn calls(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        (before.ends_with('.') || before.ends_with("::"))
            && !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
    })
}

#[test]
fn every_method_of_std_is_called_in_an_example() {
    let unoffered = Unoffered::parse(include_str!("../../../parity/unoffered.txt")).unwrap();
    let mut missing = Vec::new();
    for list in List::ALL {
        let text = examples(list);
        for judged in judge(list, &unoffered).unwrap() {
            let offered = judged.row.kind == Kind::Method && judged.unoffered.is_none();
            if offered && !calls(&text, syntax::method_name(&judged.row.signature)) {
                missing.push(judged.row.to_string());
            }
        }
    }
    assert!(missing.is_empty(), "no example calls these:\n{}", missing.join("\n"));
}

#[test]
fn a_call_is_told_from_a_longer_name() {
    assert!(calls("map.get(&1)", "get") && calls("Set::new()", "new") && calls("words.map(str::len)", "len"));
    assert!(!calls("map.get_mut(&1)", "get") && !calls("forget(x)", "get") && !calls("", "get"));
}
