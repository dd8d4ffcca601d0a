//! The traits of other crates, a module a feature: `cargo test -p btree-map --all-features --test features`.

#[cfg(feature = "arbitrary")]
mod arbitrary;
#[cfg(feature = "borsh")]
mod borsh;
#[cfg(feature = "bumpalo")]
mod bumpalo;
#[cfg(feature = "quickcheck")]
mod quickcheck;
#[cfg(feature = "rayon")]
mod rayon;
#[cfg(feature = "rkyv")]
mod rkyv;
#[cfg(feature = "schemars")]
mod schemars;
#[cfg(feature = "serde")]
mod serde;

#[global_allocator]
static METER: alloc_meter::Meter = alloc_meter::Meter::system();
