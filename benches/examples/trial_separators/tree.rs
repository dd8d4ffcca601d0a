//! A minimal B+ tree, generic over the mode of its separators and over its fanout.
//!
//! Invariants: keys ascend; a node that is not the root is at least half full; rows have their full capacity from
//! the start. With moved separators a leaf that is not the leftmost has one key less than values, its first key
//! being the nearest separator left of it: its **head**. The code is the same for both modes but for
//! [`Mode`] and the places that ask for `M::MOVED`, a constant. The public operations are never inlined, or the
//! optimiser's whims about that would outweigh what is to be measured.

use crate::mode::Mode;
use std::marker::PhantomData;
use std::mem::{replace, take};
use std::slice;

pub(crate) struct Tree<K, V, M, const FANOUT: usize> {
    root: Node<K, V>,
    mode: PhantomData<M>,
}

enum Node<K, V> {
    Leaf(Leaf<K, V>),
    Branch(Branch<K, V>),
}

struct Leaf<K, V> {
    keys: Vec<K>,
    values: Vec<V>,
}

struct Branch<K, V> {
    separators: Vec<K>,
    children: Vec<Node<K, V>>,
}

impl<K, V> Leaf<K, V> {
    fn new(fanout: usize, head: usize) -> Self {
        Leaf { keys: Vec::with_capacity(fanout - head), values: Vec::with_capacity(fanout) }
    }
}

impl<K: Ord, V> Leaf<K, V> {
    /// The slot of `key`, or the one where it belongs.
    #[inline]
    fn find(&self, key: &K, head: Option<&K>) -> Result<usize, usize> {
        let rank = self.keys.partition_point(|other| other < key);
        let before = usize::from(head.is_some());
        if self.keys.get(rank).is_some_and(|other| other == key) {
            return Ok(rank + before);
        }
        // The price of moved separators: a compare more where nothing in the row is smaller.
        if rank == 0 && head.is_some_and(|head| head == key) {
            return Ok(0);
        }
        Err(rank + before)
    }
}

impl<K, V> Node<K, V> {
    fn len(&self) -> usize {
        match self {
            Node::Leaf(leaf) => leaf.values.len(),
            Node::Branch(branch) => branch.children.len(),
        }
    }

    fn heap_bytes(&self, of_key: &impl Fn(&K) -> usize) -> usize {
        let row = |keys: &Vec<K>| keys.capacity() * size_of::<K>() + keys.iter().map(of_key).sum::<usize>();
        match self {
            Node::Leaf(leaf) => row(&leaf.keys) + leaf.values.capacity() * size_of::<V>(),
            Node::Branch(branch) => {
                let children: usize = branch.children.iter().map(|child| child.heap_bytes(of_key)).sum();
                row(&branch.separators) + branch.children.capacity() * size_of::<Self>() + children
            }
        }
    }
}

impl<K: Ord, V, M: Mode<K>, const FANOUT: usize> Tree<K, V, M, FANOUT> {
    pub(crate) fn new() -> Self {
        Tree { root: Node::Leaf(Leaf::new(FANOUT, 0)), mode: PhantomData }
    }

    /// Bytes requested for nodes and, as `of_key` tells, held by keys and by copies of keys.
    pub(crate) fn heap_bytes(&self, of_key: impl Fn(&K) -> usize) -> usize {
        self.root.heap_bytes(&of_key)
    }

    #[inline(never)]
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        let (mut node, mut head) = (&self.root, None);
        loop {
            match node {
                Node::Branch(branch) => {
                    let child = branch.separators.partition_point(|separator| separator <= key);
                    if M::MOVED && child > 0 {
                        head = Some(&branch.separators[child - 1]);
                    }
                    node = &branch.children[child];
                }
                Node::Leaf(leaf) => return leaf.find(key, head).ok().map(|slot| &leaf.values[slot]),
            }
        }
    }

    /// As [`get`](Self::get), but each branch is asked whether it has the key: with moved separators that ends the
    /// search, so nothing need be carried down; with copied ones it tells the child.
    #[inline(never)]
    pub(crate) fn get_asking_branches(&self, key: &K) -> Option<&V> {
        let mut node = &self.root;
        loop {
            match node {
                Node::Branch(branch) => match branch.separators.binary_search(key) {
                    Err(child) => node = &branch.children[child],
                    Ok(separator) if !M::MOVED => node = &branch.children[separator + 1],
                    Ok(separator) => {
                        node = &branch.children[separator + 1];
                        while let Node::Branch(below) = node {
                            node = &below.children[0];
                        }
                        let Node::Leaf(leaf) = node else { unreachable!("the loop ends at a leaf") };
                        return leaf.values.first();
                    }
                },
                Node::Leaf(leaf) => {
                    let head = leaf.values.len() - leaf.keys.len();
                    return leaf.keys.binary_search(key).ok().map(|slot| &leaf.values[slot + head]);
                }
            }
        }
    }

    #[inline(never)]
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        match Self::insert_below(&mut self.root, key, value, None) {
            Inserted::Replaced(old) => return Some(old),
            Inserted::Fitted => {}
            Inserted::Split(separator, right) => {
                let mut root = Branch {
                    separators: Vec::with_capacity(FANOUT - 1),
                    children: Vec::with_capacity(FANOUT),
                };
                let left = replace(&mut self.root, Node::Leaf(Leaf { keys: vec![], values: vec![] }));
                root.separators.push(separator);
                root.children.extend([left, right]);
                self.root = Node::Branch(root);
            }
        }
        None
    }

    fn insert_below(node: &mut Node<K, V>, key: K, value: V, head: Option<&K>) -> Inserted<K, V> {
        match node {
            Node::Leaf(leaf) => match leaf.find(&key, head) {
                Ok(slot) => Inserted::Replaced(replace(&mut leaf.values[slot], value)),
                Err(slot) => Self::insert_at(leaf, slot, usize::from(head.is_some()), key, value),
            },
            Node::Branch(branch) => {
                let child = branch.separators.partition_point(|separator| *separator <= key);
                let head = if M::MOVED && child > 0 { Some(&branch.separators[child - 1]) } else { head };
                match Self::insert_below(&mut branch.children[child], key, value, head) {
                    Inserted::Split(separator, right) => Self::adopt(branch, child, separator, right),
                    done => done,
                }
            }
        }
    }

    fn insert_at(leaf: &mut Leaf<K, V>, slot: usize, head: usize, key: K, value: V) -> Inserted<K, V> {
        if leaf.values.len() < FANOUT {
            leaf.keys.insert(slot - head, key);
            leaf.values.insert(slot, value);
            return Inserted::Fitted;
        }
        let middle = FANOUT / 2;
        let right_head = usize::from(M::MOVED);
        let mut right = Leaf::new(FANOUT, right_head);
        right.values.extend(leaf.values.drain(middle..));
        let separator = M::split(&mut leaf.keys, &mut right.keys, middle - head);
        if slot <= middle {
            leaf.keys.insert(slot - head, key);
            leaf.values.insert(slot, value);
        } else {
            right.keys.insert(slot - middle - right_head, key);
            right.values.insert(slot - middle, value);
        }
        Inserted::Split(separator, Node::Leaf(right))
    }

    fn adopt(branch: &mut Branch<K, V>, at: usize, separator: K, right: Node<K, V>) -> Inserted<K, V> {
        if branch.children.len() < FANOUT {
            branch.separators.insert(at, separator);
            branch.children.insert(at + 1, right);
            return Inserted::Fitted;
        }
        let middle = FANOUT / 2;
        let mut sibling =
            Branch { separators: Vec::with_capacity(FANOUT - 1), children: Vec::with_capacity(FANOUT) };
        sibling.children.extend(branch.children.drain(middle..));
        sibling.separators.extend(branch.separators.drain(middle..));
        let between = branch.separators.pop().expect("a full branch has separators");
        let (into, at) = if at < middle { (branch, at) } else { (&mut sibling, at - middle) };
        into.separators.insert(at, separator);
        into.children.insert(at + 1, right);
        Inserted::Split(between, Node::Branch(sibling))
    }

    #[inline(never)]
    pub(crate) fn remove(&mut self, key: &K) -> Option<(K, V)> {
        let removed = Self::remove_below(&mut self.root, key, None);
        if let Node::Branch(branch) = &mut self.root
            && branch.children.len() == 1
        {
            self.root = branch.children.pop().expect("its length was just seen");
        }
        removed
    }

    fn remove_below(node: &mut Node<K, V>, key: &K, head: Option<&mut K>) -> Option<(K, V)> {
        match node {
            Node::Leaf(leaf) => {
                let slot = leaf.find(key, head.as_deref()).ok()?;
                let value = leaf.values.remove(slot);
                Some(match head {
                    None => (leaf.keys.remove(slot), value),
                    Some(_) if slot > 0 => (leaf.keys.remove(slot - 1), value),
                    // The head leaves its ancestor; the leaf, at least half full, has the next one.
                    Some(head) => (replace(head, leaf.keys.remove(0)), value),
                })
            }
            Node::Branch(branch) => {
                let child = branch.separators.partition_point(|separator| separator <= key);
                let head = if M::MOVED && child > 0 { Some(&mut branch.separators[child - 1]) } else { head };
                let removed = Self::remove_below(&mut branch.children[child], key, head);
                if branch.children[child].len() < FANOUT / 2 {
                    Self::refill(branch, child);
                }
                removed
            }
        }
    }

    /// Brings child `at` back to half full: merged with a neighbour, or with an entry lent by it.
    fn refill(branch: &mut Branch<K, V>, at: usize) {
        let gap = at.saturating_sub(1);
        let (before, after) = branch.children.split_at_mut(gap + 1);
        let (left, right) = (&mut before[gap], &mut after[0]);
        if left.len() + right.len() <= FANOUT {
            let separator = branch.separators.remove(gap);
            match (left, right) {
                (Node::Leaf(left), Node::Leaf(right)) => {
                    M::merge(&mut left.keys, separator, &mut right.keys);
                    left.values.append(&mut right.values);
                }
                (Node::Branch(left), Node::Branch(right)) => {
                    left.separators.push(separator);
                    left.separators.append(&mut right.separators);
                    left.children.append(&mut right.children);
                }
                _ => unreachable!("all leaves are at the same depth"),
            }
            branch.children.remove(gap + 1);
            return;
        }
        let separator = &mut branch.separators[gap];
        let to_right = left.len() > right.len();
        match (left, right) {
            (Node::Leaf(left), Node::Leaf(right)) if to_right => {
                M::lend_right(&mut left.keys, separator, &mut right.keys);
                right.values.insert(0, left.values.pop().expect("a lender has entries"));
            }
            (Node::Leaf(left), Node::Leaf(right)) => {
                M::lend_left(&mut left.keys, separator, &mut right.keys);
                left.values.push(right.values.remove(0));
            }
            (Node::Branch(left), Node::Branch(right)) if to_right => {
                let key = left.separators.pop().expect("a lender has separators");
                right.separators.insert(0, replace(separator, key));
                right.children.insert(0, left.children.pop().expect("a lender has children"));
            }
            (Node::Branch(left), Node::Branch(right)) => {
                left.separators.push(replace(separator, right.separators.remove(0)));
                left.children.push(right.children.remove(0));
            }
            _ => unreachable!("all leaves are at the same depth"),
        }
    }

    pub(crate) fn iter(&self) -> Iter<'_, K, V> {
        let mut iter = Iter { path: vec![], head: None, keys: [].iter(), values: [].iter(), moved: M::MOVED };
        iter.enter(&self.root, None);
        iter
    }
}

/// What became of an insertion below a node.
enum Inserted<K, V> {
    Replaced(V),
    Fitted,
    Split(K, Node<K, V>),
}

/// The entries, ascending. Goes from leaf to leaf through the branches in both modes.
pub(crate) struct Iter<'a, K, V> {
    path: Vec<(&'a Branch<K, V>, usize)>,
    head: Option<&'a K>,
    keys: slice::Iter<'a, K>,
    values: slice::Iter<'a, V>,
    moved: bool,
}

impl<'a, K, V> Iter<'a, K, V> {
    /// Goes down to the leftmost leaf below `node`, right of `separator`.
    fn enter(&mut self, mut node: &'a Node<K, V>, separator: Option<&'a K>) {
        while let Node::Branch(branch) = node {
            self.path.push((branch, 0));
            node = &branch.children[0];
        }
        let Node::Leaf(leaf) = node else { unreachable!("the loop ends at a leaf") };
        self.keys = leaf.keys.iter();
        self.values = leaf.values.iter();
        self.head = separator.filter(|_| self.moved);
    }

    #[inline(never)]
    fn next_leaf(&mut self) -> Option<(&'a K, &'a V)> {
        if let Some((branch, child)) = self.path.pop() {
            let Some(separator) = branch.separators.get(child) else { return self.next_leaf() };
            self.path.push((branch, child + 1));
            self.enter(&branch.children[child + 1], Some(separator));
        }
        let key = take(&mut self.head).or_else(|| self.keys.next())?;
        Some((key, self.values.next()?))
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self.keys.next() {
            Some(key) => Some((key, self.values.next()?)),
            None => self.next_leaf(),
        }
    }
}
