//! A relay between nodes.
