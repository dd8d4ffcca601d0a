//! The other design: three levels of maps behind `Arc`s. A write copies what is shared on its way down.
//!
//! The key of a chunk or a shard is a lower bound of its keys. The first bound is the empty key.

use std::ops::Bound;
use std::sync::Arc;

use btree_map::BPlusTreeMap;

use crate::{Blob, Design};

/// Entries of a shard, and shards of a chunk, before they are split.
const SHARD: usize = 256;
const CHUNK: usize = 128;

type Shard = BPlusTreeMap<Blob, Blob>;
type Chunk = BPlusTreeMap<Blob, Arc<Shard>>;
type Root = BPlusTreeMap<Blob, Arc<Chunk>>;

pub(crate) struct Sharded(Arc<Root>);

impl Default for Sharded {
    fn default() -> Self {
        let chunk = Chunk::from([(Blob::default(), Arc::default())]);
        Self(Arc::new(Root::from([(Blob::default(), Arc::new(chunk))])))
    }
}

fn below<'a, V>(map: &'a BPlusTreeMap<Blob, V>, key: &[u8]) -> Option<&'a V> {
    map.range::<[u8], _>((Bound::Unbounded, Bound::Included(key))).next_back().map(|(_, value)| value)
}

fn below_mut<'a, V>(map: &'a mut BPlusTreeMap<Blob, V>, key: &[u8]) -> &'a mut V {
    let found = map.range_mut::<[u8], _>((Bound::Unbounded, Bound::Included(key))).next_back();
    found.expect("the empty key is a bound").1
}

/// Moves the upper half of a map to a new one. Returns it and its first key.
fn split<V>(map: &mut BPlusTreeMap<Blob, V>) -> (Blob, BPlusTreeMap<Blob, V>) {
    let middle = map.keys().nth(map.len() / 2).expect("a map of several entries").clone();
    let upper = map.split_off(&*middle);
    (middle, upper)
}

impl Design for Sharded {
    type Frozen = Arc<Root>;
    const NAME: &'static str = "shards";

    fn get(&self, key: &[u8]) -> Option<&[u8]> {
        below(below(&self.0, key)?, key)?.get(key).map(|value| &**value)
    }

    fn put(&mut self, key: Blob, value: Blob) {
        let root = Arc::make_mut(&mut self.0);
        let chunk = Arc::make_mut(below_mut(root, &key));
        let shard = Arc::make_mut(below_mut(chunk, &key));
        shard.insert(key, value);
        if shard.len() > SHARD {
            let (bound, upper) = split(shard);
            chunk.insert(bound, Arc::new(upper));
            if chunk.len() > CHUNK {
                let (bound, upper) = split(chunk);
                root.insert(bound, Arc::new(upper));
            }
        }
    }

    fn freeze(&self) -> Arc<Root> {
        self.0.clone()
    }

    fn visit(frozen: &Arc<Root>, visit: &mut dyn FnMut(&[u8], &[u8])) {
        for chunk in frozen.values() {
            for shard in chunk.values() {
                shard.iter().for_each(|(key, value)| visit(key, value));
            }
        }
    }

    fn is_settled(&self) -> bool {
        true
    }
}
