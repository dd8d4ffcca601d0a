//! For comparison: freezing by a copy of the whole map.

use btree_map::BPlusTreeMap;

use crate::{Blob, Design};

#[derive(Default)]
pub(crate) struct Copied(BPlusTreeMap<Blob, Blob>);

impl Design for Copied {
    type Frozen = BPlusTreeMap<Blob, Blob>;
    const NAME: &'static str = "a copy";

    fn get(&self, key: &[u8]) -> Option<&[u8]> {
        self.0.get(key).map(|value| &**value)
    }

    fn put(&mut self, key: Blob, value: Blob) {
        self.0.insert(key, value);
    }

    fn freeze(&self) -> Self::Frozen {
        self.0.clone()
    }

    fn visit(frozen: &Self::Frozen, visit: &mut dyn FnMut(&[u8], &[u8])) {
        frozen.iter().for_each(|(key, value)| visit(key, value));
    }

    fn is_settled(&self) -> bool {
        true
    }
}
