//! Criterion benches live in `benches/`; this library holds the inputs they share.
