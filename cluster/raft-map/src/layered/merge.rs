//! The entries of a base and its layers, merged in order of keys.

use std::sync::Arc;

use btree_map::Range;

use super::{Base, Bounds, Layer};
use crate::command::Blob;

/// An iterator over keys and values, in order of keys.
///
/// 1. Each source has its next entry ready.
/// 2. The smallest key is next. If several sources have it, the newest one decides, and all of them advance.
/// 3. A tombstone is skipped.
#[derive(Debug)]
pub struct Entries<'a> {
    base: Option<Range<'a, Blob, Blob>>,
    base_next: Option<(&'a Blob, &'a Blob)>,
    /// Newest first.
    layers: Vec<LayerSource<'a>>,
}

#[derive(Debug)]
struct LayerSource<'a> {
    rest: Range<'a, Blob, Option<Blob>>,
    next: Option<(&'a Blob, &'a Option<Blob>)>,
}

impl<'a> Entries<'a> {
    pub(super) fn new(base: &'a Base, layers: &'a [Arc<Layer>], bounds: Option<Bounds<'_>>) -> Self {
        let Some(bounds) = bounds else {
            return Self { base: None, base_next: None, layers: Vec::new() };
        };
        let mut base = base.range::<[u8], _>(bounds);
        let base_next = base.next();
        let layers = layers.iter().rev().map(|layer| {
            let mut rest = layer.range::<[u8], _>(bounds);
            let next = rest.next();
            LayerSource { rest, next }
        });
        Self { base: Some(base), base_next, layers: layers.collect() }
    }

    fn take_base(&mut self) -> Option<(&'a Blob, &'a Blob)> {
        let taken = self.base_next;
        self.base_next = self.base.as_mut().and_then(Iterator::next);
        taken
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let least = self.layers.iter().filter_map(|layer| layer.next.map(|(key, _)| key)).min();
            let least = match (least, self.base_next) {
                (None, _) => return self.take_base().map(|(key, value)| (&**key, &**value)),
                (Some(key), Some((base, _))) if base < key => {
                    return self.take_base().map(|(key, value)| (&**key, &**value));
                }
                (Some(key), _) => key,
            };
            if self.base_next.is_some_and(|(key, _)| key == least) {
                self.take_base();
            }
            let mut newest: Option<&'a Option<Blob>> = None;
            for layer in &mut self.layers {
                if let Some((key, change)) = layer.next
                    && key == least
                {
                    newest = newest.or(Some(change));
                    layer.next = layer.rest.next();
                }
            }
            if let Some(Some(value)) = newest {
                return Some((&**least, &**value));
            }
        }
    }
}
