//! The kind of a column's values, as stored in the file.

use std::fmt;

/// The kind of a column's values. A reader must request the kind that the file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    /// The class of values.
    pub class: Class,
    /// The bytes of each value; 0 for values of varying length (and for the empty value).
    pub size: u32,
    /// A number that distinguishes a [`Plain`](crate::Plain) type from others of the same size.
    pub tag: u64,
}

/// The class of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Class {
    /// `()`: no bytes at all.
    Unit = 0,
    /// An unsigned integer, little-endian.
    Unsigned = 1,
    /// A signed integer in two's complement, little-endian.
    Signed = 2,
    /// An IEEE 754 number, little-endian.
    Float = 3,
    /// A byte that is 0 or 1.
    Bool = 4,
    /// A Unicode scalar value in four bytes, little-endian.
    Char = 5,
    /// UTF-8 of any length, ordered by its bytes.
    Text = 6,
    /// Bytes of any length.
    Bytes = 7,
    /// Bytes of a fixed length.
    Array = 8,
    /// A user type of a fixed length.
    Plain = 9,
}

impl Kind {
    pub(crate) const fn of(class: Class, size: usize) -> Self {
        Self::tagged(class, size, 0)
    }

    pub(crate) const fn tagged(class: Class, size: usize, tag: u64) -> Self {
        assert!(size <= 1 << 30, "a value of fixed size has at most a gibibyte");
        Kind { class, size: size as u32, tag }
    }

    /// The bytes of each value, `None` if they vary.
    pub(crate) const fn width(self) -> Option<usize> {
        match self.class {
            Class::Text | Class::Bytes => None,
            _ => Some(self.size as usize),
        }
    }
}

impl Class {
    pub(crate) fn from_code(code: u8) -> Option<Self> {
        use Class::*;
        [Unit, Unsigned, Signed, Float, Bool, Char, Text, Bytes, Array, Plain]
            .into_iter()
            .find(|class| *class as u8 == code)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = u64::from(self.size) * 8;
        match self.class {
            Class::Unit => f.write_str("()"),
            Class::Unsigned => write!(f, "u{bits}"),
            Class::Signed => write!(f, "i{bits}"),
            Class::Float => write!(f, "f{bits}"),
            Class::Bool => f.write_str("bool"),
            Class::Char => f.write_str("char"),
            Class::Text => f.write_str("str"),
            Class::Bytes => f.write_str("[u8]"),
            Class::Array => write!(f, "[u8; {}]", self.size),
            Class::Plain => write!(f, "plain type {:#x} of {} bytes", self.tag, self.size),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Kind};

    #[test]
    fn codes_round_trip_and_others_are_none() {
        for code in 0..=u8::MAX {
            assert_eq!(Class::from_code(code).map(|class| class as u8), (code < 10).then_some(code));
        }
    }

    #[test]
    fn kinds_read_as_rust_does() {
        assert_eq!(Kind::of(Class::Unsigned, 8).to_string(), "u64");
        assert_eq!(Kind::of(Class::Signed, 16).to_string(), "i128");
        assert_eq!(Kind::of(Class::Array, 3).to_string(), "[u8; 3]");
        assert_eq!(Kind::tagged(Class::Plain, 12, 0xab).to_string(), "plain type 0xab of 12 bytes");
    }
}
