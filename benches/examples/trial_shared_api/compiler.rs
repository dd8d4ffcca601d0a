//! What the compiler says to the ways of sharing one API: each snippet is a crate of its own.

use std::process::Command;

/// Snippets, and what their rejection must say; `None` for those to be accepted.
const SNIPPETS: [(&str, Option<&str>); 6] = [
    ("plain_parameter", None),
    ("projection", Some("lifetime may not live long enough")),
    ("built_in_any_layout", Some("error[E0283]: type annotations needed")),
    ("equal_across_layouts", None),
    ("equal_to_another_map", Some("error[E0283]: type annotations needed")),
    ("dispatched", Some("error[E0038]: the trait `Tree` is not dyn compatible")),
];

/// Compiles the snippets and prints the errors.
pub(crate) fn ask() -> std::io::Result<()> {
    let rustc = std::env::var("RUSTC").unwrap_or("rustc".to_owned());
    let snippets = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/trial_shared_api/snippets");
    for (name, rejection) in SNIPPETS {
        let metadata = std::env::temp_dir().join(format!("{name}-{}.rmeta", std::process::id()));
        let output = Command::new(&rustc)
            .current_dir(snippets)
            .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "-o"])
            .arg(&metadata)
            .arg(format!("{name}.rs"))
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        match rejection {
            None => {
                assert!(output.status.success(), "{name} is to be accepted: {said}");
                std::fs::remove_file(metadata)?;
                println!("{name}.rs: accepted\n");
            }
            Some(expected) => {
                assert!(
                    !output.status.success() && said.contains(expected),
                    "{name} is to be rejected: {said}"
                );
                println!("{name}.rs: rejected\n\n{}\n", said.trim_end());
            }
        }
    }
    Ok(())
}
