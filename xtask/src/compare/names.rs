//! The names that `compare` takes for shapes, operations and contenders, so that a wrong one is refused before anything is built.
//!
//! Invariant: they are the names of the programs in `benches/peers/`; the test reads them there.

/// Kinds of entries.
pub(super) const SHAPES: [&str; 14] = [
    "u64",
    "u32",
    "string",
    "str",
    "blob",
    "pair",
    "uuid",
    "hash",
    "path",
    "prefix16",
    "prefix64",
    "prefix256",
    "set-u64",
    "set-string",
];

/// Operations.
pub(super) const OPS: [&str; 51] = [
    "insert-random",
    "insert-ascending",
    "insert-descending",
    "get-hit",
    "get-miss",
    "get-zipf",
    "get-many",
    "floor",
    "ceiling",
    "entry",
    "remove-random",
    "remove-ascending",
    "remove-descending",
    "pop-first",
    "pop-last",
    "queue",
    "window",
    "mixed",
    "iter-for",
    "iter-for-each",
    "rev-for",
    "rev-for-each",
    "iter-mut",
    "into-iter",
    "range100",
    "build",
    "collect-random",
    "collect-nearly",
    "collect-duplicates",
    "from-array",
    "clone",
    "drop",
    "append",
    "append-interleaved",
    "retain",
    "extract-if",
    "drain-front",
    "drain-range",
    "split-off-head",
    "split-off-tail",
    "split-off-middle",
    "union",
    "union-small",
    "intersection",
    "intersection-small",
    "difference",
    "difference-small",
    "difference-large",
    "symmetric",
    "subset",
    "subset-small",
];

/// Maps.
pub(super) const CONTENDERS: [&str; 12] = [
    "std",
    "ours",
    "brie-tree",
    "absl",
    "bbtree",
    "embed-btree",
    "btree_experiment",
    "indexset",
    "baseline",
    "packed",
    "inline",
    "pooled",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    fn source(file: &str) -> String {
        let rivals = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/peers/rivals/src");
        fs::read_to_string(rivals.join(file)).unwrap()
    }

    /// What stands between the quotes of a line.
    fn quoted(line: &str) -> Option<&str> {
        line.split('"').nth(1)
    }

    #[test]
    fn operations_are_those_of_the_programs() {
        let text = source("op.rs");
        let list = text.split_once("\nops! {").and_then(|(_, rest)| rest.split_once("\n}")).unwrap().0;
        let named: Vec<&str> =
            list.lines().filter(|line| !line.trim_start().starts_with("///")).filter_map(quoted).collect();
        assert_eq!(named, OPS);
    }

    #[test]
    fn shapes_are_those_of_the_programs() {
        let text = source("entrants.rs");
        let lists = ["\nshapes! {", "\nsets! {"]
            .map(|start| text.split_once(start).unwrap().1.split_once("\n}").unwrap().0);
        let lines =
            lists.iter().flat_map(|list| list.lines()).filter(|line| !line.trim_start().starts_with("///"));
        let named: Vec<&str> = lines.filter_map(quoted).collect();
        assert_eq!(named, SHAPES);
    }

    #[test]
    fn contenders_are_those_of_the_programs() {
        let text = source("entrants.rs");
        let list = |name: &str| {
            let (_, rest) = text.split_once(&format!("pub const {name}: ")).unwrap();
            let value = rest.split_once("= ").unwrap().1.split_once(';').unwrap().0;
            value.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
        };
        let named: Vec<String> = ["STD", "OURS", "RIVALS", "PHASES"].into_iter().flat_map(list).collect();
        assert_eq!(named, CONTENDERS);
    }
}
