//! The maps under measurement and the shapes of their entries, by name: where names become types.
//!
//! Another layout is one more variant of [`Subject`] and one more line in [`Subject::grow`].

use super::measure::{Sample, curve};
use super::order::Order;
use btree_map::{BaselineMap, InlineMap, PackedMap, PooledMap, SlimMap};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use testbed::{Blobs, Ints, Shape, Texts, Words};

/// A map under measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum Subject {
    #[serde(rename = "BTreeMap")]
    Std,
    #[serde(rename = "baseline")]
    Baseline,
    #[serde(rename = "packed")]
    Packed,
    #[serde(rename = "inline")]
    Inline,
    #[serde(rename = "pooled")]
    Pooled,
    #[serde(rename = "slim")]
    Slim,
}

impl Subject {
    /// The phases of the memory plan, one after the other.
    pub(crate) const PHASES: [Subject; 4] =
        [Subject::Baseline, Subject::Packed, Subject::Inline, Subject::Pooled];

    /// Our layouts: the phases, and the one beyond the plan.
    pub(crate) const LAYOUTS: [Subject; 5] =
        [Subject::Baseline, Subject::Packed, Subject::Inline, Subject::Pooled, Subject::Slim];

    /// `BTreeMap` and our layouts.
    pub(crate) const ALL: [Subject; 6] =
        [Subject::Std, Subject::Baseline, Subject::Packed, Subject::Inline, Subject::Pooled, Subject::Slim];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Subject::Std => "BTreeMap",
            Subject::Baseline => "baseline",
            Subject::Packed => "packed",
            Subject::Inline => "inline",
            Subject::Pooled => "pooled",
            Subject::Slim => "slim",
        }
    }

    fn grow<S: Shape>(self, order: Order, sizes: &[usize]) -> Vec<Sample> {
        match self {
            Subject::Std => curve::<S, BTreeMap<S::Key, S::Value>>(order, sizes),
            Subject::Baseline => curve::<S, BaselineMap<S::Key, S::Value>>(order, sizes),
            Subject::Packed => curve::<S, PackedMap<S::Key, S::Value>>(order, sizes),
            Subject::Inline => curve::<S, InlineMap<S::Key, S::Value>>(order, sizes),
            Subject::Pooled => curve::<S, PooledMap<S::Key, S::Value>>(order, sizes),
            Subject::Slim => curve::<S, SlimMap<S::Key, S::Value>>(order, sizes),
        }
    }
}

/// A shape by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum ShapeName {
    #[serde(rename = "<i32,i32>")]
    Ints,
    #[serde(rename = "<u64,u64>")]
    Words,
    #[serde(rename = "<String,u64>")]
    Texts,
    #[serde(rename = "<u64,[u8;64]>")]
    Wide,
}

impl ShapeName {
    pub(crate) const ALL: [ShapeName; 4] =
        [ShapeName::Ints, ShapeName::Words, ShapeName::Texts, ShapeName::Wide];

    pub(crate) fn name(self) -> &'static str {
        match self {
            ShapeName::Ints => "<i32,i32>",
            ShapeName::Words => "<u64,u64>",
            ShapeName::Texts => "<String,u64>",
            ShapeName::Wide => "<u64,[u8;64]>",
        }
    }

    /// Bytes of a key and a value, without what they own on the heap themselves.
    pub(crate) fn payload(self) -> usize {
        fn of<S: Shape>() -> usize {
            size_of::<S::Key>() + size_of::<S::Value>()
        }
        match self {
            ShapeName::Ints => of::<Ints>(),
            ShapeName::Words => of::<Words>(),
            ShapeName::Texts => of::<Texts>(),
            ShapeName::Wide => of::<Blobs>(),
        }
    }

    /// Measures one map at every size; `sizes` ascend.
    pub(crate) fn curve(self, map: Subject, order: Order, sizes: &[usize]) -> Vec<Sample> {
        match self {
            ShapeName::Ints => map.grow::<Ints>(order, sizes),
            ShapeName::Words => map.grow::<Words>(order, sizes),
            ShapeName::Texts => map.grow::<Texts>(order, sizes),
            ShapeName::Wide => map.grow::<Blobs>(order, sizes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_layouts() {
        assert_eq!(BaselineMap::<u8, u8>::with_layout().layout_name(), Subject::Baseline.name());
        assert_eq!(PackedMap::<u8, u8>::with_layout().layout_name(), Subject::Packed.name());
        assert_eq!(InlineMap::<u8, u8>::with_layout().layout_name(), Subject::Inline.name());
        assert_eq!(PooledMap::<u8, u8>::with_layout().layout_name(), Subject::Pooled.name());
        assert_eq!(SlimMap::<u8, u8>::with_layout().layout_name(), Subject::Slim.name());
        assert_eq!(Subject::ALL[1..], Subject::LAYOUTS);
        assert_eq!(Subject::LAYOUTS[..4], Subject::PHASES);
    }

    #[test]
    fn payloads_are_those_of_the_types() {
        assert_eq!(ShapeName::ALL.map(ShapeName::payload), [8, 16, size_of::<String>() + 8, 72]);
    }

    #[test]
    fn json_names_are_the_names() {
        for map in Subject::ALL {
            assert_eq!(serde_json::to_value(map).unwrap(), map.name());
        }
        for shape in ShapeName::ALL {
            assert_eq!(serde_json::to_value(shape).unwrap(), shape.name());
        }
        for order in Order::ALL {
            assert_eq!(serde_json::to_value(order).unwrap(), order.name());
        }
    }
}
