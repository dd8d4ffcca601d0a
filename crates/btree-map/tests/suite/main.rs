//! One suite for all layouts: what holds for the map holds on each of them.

mod bounds;
mod layouts;
mod model;
mod semantics;
