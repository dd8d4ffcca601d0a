//! One suite for all layouts: what holds for the map holds on each of them.

mod bounds;
mod drop_order;
mod layouts;
mod model;
mod semantics;
