//! That our types offer every signature of std's: compiled, not run. The uses are written by `cargo xtask tidy api-parity`.
#![allow(dead_code, unused_imports, clippy::all, clippy::pedantic, reason = "a use is there to be compiled")]
#![allow(
    unused_qualifications,
    unreachable_pub,
    non_snake_case,
    reason = "a use is spelled as std spells its signature"
)]

#[rustfmt::skip]
mod map;
#[rustfmt::skip]
mod set;
