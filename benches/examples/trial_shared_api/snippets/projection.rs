//! Rejected: the map stores what the layout's trait projects to, and the compiler assumes invariance.

pub trait Layout {
    type Tree<K, V>;
}

pub struct Rows;

impl Layout for Rows {
    type Tree<K, V> = Vec<(K, V)>;
}

pub struct Map<K, V, L: Layout = Rows>(L::Tree<K, V>);

pub fn shorten<'a>(map: Map<&'static str, u32>) -> Map<&'a str, u32> {
    map
}
