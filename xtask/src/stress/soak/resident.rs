//! The process's resident memory, where the system tells it: `/proc/self/statm` on Linux.

/// The bytes, or `None` where they cannot be known.
pub(crate) fn bytes() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    parse(&statm)
}

/// The second figure, which is in pages.
fn parse(statm: &str) -> Option<u64> {
    let pages: u64 = statm.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * PAGE)
}

/// The size of a page on nearly all machines. Elsewhere the figure is off by a factor, which whether it grows is not.
const PAGE: u64 = 4096;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_figure_is_resident() {
        assert_eq!(parse("2000 300 200 10 0 90 0\n"), Some(300 * 4096));
        assert_eq!(parse("2000"), None);
        #[cfg(target_os = "linux")]
        assert!(bytes().is_some_and(|bytes| bytes > 100_000));
    }
}
