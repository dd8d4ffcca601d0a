//! What must not compile: examples that a doctest asks the compiler to refuse. Nothing here is in the built crate.

/// Iterators, ranges, pages and cursors do not outlive what they walk.
///
/// ```compile_fail,E0597
/// let walk = {
///     let map = btree_map::BPlusTreeMap::from([(1, 'a')]);
///     map.iter()
/// };
/// assert_eq!(walk.count(), 1);
/// ```
///
/// ```compile_fail,E0505
/// let map = btree_map::BPlusTreeMap::from([(1, 'a')]);
/// let range = map.range(1..);
/// drop(map);
/// assert_eq!(range.count(), 1);
/// ```
///
/// ```compile_fail,E0502
/// use btree_map::{BPlusTreeMap, PageToken};
///
/// let mut map = BPlusTreeMap::from([(1, 'a')]);
/// let page = map.page(.., PageToken::START, 9);
/// map.clear();
/// assert_eq!(page.count(), 1);
/// ```
///
/// ```compile_fail,E0499
/// use std::ops::Bound::Unbounded;
///
/// let mut map = btree_map::BPlusTreeMap::from([(1, 'a')]);
/// let mut cursor = map.lower_bound_mut::<i32>(Unbounded);
/// let other = map.entry(2);
/// cursor.remove_next();
/// drop(other);
/// ```
///
/// ```compile_fail,E0505
/// let set = btree_map::BPlusTreeSet::from([1]);
/// let union = set.union(&set);
/// drop(set);
/// assert_eq!(union.count(), 1);
/// ```
///
/// ```compile_fail,E0502
/// let mut lists = btree_map::BPlusTreeMultiMap::from([(1, 'a')]);
/// let values = lists.get(&1);
/// lists.insert(1, 'b');
/// assert_eq!(values, ['a']);
/// ```
struct OutlivingTheMap;

/// What a cursor lends is given back before it moves: two of these would write the same value.
///
/// ```compile_fail,E0499
/// use std::ops::Bound::Unbounded;
///
/// let mut map = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b')]);
/// let mut cursor = map.lower_bound_mut::<i32>(Unbounded);
/// let (_, first) = cursor.peek_next().unwrap();
/// let (_, again) = cursor.next().unwrap();
/// std::mem::swap(first, again);
/// ```
struct LentTwice;

/// What is not `Send` or `Sync` starts no thread, whatever carries it.
///
/// ```compile_fail,E0277
/// use std::rc::Rc;
///
/// let map = btree_map::BPlusTreeMap::from([(1, Rc::new(1))]);
/// std::thread::spawn(move || map.len());
/// ```
///
/// ```compile_fail,E0277
/// use std::cell::Cell;
///
/// let map = btree_map::BPlusTreeMap::from([(1, Cell::new(1))]);
/// std::thread::scope(|scope| _ = scope.spawn(|| map.iter().count()));
/// ```
///
/// ```compile_fail,E0277
/// use std::{ops::Bound::Unbounded, rc::Rc};
///
/// let mut set = btree_map::BPlusTreeSet::from([Rc::new(1)]);
/// let mut cursor = set.lower_bound_mut::<Rc<i32>>(Unbounded);
/// std::thread::scope(|scope| _ = scope.spawn(move || cursor.remove_next()));
/// ```
struct NotForThreads;

/// A value whose own drop looks at what it borrows must not outlive that, in any layout, as in std's map.
///
/// ```compile_fail,E0597
/// # struct Reader<'a>(&'a String);
/// # impl Drop for Reader<'_> {
/// #     fn drop(&mut self) {
/// #         println!("{}", self.0);
/// #     }
/// # }
/// let mut map = btree_map::SlimMap::with_layout();
/// let text = String::from("dropped before the map");
/// map.insert(1, Reader(&text));
/// ```
///
/// ```compile_fail,E0597
/// # struct Reader<'a>(&'a String);
/// # impl Drop for Reader<'_> {
/// #     fn drop(&mut self) {
/// #         println!("{}", self.0);
/// #     }
/// # }
/// let mut map = btree_map::BaselineMap::with_layout();
/// let text = String::from("dropped before the map");
/// map.insert(1, Reader(&text));
/// ```
///
/// ```compile_fail,E0597
/// # struct Reader<'a>(&'a String);
/// # impl Drop for Reader<'_> {
/// #     fn drop(&mut self) {
/// #         println!("{}", self.0);
/// #     }
/// # }
/// let mut map = btree_map::PackedMap::with_layout();
/// let text = String::from("dropped before the map");
/// map.insert(1, Reader(&text));
/// ```
///
/// ```compile_fail,E0597
/// # struct Reader<'a>(&'a String);
/// # impl Drop for Reader<'_> {
/// #     fn drop(&mut self) {
/// #         println!("{}", self.0);
/// #     }
/// # }
/// let mut map = btree_map::InlineMap::with_layout();
/// let text = String::from("dropped before the map");
/// map.insert(1, Reader(&text));
/// ```
///
/// ```compile_fail,E0597
/// # struct Reader<'a>(&'a String);
/// # impl Drop for Reader<'_> {
/// #     fn drop(&mut self) {
/// #         println!("{}", self.0);
/// #     }
/// # }
/// let mut map = btree_map::PooledMap::with_layout();
/// let text = String::from("dropped before the map");
/// map.insert(1, Reader(&text));
/// ```
///
/// ```compile_fail,E0597
/// # struct Reader<'a>(&'a String);
/// # impl Drop for Reader<'_> {
/// #     fn drop(&mut self) {
/// #         println!("{}", self.0);
/// #     }
/// # }
/// let mut lists = btree_map::BPlusTreeMultiMap::new();
/// let text = String::from("dropped before the multimap");
/// lists.insert(1, Reader(&text));
/// ```
struct DeadBorrows;
