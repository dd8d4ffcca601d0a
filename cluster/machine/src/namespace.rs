//! Numbers for networks of namespaces.

use crate::run_line;
use std::sync::atomic::{AtomicU32, Ordering};

/// A number from 1 to 250 that tells a new network from others of this machine, for names that begin with `prefix`.
///
/// A namespace goes some time after it has been deleted, so each network has a number of its own.
///
/// # Errors
///
/// If this machine cannot have such networks: what is missing of root, `ip` and `nft`.
pub fn free_number(prefix: &str) -> Result<u8, String> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let next = std::process::id().wrapping_mul(7).wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed));
    let number = u8::try_from(next % 250).unwrap_or(0) + 1;
    run_line("nft list tables")?;
    run_line(&format!("ip netns add {prefix}{number}probe"))?;
    run_line(&format!("ip netns del {prefix}{number}probe"))?;
    Ok(number)
}
