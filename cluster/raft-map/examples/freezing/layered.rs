//! The design of the crate: one base, and layers of changes while it is frozen.

use raft_map::layered::{Frozen, Layered};

use crate::{Blob, Design};

#[derive(Default)]
pub(crate) struct OneBase(Layered);

impl Design for OneBase {
    type Frozen = Frozen;
    const NAME: &'static str = "layers";

    fn get(&self, key: &[u8]) -> Option<&[u8]> {
        self.0.get(key)
    }

    fn put(&mut self, key: Blob, value: Blob) {
        self.0.insert(key, value);
        // As many as the state machine settles for each command.
        self.0.settle(4);
    }

    fn freeze(&self) -> Frozen {
        self.0.freeze()
    }

    fn visit(frozen: &Frozen, visit: &mut dyn FnMut(&[u8], &[u8])) {
        frozen.iter().for_each(|(key, value)| visit(key, value));
    }

    fn is_settled(&self) -> bool {
        self.0.unsettled() == 0
    }
}
