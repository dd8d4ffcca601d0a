//! Tests with daemons: each is a process of its own, on loopback.

mod api;
mod daemon;
mod delay;
mod equal;
mod hostile;
mod join;
mod kills;
mod oracle;
mod partition;
mod workload;
