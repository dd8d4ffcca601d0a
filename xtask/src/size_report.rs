//! `cargo xtask size-report`: the memory that every layout takes, as text or as JSON.
//!
//! [`collect`] measures. [`text::render`] and serde print. Other commands can use either part alone.

pub(crate) mod crossover;
pub(crate) mod formula;
pub(crate) mod inventory;
pub(crate) mod measure;
pub(crate) mod memory;
pub(crate) mod order;
pub(crate) mod plan;
pub(crate) mod structs;
pub(crate) mod subjects;
pub(crate) mod text;

use crate::progress::Progress;
use crate::{Outcome, require_meter};
use serde::Serialize;
use subjects::Subject;

/// The options of `size-report`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Also measure maps of a million entries.
    #[arg(long)]
    full: bool,
    /// Print JSON instead of tables.
    #[arg(long)]
    json: bool,
}

/// Everything the command reports.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SizeReport {
    pub(crate) arch: &'static str,
    pub(crate) os: &'static str,
    pub(crate) pointer_width: u32,
    /// `size_of` the maps, phase after phase.
    pub(crate) handle_bytes: Vec<usize>,
    pub(crate) structs: Vec<structs::StructSize>,
    /// What a key of the string shape owns itself, on average. In no other figure.
    pub(crate) string_key_heap_bytes: f64,
    pub(crate) memory: Vec<memory::Cell>,
    pub(crate) crossovers: Vec<crossover::Crossover>,
    pub(crate) plan: plan::PlanTable,
}

/// Runs the command.
///
/// # Errors
///
/// If nobody counts allocations.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    let report = collect(args.full)?;
    let text = if args.json {
        serde_json::to_string_pretty(&report).map_err(|error| error.to_string())? + "\n"
    } else {
        text::render(&report)
    };
    Ok(Outcome { text, success: true })
}

/// Measures everything; with `full` also maps of a million entries.
///
/// # Errors
///
/// If nobody counts allocations.
pub(crate) fn collect(full: bool) -> Result<SizeReport, String> {
    require_meter(alloc_meter::is_installed())?;
    let sizes: Vec<usize> = memory::SIZES.into_iter().chain(full.then_some(memory::FULL)).collect();
    let progress = Progress::new(memory::steps(&Subject::ALL) + crossover::STEPS);
    let memory = memory::cells(&Subject::ALL, &sizes, &progress);
    let crossovers = crossover::crossovers(&progress);
    Ok(assemble(memory, crossovers))
}

fn assemble(memory: Vec<memory::Cell>, crossovers: Vec<crossover::Crossover>) -> SizeReport {
    SizeReport {
        arch: std::env::consts::ARCH,
        os: std::env::consts::OS,
        pointer_width: usize::BITS,
        handle_bytes: inventory::handle_sizes(),
        structs: inventory::all(),
        string_key_heap_bytes: memory::string_heap(),
        plan: plan::table(&memory, &crossovers),
        memory,
        crossovers,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A report of small maps, without crossovers.
    pub(crate) fn small_report() -> SizeReport {
        let sizes = [0, 1, 10, 100];
        assemble(memory::cells(&Subject::ALL, &sizes, &Progress::new(0)), Vec::new())
    }

    #[test]
    fn the_json_document_has_every_part() {
        let report = small_report();
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["handle_bytes"], serde_json::json!(inventory::handle_sizes()));
        assert_eq!(json["memory"].as_array().unwrap().len(), report.memory.len());
        assert_eq!(json["structs"][0]["fields"][0]["type"], "usize");
        let empty = &json["memory"][0];
        assert_eq!((&empty["n"], &empty["bytes_per_element"]), (&0.into(), &serde_json::Value::Null));
        assert_eq!(empty["map"], "BTreeMap");
        assert_eq!(json["plan"]["rows"].as_array().unwrap().len(), 6 * 4);
    }

    #[test]
    fn measured_handles_are_those_of_the_inventory() {
        let report = small_report();
        for (map, bytes) in Subject::LAYOUTS.into_iter().zip(&report.handle_bytes) {
            assert!(
                report.memory.iter().filter(|cell| cell.map == map).all(|cell| cell.handle_bytes == *bytes)
            );
        }
    }
}
