//! Trial: how are the layouts to share one API? The figures of `docs/decisions/0001-shared-api.md`.
//!
//! ```text
//! cargo run --release -p benches --example trial_shared_api
//! ```
//!
//! One small ordered store is put behind one API in four ways, and beside the same store written by hand. Needs
//! valgrind for the instruction counts and `rustc` for the errors. Other arguments than none are for the counting
//! children (see [`measuring`]).

mod compiler;
mod contenders;
mod layout;
#[path = "../measuring/mod.rs"]
mod measuring;
mod plain;
mod promises;
mod rivals;
mod trees;

use contenders::{CONTENDERS, OPERATIONS, contender};

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [name, len] = &arguments[..] {
        let mut contender = contender(name, len.parse().map_err(std::io::Error::other)?);
        // Making the contender took a sample already: a full insertion.
        println!("{len}");
        for operation in 0..OPERATIONS.len() {
            println!("{}", contender.sample(operation).operations);
        }
        return Ok(());
    }
    measuring::print_machine();
    promises::check();
    compiler::ask()?;
    for len in [1_000, 100_000] {
        table(len)?;
    }
    Ok(())
}

/// Measures all contenders at one size, and prints a table with their ratios to the first.
fn table(len: usize) -> std::io::Result<()> {
    println!("n = {len}: instructions, ratio; ns, ratio\n");
    print!("| way |");
    for operation in OPERATIONS {
        print!(" {operation} |");
    }
    println!("\n|---|{}", "--:|".repeat(OPERATIONS.len()));
    let counts = CONTENDERS
        .map(|name| measuring::instructions(&[name, &len.to_string()]))
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?;
    let mut maps = CONTENDERS.map(|name| contender(name, len));
    let times: Vec<_> = (0..OPERATIONS.len())
        .map(|operation| measuring::medians(maps.len(), |index| maps[index].sample(operation)))
        .collect();
    for (index, name) in CONTENDERS.iter().enumerate() {
        print!("| {name} |");
        for operation in 0..OPERATIONS.len() {
            // The first count is that of the making.
            let (count, bar) = (counts[index][operation + 1], counts[0][operation + 1]);
            let (time, bar_time) = (times[operation][index], times[operation][0]);
            print!(" {count:.1}, {:.3}; {time:.1}, {:.2} |", count / bar, time / bar_time);
        }
        println!();
    }
    println!();
    Ok(())
}
