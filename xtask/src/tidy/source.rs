//! Rust source without its comments, strings and characters, for checks that look for words of code.

/// The code of `text`; what is left out has become blanks, line ends stay.
pub(crate) fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => quoted(rest, 1),
            'r' | 'b' | 'c' if !ends_in_word(&out) => string_with_prefix(rest),
            '\'' => character(rest),
            _ => 0,
        };
        let taken = if skipped == 0 {
            out.push(c);
            c.len_utf8()
        } else {
            out.extend(rest[..skipped].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            skipped
        };
        rest = &rest[taken..];
    }
    out
}

fn ends_in_word(code: &str) -> bool {
    code.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// The length of a comment that may hold others.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        let here = &text[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of a string whose content begins at `from`.
fn quoted(text: &str, from: usize) -> usize {
    let mut escaped = false;
    for (at, c) in text[from..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return from + at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a string that begins with letters, 0 if there is none here.
fn string_with_prefix(text: &str) -> usize {
    let letters = text.len() - text.trim_start_matches(['r', 'b', 'c']).len();
    if letters > 2 {
        return 0;
    }
    let (prefix, rest) = text.split_at(letters);
    if !prefix.contains('r') {
        return if rest.starts_with('"') { quoted(text, letters + 1) } else { 0 };
    }
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    let Some(content) = rest[hashes..].strip_prefix('"') else { return 0 };
    let end = format!("\"{}", "#".repeat(hashes));
    let start = letters + hashes + 1;
    content.find(&end).map_or(text.len(), |at| start + at + end.len())
}

/// The length of a character, 0 for a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((at, _))) => text[at + 1..].find('\'').map_or(0, |end| at + 1 + end + 1),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

/// Whether `word` stands in `code` as a word of its own.
pub(super) fn has_word(code: &str, word: &str) -> bool {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|found| found == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says_unsafe(text: &str) -> bool {
        has_word(&code(text), "unsafe")
    }

    #[test]
    fn words_of_code_are_found_and_others_are_not() {
        for text in [
            "unsafe { f() }",
            "/* a /* b */ */ unsafe fn f() {}",
            "let a = 'x'; unsafe {}",
            "let a = '\\''; unsafe {}",
            "let a = \"\\\"\"; unsafe {}",
            "fn f<'a>(x: &'a u8) { unsafe {} }",
            "let a = r#\"\"# ; unsafe {}",
            "let a = b\"x\"; #[unsafe(no_mangle)]",
            "for r in b { unsafe {} }",
        ] {
            assert!(says_unsafe(text), "{text}: {}", code(text));
        }
        for text in [
            "// unsafe",
            "/// unsafe\nfn f() {}",
            "/* a /* b */ unsafe */",
            "let a = \"unsafe\";",
            "let a = \"\\\" unsafe\";",
            "let a = r#\"a\" unsafe\"#;",
            "let a = br\"unsafe\";",
            "#![forbid(unsafe_code)]",
            "let a = '\"'; // unsafe\nlet b = '\"';",
        ] {
            assert!(!says_unsafe(text), "{text}: {}", code(text));
        }
    }

    #[test]
    fn lines_stay_lines() {
        let text = "a\n/* b\nc */\n\"d\ne\"\n";
        assert_eq!(code(text).lines().count(), text.lines().count());
    }
}
