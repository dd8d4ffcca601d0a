//! Builds the C++ shim over `absl::btree_map` if the headers and a C++ compiler are there, and says so with the cfg
//! `absl`; a machine without them builds the other contenders.

use std::path::Path;

const SHIM: &str = "shim/absl_map.cc";
const HEADER: &str = "absl/container/btree_map.h";
const PLACES: [&str; 3] = ["/usr/include", "/usr/local/include", "/opt/homebrew/include"];

fn main() {
    println!("cargo::rerun-if-changed={SHIM}");
    println!("cargo::rerun-if-env-changed=ABSL_INCLUDE");
    println!("cargo::rerun-if-env-changed=CARGO_ENCODED_RUSTFLAGS");
    let named = std::env::var("ABSL_INCLUDE").ok();
    let mut places = PLACES.into_iter().map(str::to_owned).chain(named);
    let Some(include) = places.find(|place| Path::new(place).join(HEADER).exists()) else {
        println!("cargo::warning=no {HEADER} (Debian: libabsl-dev): built without the contender absl");
        return;
    };
    let mut shim = cc::Build::new();
    shim.cpp(true)
        .std("c++17")
        .opt_level(3)
        .include(include)
        .file(SHIM)
        .warnings(false)
        .define("NDEBUG", None);
    // A build for this processor is one for both languages.
    if std::env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("target-cpu=native")) {
        shim.flag("-march=native");
    }
    match shim.try_compile("absl_map") {
        Ok(()) => {
            println!("cargo::rustc-cfg=absl");
            println!("cargo::rustc-link-lib=absl_throw_delegate");
            println!("cargo::rustc-link-lib=absl_raw_logging_internal");
        }
        Err(error) => println!("cargo::warning=the shim does not build, no contender absl: {error}"),
    }
}
