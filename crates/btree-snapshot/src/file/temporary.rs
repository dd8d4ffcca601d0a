//! The names of files under construction: told from their target's name, and recognised by it.
//!
//! | the target's name | the temporary name |
//! |---|---|
//! | of up to 64 bytes | `.` name `.` random `.snapshot-tmp` |
//! | longer | `.` start of the name `.` random `.` hash of the name `.snapshot-tmp` |
//!
//! - A temporary name fits whenever the target's does: it has at most 85 bytes, or no more than the target's name. That holds
//!   in bytes and in UTF-16 code units, because 38 characters are cut off and 38 characters of ASCII are added.
//! - The random part tells processes and threads apart: whoever finds the name taken tries another one.
//! - No name is taken for one of another target. The random part has no dot, so what belongs to `a.b` does not belong to `a`,
//!   and it is shorter than a hash. Long names with the same start differ in their hashes of 64 bits.

use std::ffi::{OsStr, OsString};

/// How many random characters there are.
pub(super) const RANDOM: usize = 6;

/// Ends all temporary names.
const SUFFIX: &str = ".snapshot-tmp";

/// The bytes of a name that is kept whole.
const WHOLE: usize = 64;

/// The characters that are added to the start of a longer name: two dots and the random part, a dot and the hash, the suffix.
const ADDED: usize = 2 + RANDOM + 1 + 16 + SUFFIX.len();

/// What stands before and behind the random part of all temporary names of a target.
#[derive(Debug)]
pub(super) struct TemporaryName {
    pub(super) prefix: OsString,
    pub(super) suffix: String,
}

impl TemporaryName {
    pub(super) fn of(target: &OsStr) -> Self {
        let mut prefix = OsString::from(".");
        let mut suffix = String::from(SUFFIX);
        if target.len() <= WHOLE {
            prefix.push(target);
        } else {
            prefix.push(start(target));
            suffix.insert_str(0, &format!(".{:016x}", hash(target.as_encoded_bytes())));
        }
        prefix.push(".");
        TemporaryName { prefix, suffix }
    }

    /// Whether a name is one of these.
    pub(super) fn includes(&self, name: &OsStr) -> bool {
        name.as_encoded_bytes()
            .strip_prefix(self.prefix.as_encoded_bytes())
            .and_then(|rest| rest.strip_suffix(self.suffix.as_bytes()))
            .is_some_and(|random| random.len() == RANDOM && !random.contains(&b'.'))
    }
}

/// The name without as many characters as are added, and without what is not Unicode.
fn start(name: &OsStr) -> String {
    let mut start: String = name.as_encoded_bytes().utf8_chunks().map(|chunk| chunk.valid()).collect();
    let cut = start.char_indices().rev().nth(ADDED - 1).map_or(0, |(at, _)| at);
    start.truncate(cut);
    start
}

/// FNV-1a. It must be the same in every build, which the hashes of std do not promise.
fn hash(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn temporary(target: &str) -> String {
        let TemporaryName { prefix, suffix } = TemporaryName::of(OsStr::new(target));
        format!("{}{}{suffix}", prefix.into_string().unwrap(), "x".repeat(RANDOM))
    }

    #[test]
    fn a_temporary_name_is_never_longer_than_85_bytes_or_its_target() {
        for character in ["a", "é", "永", "🦀", "e\u{301}"] {
            // About the bounds of bytes and of characters, for each width of a character.
            for n in [1, 16, 17, 21, 22, 32, 33, 37, 38, 39, 63, 64, 65, 85, 127, 255] {
                for lead in ["", "a", "ab", "abc"] {
                    let target = format!("{lead}{}", character.repeat(n));
                    let temporary = temporary(&target);
                    let short = WHOLE + 2 + RANDOM + SUFFIX.len();
                    assert_eq!(short, 85);
                    assert!(temporary.len() <= short.max(target.len()), "{target}");
                    let units = |name: &str| name.encode_utf16().count();
                    assert!(units(&temporary) <= short.max(units(&target)), "{target}");
                    assert!(temporary.starts_with('.') && temporary.ends_with(SUFFIX));
                }
            }
        }
    }

    #[test]
    fn names_are_recognised_by_their_target_and_no_other() {
        let long = "m".repeat(255);
        let (shorter, other) = (&long[1..], format!("{}n", &long[1..]));
        // What is left of a long name, as a name of its own, with and without what stands behind the random part.
        let left = &long[..255 - ADDED];
        let hashed = format!("{left}.{:016x}", hash(long.as_bytes()));
        let middle = "k".repeat(70);
        let kept = &middle[..70 - ADDED];
        let (kept_hashed, kept_random) =
            (format!("{kept}.{:016x}", hash(middle.as_bytes())), format!("{kept}.{}", "x".repeat(RANDOM)));
        assert!(kept_hashed.len() <= WHOLE);
        let targets = [
            "map",
            "map.other",
            "m",
            &long,
            shorter,
            &other,
            left,
            &hashed,
            &long[..WHOLE],
            &long[..=WHOLE],
            &middle,
            kept,
            &kept_hashed,
            &kept_random,
        ];
        for target in targets {
            let names = TemporaryName::of(OsStr::new(target));
            for named in targets {
                assert_eq!(
                    names.includes(OsStr::new(&temporary(named))),
                    target == named,
                    "{target} {named}"
                );
                assert!(!names.includes(OsStr::new(named)));
            }
        }
    }

    #[test]
    fn characters_are_cut_whole() {
        for n in 17..=63 {
            let target = "🦀".repeat(n);
            assert!(temporary(&target).starts_with(&format!(".{}.x", "🦀".repeat(n.saturating_sub(ADDED)))));
        }
    }

    #[test]
    fn the_hash_is_the_same_in_every_build() {
        // The published check values of FNV-1a.
        assert_eq!(hash(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
