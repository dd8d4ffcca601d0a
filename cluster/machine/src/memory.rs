//! The memory of a process.

/// Which memory of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    /// What it has in memory now.
    Now,
    /// The most that it has had.
    Peak,
}

/// The bytes that a process has in memory.
///
/// # Panics
///
/// If there is no such process, or the system has no `/proc`.
pub fn memory(process: u32, memory: Memory) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("a process, and /proc");
    let field = match memory {
        Memory::Now => "VmRSS:",
        Memory::Peak => "VmHWM:",
    };
    let line = status.lines().find_map(|line| line.strip_prefix(field)).expect("the field");
    let kibibytes = line.split_whitespace().next().and_then(|number| number.parse::<u64>().ok());
    kibibytes.expect("a number") << 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_not_below_what_is_there_now() {
        let now = memory(std::process::id(), Memory::Now);
        assert!(now > 0 && memory(std::process::id(), Memory::Peak) >= now);
    }
}
