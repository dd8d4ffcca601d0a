//! The associated types that the lists do not show, and std's documentation does.

use super::row::List;

/// What stands in the angle brackets of a trait's name for a type: `<Item = &'a K>` for `Iterator` of `Keys<'a, K, V>`.
pub(super) fn types(list: List, trait_name: &str, target: &str) -> Option<String> {
    match trait_name {
        "Iterator" => item(list, target).map(|item| format!("<Item = {item}>")),
        "IntoIterator" => {
            let (item, iter) = into_iterator(list, target)?;
            Some(format!("<Item = {item}, IntoIter = {iter}>"))
        }
        "Index<&'y Q>" => Some("<&'y Q, Output = V>".into()),
        "BitAnd<&'y BTreeSet<T>>"
        | "BitOr<&'y BTreeSet<T>>"
        | "BitXor<&'y BTreeSet<T>>"
        | "Sub<&'y BTreeSet<T>>" => Some("<&'y BTreeSet<T>, Output = BTreeSet<T>>".into()),
        _ => None,
    }
}

fn item(list: List, target: &str) -> Option<&'static str> {
    let name = target.split('<').next()?;
    Some(match (list, name) {
        (List::Map, "Iter" | "Range") => "(&'a K, &'a V)",
        (List::Map, "IterMut" | "RangeMut") => "(&'a K, &'a mut V)",
        (List::Map, "IntoIter" | "ExtractIf") => "(K, V)",
        (List::Map, "Keys") => "&'a K",
        (List::Map, "Values") => "&'a V",
        (List::Map, "ValuesMut") => "&'a mut V",
        (List::Map, "IntoKeys") => "K",
        (List::Map, "IntoValues") => "V",
        (List::Set, "IntoIter" | "ExtractIf") => "T",
        (List::Set, "Iter" | "Range" | "Union" | "Intersection" | "Difference" | "SymmetricDifference") => {
            "&'a T"
        }
        _ => return None,
    })
}

fn into_iterator(list: List, target: &str) -> Option<(&'static str, &'static str)> {
    Some(match (list, target) {
        (List::Map, "BTreeMap<K, V>") => ("(K, V)", "IntoIter<K, V>"),
        (List::Map, "&'a BTreeMap<K, V>") => ("(&'a K, &'a V)", "Iter<'a, K, V>"),
        (List::Map, "&'a mut BTreeMap<K, V>") => ("(&'a K, &'a mut V)", "IterMut<'a, K, V>"),
        (List::Set, "BTreeSet<T>") => ("T", "IntoIter<T>"),
        (List::Set, "&'a BTreeSet<T>") => ("&'a T", "Iter<'a, T>"),
        _ => return None,
    })
}

/// Whether a trait must be found in [`types`]: without its associated types its use would say too little.
pub(super) fn has_types(trait_name: &str) -> bool {
    let name = trait_name.split('<').next().unwrap_or(trait_name);
    matches!(name, "Iterator" | "IntoIterator" | "Index" | "BitAnd" | "BitOr" | "BitXor" | "Sub")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iterators_and_operators_have_their_types() {
        assert_eq!(types(List::Map, "Iterator", "Keys<'a, K, V>").unwrap(), "<Item = &'a K>");
        assert_eq!(
            types(List::Set, "IntoIterator", "BTreeSet<T>").unwrap(),
            "<Item = T, IntoIter = IntoIter<T>>"
        );
        assert_eq!(types(List::Map, "Clone", "Keys<'_, K, V>"), None);
        assert!(has_types("BitOr<&'y BTreeSet<T>>") && !has_types("Clone"));
    }
}
