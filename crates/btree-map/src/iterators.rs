//! Methods that the iterators of the map and of the set have in common.

/// `last`, `min` and `max` of an iterator whose items ascend: one item from an end.
macro_rules! methods_of_ascending_items {
    () => {
        #[inline]
        fn last(mut self) -> Option<Self::Item> {
            self.next_back()
        }

        #[inline]
        fn min(mut self) -> Option<Self::Item>
        where
            Self::Item: Ord,
        {
            self.next()
        }

        #[inline]
        fn max(mut self) -> Option<Self::Item>
        where
            Self::Item: Ord,
        {
            self.next_back()
        }
    };
}

/// The methods of `Iterator` for one with a field `walk` over entries.
macro_rules! methods_of_walk {
    () => {
        #[inline]
        fn next(&mut self) -> Option<Self::Item> {
            self.walk.next_entry()
        }

        methods_of_ascending_items!();

        #[inline]
        fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, f: F) -> B {
            self.walk.fold_entries(init, f)
        }
    };
}

/// The methods of `Iterator` for one with a field `walk` that knows how many entries are left.
macro_rules! methods_of_counted_walk {
    () => {
        methods_of_walk!();

        #[inline]
        fn size_hint(&self) -> (usize, Option<usize>) {
            let left = self.walk.remaining();
            (left, Some(left))
        }

        #[inline]
        fn count(self) -> usize {
            self.walk.remaining()
        }
    };
}

/// The methods of `DoubleEndedIterator` for one with a field `walk` over entries.
macro_rules! methods_of_walk_back {
    () => {
        #[inline]
        fn next_back(&mut self) -> Option<Self::Item> {
            self.walk.next_entry_back()
        }

        #[inline]
        fn rfold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, f: F) -> B {
            self.walk.rfold_entries(init, f)
        }
    };
}
