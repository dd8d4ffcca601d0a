//! What one struct takes: its fields, the padding between them, and the whole, all told by the compiler.
//!
//! Invariant: the fields and the padding add up to the whole.

use serde::Serialize;

/// One field of a struct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    #[serde(rename = "type")]
    pub(crate) of_type: &'static str,
    pub(crate) bytes: usize,
}

/// What kind of thing a struct is, in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Group {
    Handle,
    OptionalHandle,
    Arena,
    Reference,
    Node,
    Row,
    Slot,
    Block,
    /// What the maps are compared with. Not ours, so no gate guards it.
    Std,
}

impl Group {
    /// The heading in the report.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Group::Handle => "Handles of the maps",
            Group::OptionalHandle => "Option of a map",
            Group::Arena => "Arenas",
            Group::Reference => "Node references",
            Group::Node => "Nodes",
            Group::Row => "Rows of a node",
            Group::Slot => "Slots on the heap of an arena (as its own reserve asks for them)",
            Group::Block => {
                "Blocks of the slim layout on the heap, without entries and children (as the meter counts them)"
            }
            Group::Std => "std, for comparison",
        }
    }
}

/// A struct, field by field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct StructSize {
    pub(crate) group: Group,
    pub(crate) name: &'static str,
    pub(crate) bytes: usize,
    pub(crate) align: usize,
    pub(crate) fields: Vec<Field>,
    pub(crate) padding: usize,
}

impl StructSize {
    /// A struct of `bytes` bytes with these fields; what they do not fill is padding.
    ///
    /// # Panics
    ///
    /// If the fields take more than the whole: then one of them is not in this struct.
    pub(crate) fn new(
        group: Group,
        name: &'static str,
        (bytes, align): (usize, usize),
        fields: Vec<Field>,
    ) -> Self {
        let sum: usize = fields.iter().map(|field| field.bytes).sum();
        let Some(padding) = bytes.checked_sub(sum) else {
            panic!("the fields of {name} add up to {sum} bytes, but it takes {bytes}")
        };
        Self { group, name, bytes, align, fields, padding }
    }
}

/// `describe!(group, Whole { field: Type, .. })` asks the compiler for the size of everything named.
///
/// A field may be given as `name: "what it is" = bytes` where no type stands for it.
macro_rules! describe {
    ($group:expr, $whole:ty { $($fields:tt)* }) => {
        StructSize::new(
            $group,
            stringify!($whole),
            (size_of::<$whole>(), align_of::<$whole>()),
            describe!(@fields [] $($fields)*),
        )
    };
    (@fields [$($done:expr,)*]) => { vec![$($done),*] };
    (@fields [$($done:expr,)*] $name:ident: $what:literal = $bytes:expr $(, $($rest:tt)*)?) => {
        describe!(@fields [
            $($done,)* Field { name: stringify!($name), of_type: $what, bytes: $bytes },
        ] $($($rest)*)?)
    };
    (@fields [$($done:expr,)*] $name:ident: $type:ty $(, $($rest:tt)*)?) => {
        describe!(@fields [
            $($done,)* Field { name: stringify!($name), of_type: stringify!($type), bytes: size_of::<$type>() },
        ] $($($rest)*)?)
    };
}
pub(crate) use describe;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(dead_code, reason = "only its size matters")]
    fn fields_come_from_the_compiler_and_the_rest_is_padding() {
        struct Sample {
            wide: u64,
            narrow: u8,
        }
        let size = describe!(Group::Node, Sample { wide: u64, narrow: u8, tag: "hidden" = 0 });
        assert_eq!((size.name, size.bytes, size.align, size.padding), ("Sample", 16, 8, 7));
        let fields: Vec<_> = size.fields.iter().map(|f| (f.name, f.of_type, f.bytes)).collect();
        assert_eq!(fields, [("wide", "u64", 8), ("narrow", "u8", 1), ("tag", "hidden", 0)]);
    }

    #[test]
    #[should_panic(expected = "add up to 16 bytes, but it takes 8")]
    fn a_field_too_many_is_refused() {
        describe!(Group::Node, u64 { a: u64, b: u64 });
    }
}
