//! A row of the report: an operation on a subject, its cost at first and in the steady state.

use alloc_meter::Report;
use serde::{Deserialize, Serialize};

/// What some work allocated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cost {
    /// Blocks allocated.
    pub(crate) blocks: u64,
    /// Blocks that changed their size.
    pub(crate) reallocs: u64,
    /// Bytes asked for by both.
    pub(crate) bytes: u64,
}

impl Cost {
    /// How often the allocator was asked for memory.
    pub(crate) fn calls(self) -> u64 {
        self.blocks + self.reallocs
    }

    /// Whether some part is more than `other`'s.
    pub(crate) fn exceeds(self, other: Self) -> bool {
        self.blocks > other.blocks || self.reallocs > other.reallocs || self.bytes > other.bytes
    }
}

impl From<Report> for Cost {
    fn from(report: Report) -> Self {
        Cost { blocks: report.blocks_allocated, reallocs: report.reallocs, bytes: report.bytes_allocated }
    }
}

/// An operation and what it allocates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Row {
    /// The map's shape and size, or the graph's model.
    pub(crate) workload: String,
    /// The layout, or how the graph was asked.
    pub(crate) subject: String,
    pub(crate) operation: String,
    /// How many single operations a run consists of.
    pub(crate) operations: u64,
    /// The run that finds nothing prepared.
    pub(crate) first: Cost,
    /// The run after some more.
    pub(crate) steady: Cost,
}

impl Row {
    /// Its name in the baseline: unique, and sorting as people read.
    pub(crate) fn name(&self) -> String {
        format!("{} {} {}", self.workload, self.subject, self.operation)
    }

    /// Bytes of a single operation in the steady state.
    pub(crate) fn steady_bytes_each(&self) -> f64 {
        self.steady.bytes as f64 / self.operations as f64
    }
}
