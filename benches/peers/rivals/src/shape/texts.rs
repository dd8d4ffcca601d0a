//! Texts made from numbers: random characters, characters behind a shared prefix, and names of files.
//!
//! Invariant: distinct numbers below 2^32 give distinct texts.

use super::scatter;

/// Names of packages of a public index.
const NAMES: &str = include_str!("names.txt");

/// What stands before the names of packages of one origin.
const ORIGINS: [&str; 8] = ["", "", "python-", "golang-github-", "rust-", "node-", "haskell-", "r-cran-"];

/// What stands behind the name of a source in the names of what is built from it.
const PARTS: [&str; 8] = ["", "", "", "-dev", "-doc", "-common", "-data", "-utils"];

/// Architectures.
const MACHINES: [&str; 4] = ["all", "amd64", "arm64", "i386"];

/// What long shared prefixes are cut from.
const PREFIX: &str = "https://registry.example.org/repositories/public/archive/snapshots/by-date/2026/11/28/artifacts/\
                      releases/stable/components/main/architectures/any/collections/standard/packages/sources/index/\
                      checksums/sha256/manifests/generated/revision/0000000000000001/entries/";

/// 16 to 24 letters and digits.
pub fn text(number: u64) -> String {
    const LETTERS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-";
    let length = 16 + scatter(number ^ 0x7e57_0000_0000) % 9;
    let letter = |at: u64| {
        let word = scatter(number ^ ((1 + at / 8) << 40));
        char::from(LETTERS[(word >> (at % 8 * 8)) as usize % LETTERS.len()])
    };
    (0..length).map(letter).collect()
}

/// A [`text`] behind `SHARED` bytes that are the same in all.
pub fn prefixed<const SHARED: usize>(number: u64) -> String {
    PREFIX[..SHARED].to_owned() + &text(number)
}

/// The name of a file in an archive of packages: folders by initial and source, then package, version and architecture.
pub fn path(number: u64) -> String {
    let names: &[&str] = names();
    let word = scatter(number ^ 0xf11e_0000_0000);
    let pick = |list: &[&'static str], shift: u32| list[(word >> shift) as usize % list.len()];
    // The least of two draws: some sources have many files and most have few.
    let name = names[((word >> 48) as usize % names.len()).min((word >> 32) as u16 as usize % names.len())];
    let source = format!("{}{name}", pick(&ORIGINS, 0));
    let initial = &source[..if source.starts_with("lib") { 4 } else { 1 }];
    let (part, machine) = (pick(&PARTS, 8), pick(&MACHINES, 16));
    // The version has every bit of the number: it tells apart what is otherwise alike.
    let (major, minor, patch) = (number & 7, number >> 3 & 0xfff, number >> 15);
    format!("pool/main/{initial}/{source}/{source}{part}_{major}.{minor}.{patch}-1_{machine}.deb")
}

fn names() -> &'static [&'static str] {
    static LIST: std::sync::LazyLock<Vec<&str>> = std::sync::LazyLock::new(|| NAMES.lines().collect());
    &LIST
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn distinct(make: fn(u64) -> String) -> BTreeSet<String> {
        let texts: BTreeSet<String> = (0..20_000).map(make).collect();
        assert_eq!(texts.len(), 20_000);
        texts
    }

    #[test]
    fn texts_have_the_length_promised_and_every_length_occurs() {
        let lengths: BTreeSet<usize> = (0..1_000).map(|number| text(number).len()).collect();
        assert_eq!(lengths, (16..=24).collect());
    }

    #[test]
    fn prefixed_texts_share_as_many_bytes_as_they_say_and_no_more() {
        fn shared<const SHARED: usize>() {
            let texts = distinct(prefixed::<SHARED>);
            let (first, last) = (texts.first().unwrap(), texts.last().unwrap());
            let common = first.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
            assert_eq!(common, SHARED);
        }
        shared::<16>();
        shared::<64>();
        shared::<256>();
    }

    #[test]
    fn paths_are_distinct_and_neighbours_share_most_of_their_bytes() {
        let paths = distinct(path);
        let shared: usize = paths
            .iter()
            .zip(paths.iter().skip(1))
            .map(|(one, next)| one.bytes().zip(next.bytes()).take_while(|(a, b)| a == b).count())
            .sum();
        let bytes: usize = paths.iter().map(String::len).sum();
        assert!(shared * 2 > bytes, "{shared} of {bytes}");
    }
}
