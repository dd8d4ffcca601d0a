//! Nothing but tests: see `tests/`.
//!
//! A profile is chosen by package, so the few suites that walk through every number of entries or every bit of a file have
//! one of their own, which the workspace compiles optimised. All others are compiled for a single short run.
