//! Case 37: whatever a map, a set or a multimap hands out may be held across `.await` in a future that must be `Send`.
//!
//! Nothing runs here: a future that is not `Send` does not compile. Where a type has a bound that the compiler must prove for
//! every lifetime, it says "implementation is not general enough".

use btree_map::multimap::ValueList;
use btree_map::{
    BPlusTreeMap, BPlusTreeMultiMap, BPlusTreeSet, BaselineMap, DefaultLayout, InlineMap, PackedMap,
    PageToken, PooledMap, SlimMap,
};
use std::borrow::Cow;
use std::ops::Bound::Unbounded;

fn require_send<T: Send>(_: T) {}

/// A future that is never polled.
async fn pause() {}

/// A future for each line, which holds what is made of an empty collection across an `.await`, by value and by reference.
macro_rules! held {
    ($($collection:ty => |$name:ident| $value:expr;)*) => {$(
        require_send(async {
            #[allow(unused_mut)]
            let mut $name = <$collection>::default_in_layout();
            let mut held = $value;
            pause().await;
            let by_reference = &mut held;
            pause().await;
            _ = std::hint::black_box(by_reference);
            _ = std::hint::black_box(held);
        });
    )*};
}

type Call = Box<dyn Fn() + Send>;
type Shared = Box<dyn Fn() + Send + Sync>;

/// One name for making a collection in any layout.
trait InLayout: Sized {
    fn default_in_layout() -> Self;
}

impl<K, V, T: DefaultLayout<K, V>> InLayout for BPlusTreeMap<K, V, T> {
    fn default_in_layout() -> Self {
        Self::with_layout()
    }
}

impl<T> InLayout for BPlusTreeSet<T> {
    fn default_in_layout() -> Self {
        Self::new()
    }
}

impl<K, V> InLayout for BPlusTreeMultiMap<K, V> {
    fn default_in_layout() -> Self {
        Self::new()
    }
}

macro_rules! maps {
    ($($test:ident: $map:ident;)*) => {$(
        #[test]
        fn $test() {
            fn with<'a>(name: &'a str, other: &'a u32) {
                held! {
                    $map<&'a str, &'a u32> => |map| map;
                    $map<&'static str, Call> => |map| map.into_iter();
                    $map<&'a str, &'a u32> => |map| map.into_iter();
                    $map<&'static str, Call> => |map| map.into_keys();
                    $map<Cow<'static, str>, Call> => |map| map.into_values();
                    $map<&'a str, Shared> => |map| map.iter();
                    $map<&'a str, Shared> => |map| map.keys();
                    $map<&'a str, Shared> => |map| map.values();
                    $map<&'a str, Call> => |map| map.iter_mut();
                    $map<&'a str, Call> => |map| map.values_mut();
                    $map<&'a str, Shared> => |map| map.range(name..);
                    $map<&'a str, Call> => |map| map.range_mut(name..);
                    $map<&'a str, Call> => |map| map.extract_if(.., |_, _| true);
                    $map<&'a str, Call> => |map| map.drain_range(name..);
                    $map<&'a str, Call> => |map| map.entry(name);
                    $map<&'a str, Call> => |map| map.first_entry();
                    $map<&'a str, Shared> => |map| map.lower_bound(Unbounded::<&&str>);
                    $map<&'a str, Call> => |map| map.lower_bound_mut(Unbounded::<&&str>);
                    $map<&'a str, Call> => |map| map.last_entry();
                    $map<&'a str, Call> => |map| map.lower_bound_mut(Unbounded::<&&str>).with_mutable_key();
                    $map<&'a str, Shared> => |map| map.page(name.., PageToken::START, 1);
                    $map<&'a str, &'a u32> => |map| map.try_insert(name, other).map(|_| ());
                }
                require_send(async {
                    for (name, call) in <$map<&'static str, Call>>::default_in_layout() {
                        pause().await;
                        _ = std::hint::black_box((name, call));
                    }
                });
                require_send(async {
                    for (name, call) in &<$map<&'static str, Shared>>::default_in_layout() {
                        pause().await;
                        call();
                        let _ = name;
                    }
                });
            }
            with("", &0);
        }
    )*};
}

maps! {
    slim: SlimMap;
    baseline: BaselineMap;
    packed: PackedMap;
    inline: InlineMap;
    pooled: PooledMap;
}

#[test]
fn sets() {
    fn with<'a>(name: &'a str) {
        let other = BPlusTreeSet::<&'a str>::new();
        held! {
            BPlusTreeSet<Cow<'static, str>> => |set| set.into_iter();
            BPlusTreeSet<&'static str> => |set| set.into_iter();
            BPlusTreeSet<&'a str> => |set| set.into_iter();
            BPlusTreeSet<&'a str> => |set| set.iter();
            BPlusTreeSet<&'a str> => |set| set.range(name..);
            BPlusTreeSet<&'a str> => |set| set.extract_if(.., |_| true);
            BPlusTreeSet<&'a str> => |set| set.difference(&other);
            BPlusTreeSet<&'a str> => |set| set.intersection(&other);
            BPlusTreeSet<&'a str> => |set| set.symmetric_difference(&other);
            BPlusTreeSet<&'a str> => |set| set.union(&other);
            BPlusTreeSet<&'a str> => |set| set.lower_bound(Unbounded::<&&str>);
            BPlusTreeSet<&'a str> => |set| set.lower_bound_mut(Unbounded::<&&str>);
            BPlusTreeSet<&'a str> => |set| set.lower_bound_mut(Unbounded::<&&str>).with_mutable_key();
            BPlusTreeSet<&'a str> => |set| set.entry(name);
            BPlusTreeSet<&'a str> => |set| set.drain_range(name..);
            BPlusTreeSet<&'a str> => |set| set.page(name.., PageToken::START, 1);
        }
        require_send(async {
            for name in BPlusTreeSet::<Cow<'static, str>>::new() {
                pause().await;
                _ = std::hint::black_box(name);
            }
        });
    }
    with("");
}

#[test]
fn multimaps() {
    fn with<'a>(name: &'a str) {
        held! {
            BPlusTreeMultiMap<&'static str, Call> => |map| map.into_iter();
            BPlusTreeMultiMap<&'static str, Call> => |map| map.into_lists();
            BPlusTreeMultiMap<&'a str, Shared> => |map| map.iter();
            BPlusTreeMultiMap<&'a str, Call> => |map| map.iter_mut();
            BPlusTreeMultiMap<&'a str, Shared> => |map| map.lists();
            BPlusTreeMultiMap<&'a str, Shared> => |map| map.range(name..);
            BPlusTreeMultiMap<&'a str, Shared> => |map| map.keys();
            BPlusTreeMultiMap<&'a str, Shared> => |map| map.page(name.., PageToken::START, 1);
            BPlusTreeMultiMap<&'a str, Call> => |map| map.entry(name);
            BPlusTreeMultiMap<&'a str, Call> => |map| map.remove_all(name).map(ValueList::into_iter);
        }
    }
    with("");
}
