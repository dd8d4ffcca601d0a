//! Makes the uses: from each row a piece of Rust that compiles only if our types offer what the row says.
//!
//! - *type*: a function that takes it with std's parameters and gives it back; an enum's variants are matched.
//! - *method*: a trait with a method of std's signature, implemented by a call of our method with the very arguments. So
//!   neither may our bounds be narrower, nor our result another type. A `const fn` also makes a constant.
//! - *trait*: a function with std's bounds that hands the type on to one that asks for the trait, with its associated types.
//! - *auto*: likewise; where std's type has not the trait, ours must not have it either.

use super::row::{Kind, List, Row};
use super::{Judged, associated, syntax};

/// A generated file.
pub(super) struct Source {
    pub(super) text: String,
    /// For every row with a use, by its place among the rows: the lines of the text that it takes, first and last.
    pub(super) lines: Vec<(usize, (usize, usize))>,
}

/// The file of a list's uses.
///
/// # Errors
///
/// If a signature is beyond the little grammar of [`syntax`].
pub(super) fn source(list: List, rows: &[Judged]) -> Result<Source, String> {
    let mut source = Source { text: head(list), lines: Vec::new() };
    for (place, judged) in rows.iter().enumerate() {
        if judged.unoffered.is_some() {
            continue;
        }
        let use_of = match judged.row.kind {
            Kind::Type => type_use(&judged.row),
            Kind::Method => method_use(&judged.row, rows),
            Kind::Trait | Kind::Auto => trait_use(&judged.row),
        };
        let use_of = use_of.ok_or_else(|| format!("cannot read this signature: {}", judged.row))?;
        source.text += "\n";
        let first = source.text.lines().count() + 1;
        source.text += &format!("// {}\n{use_of}\n", judged.row.signature);
        source.lines.push((place, (first, source.text.lines().count())));
    }
    Ok(source)
}

fn head(list: List) -> String {
    let (name, module) = match list {
        List::Map => ("BTreeMap", "btree_map"),
        List::Set => ("BTreeSet", "btree_set"),
    };
    let traits = match list {
        List::Map => {
            "use std::error::Error;\nuse std::fmt::{Debug, Display};\nuse std::hash::Hash;\nuse std::iter::FusedIterator;\nuse std::ops::{Bound, Index, RangeBounds};"
        }
        List::Set => {
            "use std::error::Error;\nuse std::fmt::{Debug, Display};\nuse std::hash::Hash;\nuse std::iter::FusedIterator;\nuse std::ops::{BitAnd, BitOr, BitXor, Bound, RangeBounds, Sub};"
        }
    };
    format!(
        "//! One use of every signature of std's `{name}`, against our types. Written by `cargo xtask tidy api-parity --bless`; not to be edited.\n\n\
         use ::btree_map::{module}::*;\nuse std::borrow::Borrow;\n{traits}\nuse std::panic::{{RefUnwindSafe, UnwindSafe}};\n"
    )
}

/// `<'a, K, V>`, or nothing.
fn angle(parameters: &[String]) -> String {
    if parameters.is_empty() { String::new() } else { format!("<{}>", parameters.join(", ")) }
}

/// ` where K: Ord`, or nothing.
fn bounded(bounds: &[String]) -> String {
    if bounds.is_empty() { String::new() } else { format!(" where {}", bounds.join(", ")) }
}

/// What every borrowed type asks for: that its types outlive its lifetimes.
fn outlives(parameters: &[String]) -> Vec<String> {
    let (lifetimes, types): (Vec<_>, Vec<_>) = parameters.iter().partition(|name| name.starts_with('\''));
    let types = types.into_iter().filter(|name| !name.starts_with("const "));
    types.flat_map(|name| lifetimes.iter().map(move |lifetime| format!("{name}: {lifetime}"))).collect()
}

fn names(parameters: &[String]) -> Vec<String> {
    parameters.iter().map(|parameter| syntax::parameter_name(parameter).to_owned()).collect()
}

/// The parameters of a type as its row declares them.
fn declared(signature: &str) -> Option<(String, Vec<String>, Vec<String>)> {
    let after = signature.strip_prefix("pub struct ").or_else(|| signature.strip_prefix("pub enum "))?;
    let name: String = after.chars().take_while(|c| c.is_alphanumeric()).collect();
    let after = &after[name.len()..];
    let (generics, after) = syntax::bracketed(after, '<').unwrap_or(("", after));
    let after = after.split(['{', ';', '(']).next()?.trim();
    let bounds = syntax::bounds(after.strip_prefix("where ").unwrap_or(""));
    Some((name, syntax::parameters(generics), bounds))
}

fn type_use(row: &Row) -> Option<String> {
    let (name, parameters, bounds) = declared(&row.signature)?;
    let (key, generics, bounds) = (row.key(), angle(&parameters), bounded(&bounds));
    let matched = match name.as_str() {
        "Entry" => "match &it { Entry::Occupied(_) => {} Entry::Vacant(_) => {} }\n    ",
        "OccupiedError" => "let OccupiedError { entry: _, value: _, .. } = &it;\n    ",
        _ => "",
    };
    Some(format!(
        "fn {key}{generics}(it: {name}{generics}) -> {name}{generics}{bounds} {{\n    {matched}it\n}}"
    ))
}

fn method_use(row: &Row, rows: &[Judged]) -> Option<String> {
    let owner = rows.iter().find(|other| other.row.kind == Kind::Type && other.row.item == row.item)?;
    let (item, mut owners, _) = declared(&owner.row.signature)?;
    if row.list == List::Set && matches!(row.item.as_str(), "CursorMut" | "CursorMutKey") {
        // The list has the types with K and their methods with T, as std's documentation has.
        owners = vec!["'a".into(), "T".into()];
    }
    let this = format!("{item}{}", angle(&owners));
    let (signature, impl_bounds) = syntax::impl_bounds(&row.signature);
    let (signature, method_bounds) = syntax::at_where(signature);
    let name = syntax::method_name(signature);
    let rest = signature.split_once(name)?.1;
    let (generics, rest) = syntax::bracketed(rest, '<').unwrap_or(("", rest));
    let (arguments, result) = syntax::bracketed(rest, '(')?;
    let (arguments, result) = (syntax::without_allocator(arguments), syntax::without_allocator(result));
    let generics = syntax::parameters(generics);
    let mut owner_bounds = syntax::bounds(impl_bounds);
    owner_bounds.extend(outlives(&owners));
    let passed: Vec<&str> = syntax::split_commas(&arguments)
        .into_iter()
        .map(|argument| match argument.split_once(':') {
            Some((name, _)) => name.trim(),
            None => "self",
        })
        .collect();
    let types: Vec<String> = names(&generics).into_iter().filter(|name| !name.starts_with('\'')).collect();
    let turbofish = if types.is_empty() { String::new() } else { format!("::{}", angle(&types)) };
    let declaration = format!(
        "fn {key}{generics}({arguments}){result}{bounds}",
        key = row.key(),
        generics = angle(&generics),
        bounds = bounded(&syntax::bounds(method_bounds)),
        result = result.trim_end(),
    );
    let constant = if signature.contains("const fn") {
        let concrete: Vec<String> = owners.iter().map(|_| "u8".to_owned()).collect();
        let this = format!("{item}{}", angle(&concrete));
        format!("\n    const MADE: {this} = <{this}>::{name}();\n    static KEPT: {this} = MADE;")
    } else {
        String::new()
    };
    Some(format!(
        "const _: () = {{\n    trait Use{generics}{bounds} {{ {declaration}; }}\n    \
         impl{generics} Use{generics} for {this}{bounds} {{\n        \
         {declaration} {{ <{this}>::{name}{turbofish}({passed}) }}\n    }}{constant}\n}};",
        generics = angle(&owners),
        bounds = bounded(&owner_bounds),
        passed = passed.join(", "),
    ))
}

/// `text` with `lifetime` where it borrows without naming one; the lifetime joins the parameters then.
fn named(text: &str, lifetime: &str, parameters: &mut Vec<String>) -> String {
    let pieces: Vec<&str> = text.split('&').collect();
    let mut named = pieces[0].to_owned();
    for piece in &pieces[1..] {
        if piece.starts_with('\'') {
            named += &format!("&{piece}");
            continue;
        }
        if !parameters.iter().any(|parameter| parameter == lifetime) {
            parameters.insert(0, lifetime.into());
        }
        named += &format!("&{lifetime} {piece}");
    }
    named
}

fn trait_use(row: &Row) -> Option<String> {
    let key = row.key();
    let (head, bounds) = syntax::at_where(&row.signature);
    let generics = head
        .strip_prefix("impl")
        .and_then(|head| syntax::bracketed(head, '<'))
        .map_or("", |(inner, _)| inner);
    let (mut parameters, mut bounds) = (syntax::parameters(generics), syntax::bounds(bounds));
    let said = syntax::without_allocator_head(&row.signature);
    let (wanted, target) = said.split_once(" for ")?;
    if let Some(unwanted) = wanted.strip_prefix('!') {
        let concrete =
            parameters.iter().map(|name| if name.starts_with('\'') { "'static".into() } else { "u8".into() });
        let target = format!("{}{}", target.split('<').next()?, angle(&concrete.collect::<Vec<String>>()));
        return Some(format!(
            "fn {key}() {{\n    static_assertions::assert_not_impl_any!({target}: {unwanted});\n}}"
        ));
    }
    if wanted == "Drop" {
        // The bound `T: Drop` says only how a type is written; what its users can rely on is that it drops what it holds.
        let concrete: Vec<String> = parameters.iter().map(|_| "u8".to_owned()).collect();
        let target = format!("{}{}", target.split('<').next()?, angle(&concrete));
        return Some(format!(
            "fn {key}() {{\n    const {{ assert!(std::mem::needs_drop::<{target}>()) }}\n}}"
        ));
    }
    let target = target.replace("'_", "'x");
    if target.contains("'x") {
        parameters.insert(0, "'x".into());
    }
    let wanted = named(wanted, "'y", &mut parameters);
    let target = named(&target, "'x", &mut parameters);
    bounds.extend(outlives(&parameters));
    let asked = match associated::types(row.list, &wanted, &target) {
        Some(types) => format!("{}{types}", wanted.split('<').next()?),
        None if associated::has_types(&wanted) => return None,
        None => wanted.clone(),
    };
    let types: Vec<String> = names(&parameters).into_iter().filter(|name| !name.starts_with('\'')).collect();
    let passed: Vec<String> = types.iter().cloned().chain([target]).collect();
    let mut inner = parameters.clone();
    inner.push(format!("Asked: {asked}"));
    Some(format!(
        "fn {key}{outer}(){bounds} {{\n    fn holds{inner}(){bounds} {{}}\n    holds::{passed}();\n}}",
        outer = angle(&parameters),
        bounds = bounded(&bounds),
        inner = angle(&inner),
        passed = angle(&passed),
    ))
}

#[cfg(test)]
mod tests {
    use super::super::row;
    use super::*;

    fn text(lines: &str) -> String {
        let rows = row::parse(List::Set, lines).unwrap();
        let rows: Vec<_> = rows.into_iter().map(|row| Judged { row, unoffered: None }).collect();
        source(List::Set, &rows).unwrap().text
    }

    const SET: &str =
        "STABLE 1 | type | BTreeSet | pub struct BTreeSet<T, A = Global> where A: Allocator + Clone { .. }\n";

    #[test]
    fn a_method_is_called_under_the_bounds_of_std_and_no_others() {
        let row = "STABLE 1 | method | BTreeSet | pub fn get<Q>(&self, value: &Q) -> Option<&T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]";
        let text = text(&format!("{SET}{row}"));
        let declaration = "fn set_btreeset_get<Q>(&self, value: &Q) -> Option<&T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized";
        assert!(text.contains(&format!("{declaration};")), "{text}");
        assert!(
            text.contains(&format!("{declaration} {{ <BTreeSet<T>>::get::<Q>(self, value) }}")),
            "{text}"
        );
    }

    #[test]
    fn a_trait_is_asked_with_its_types_and_its_absence_is_asserted() {
        let text = text(
            "STABLE 1 | trait | Union | impl<'a, T> Iterator for Union<'a, T> where T: Ord\n\
             STABLE auto | auto | Entry | impl<'a, T, A = Global> !UnwindSafe for Entry<'a, T, A>",
        );
        assert!(text.contains("Asked: Iterator<Item = &'a T>>() where T: Ord, T: 'a {}"), "{text}");
        assert!(text.contains("assert_not_impl_any!(Entry<'static, u8>: UnwindSafe)"), "{text}");
    }

    #[test]
    fn the_lines_of_a_use_are_known() {
        let rows = row::parse(List::Set, SET).unwrap();
        let rows: Vec<_> = rows.into_iter().map(|row| Judged { row, unoffered: None }).collect();
        let source = source(List::Set, &rows).unwrap();
        let (place, (first, last)) = source.lines[0];
        let lines: Vec<_> = source.text.lines().collect();
        assert_eq!(place, 0);
        assert!(lines[first - 1].starts_with("// pub struct BTreeSet"));
        assert_eq!((lines[last - 1], lines.len()), ("}", last));
    }
}
