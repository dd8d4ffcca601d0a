//! The ingestion path of a peer-to-peer graph database, built on small ordered maps.
//!
//! A [`Graph`] maps souls, the names of nodes, to nodes. A node maps keys to values, each with the [`State`] of its write. Both are
//! [`BPlusTreeMap`](btree_map::BPlusTreeMap)s, so that millions of small nodes take little memory.
//!
//! A [`Put`] merges the [`Message`] of a peer in steps. A step merges a bounded number of keys, however long the message is, and
//! allocates nothing itself. Conflict resolution makes all peers end with the same graph, in whatever order messages arrive.
//!
//! ```
//! use btree_graph::{Graph, Message, NodeUpdate, Put, State, Step, Value};
//!
//! let mut graph = Graph::new();
//! let now = State::from(100);
//! let update = NodeUpdate::new("mark").with("name", "Mark", State::from(1)).with("age", 23, State::from(1));
//!
//! let mut put = Put::new(Message::put("m1", [update]));
//! let report = loop {
//!     match put.step(&mut graph, Put::BUDGET, now) {
//!         Step::Yield { .. } => { /* do something else, then go on */ }
//!         Step::Done(report) => break report,
//!         Step::Failed { soul, key, reason, .. } => panic!("{soul} {key:?}: {reason}"),
//!     }
//! };
//! assert_eq!(report.applied, 2);
//! assert_eq!(graph.get("mark", "name"), Some((&Value::text("Mark"), State::from(1))));
//! ```
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(feature = "json")]
extern crate std;

mod dedup;
mod deferred;
mod export;
mod graph;
mod ham;
mod load;
mod memo;
mod message;
mod node;
mod number;
mod peer;
mod put;
mod report;
mod select;
mod sender;
mod sink;
mod sorted;
mod value;
#[cfg(feature = "json")]
pub mod wire;

pub use dedup::Dedup;
pub use deferred::DeferredLimit;
pub use export::{Export, Page, PageLimit};
pub use graph::{Graph, NodeWriter, Stamp};
pub use ham::{Decision, Outcome, decide};
pub use load::{
    ContextPool, Document, Item, LoadContext, LoadError, Loaded, MAX_DEPTH, MissingLink, PoolCounts,
};
pub use memo::Memo;
pub use message::{Get, Incoming, Kind, Message, Meta, NodeBody, NodeUpdate, Update, Verdict};
pub use node::Node;
pub use number::{Number, State};
pub use peer::{Limits, Peer, Progress, Received};
pub use put::{Cursor, Failure, Put, Reason, Step};
pub use report::Report;
pub use select::{Lex, Select};
pub use sender::Sender;
pub use sink::{Discard, NodeSink, Sink};
pub use sorted::{SortedError, SortedUpdate};
pub use value::{Value, ValueRef};
