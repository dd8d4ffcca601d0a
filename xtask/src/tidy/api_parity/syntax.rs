//! As much of Rust's grammar as signatures in a list need: brackets that nest, generics, bounds, arguments.
//!
//! Everything here drops the allocator parameter `A`, which std's stable types do not have.

/// The pieces of `text` between commas that are in no bracket.
pub(super) fn split_commas(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut depth, mut start, mut before) = (0_usize, 0, ' ');
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' | '[' | '{' => depth += 1,
            // The arrow of a function type closes nothing.
            '>' if before == '-' => {}
            '>' | ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                pieces.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
        before = c;
    }
    pieces.push(text[start..].trim());
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// If `text` begins with `open`, what is inside that bracket and what comes after it.
pub(super) fn bracketed(text: &str, open: char) -> Option<(&str, &str)> {
    let text = text.strip_prefix(open)?;
    let (mut depth, mut before) = (1_usize, ' ');
    for (at, c) in text.char_indices() {
        match c {
            '<' | '(' | '[' | '{' => depth += 1,
            '>' if before == '-' => {}
            '>' | ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&text[..at], &text[at + c.len_utf8()..]));
        }
        before = c;
    }
    None
}

/// Type text without the allocator.
pub(super) fn without_allocator(text: &str) -> String {
    text.replace(", A>", ">").replace(", A = Global>", ">")
}

/// Generic parameters without the allocator.
pub(super) fn parameters(generics: &str) -> Vec<String> {
    let own = split_commas(generics).into_iter();
    own.filter(|parameter| !matches!(*parameter, "A" | "A = Global")).map(str::to_owned).collect()
}

/// Bounds without those of the allocator.
pub(super) fn bounds(text: &str) -> Vec<String> {
    let own = split_commas(text).into_iter();
    own.filter(|bound| !bound.starts_with("A:")).map(without_allocator).collect()
}

/// The name of a parameter: `T` of `T`, `N` of `const N: usize`.
pub(super) fn parameter_name(parameter: &str) -> &str {
    let parameter = parameter.strip_prefix("const ").unwrap_or(parameter);
    parameter.split(':').next().unwrap_or(parameter).trim()
}

/// A signature in front of its bounds, and its bounds.
pub(super) fn at_where(text: &str) -> (&str, &str) {
    text.split_once(" where ").unwrap_or((text, ""))
}

/// A method's signature and the bounds of the impl block it stands in.
pub(super) fn impl_bounds(signature: &str) -> (&str, &str) {
    match signature.split_once("[impl where ") {
        Some((method, bounds)) => (method.trim(), bounds.trim_end_matches(']')),
        None => (signature, ""),
    }
}

/// The name of the method that `signature` declares.
pub(super) fn method_name(signature: &str) -> &str {
    let after = signature.split_once("fn ").map_or(signature, |(_, after)| after);
    after.split(['<', '(']).next().unwrap_or(after)
}

/// What `impl<..> Trait for Type where ..` says between its generics and its bounds, without the allocator.
pub(super) fn without_allocator_head(signature: &str) -> String {
    let (head, _) = at_where(signature);
    let head = head.strip_prefix("impl").unwrap_or(head);
    let head = bracketed(head, '<').map_or(head, |(_, rest)| rest);
    without_allocator(head.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_and_arrows_inside_brackets_separate_nothing() {
        assert_eq!(
            split_commas("K: Ord, F: FnMut(&K, &mut V) -> bool, "),
            ["K: Ord", "F: FnMut(&K, &mut V) -> bool"]
        );
        assert_eq!(bracketed("<F: Fn(A) -> B<C>>(x)", '<'), Some(("F: Fn(A) -> B<C>", "(x)")));
        assert_eq!(bracketed("x", '<'), None);
    }

    #[test]
    fn the_allocator_is_dropped() {
        assert_eq!(parameters("'a, K, const N: usize, A = Global"), ["'a", "K", "const N: usize"]);
        assert_eq!(bounds("K: Ord, A: Allocator + Clone"), ["K: Ord"]);
        assert_eq!(without_allocator("Entry<'a, K, V, A>"), "Entry<'a, K, V>");
    }

    #[test]
    fn signatures_come_apart() {
        let signature =
            "pub fn range<K, R>(&self, range: R) -> Range<'_, T> where K: Ord   [impl where T: Ord]";
        assert_eq!(method_name(signature), "range");
        let (method, outer) = impl_bounds(signature);
        assert_eq!((at_where(method).1, outer), ("K: Ord", "T: Ord"));
        let head = without_allocator_head("impl<'a, T, A> Iterator for Difference<'a, T, A> where T: Ord");
        assert_eq!(head, "Iterator for Difference<'a, T>");
        assert_eq!(without_allocator_head("impl Send for UnorderedKeyError"), "Send for UnorderedKeyError");
    }
}
