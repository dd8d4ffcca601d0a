//! What a program's file says of itself: how much machine code it holds, and how large the frames of its functions are.

use object::{Object, ObjectSection, SectionKind};

/// Bytes of machine code in a program's file.
///
/// # Errors
///
/// If the file is no program.
pub(super) fn code_bytes(file: &[u8]) -> Result<u64, String> {
    let file = object::File::parse(file).map_err(|error| format!("the program's file: {error}"))?;
    Ok(file
        .sections()
        .filter(|section| section.kind() == SectionKind::Text)
        .map(|section| section.size())
        .sum())
}

/// The largest frame in the table of frames that `-Zemit-stack-sizes` leaves behind; `None` without one.
pub(super) fn largest(file: &[u8]) -> Option<u64> {
    let file = object::File::parse(file).ok()?;
    let table = file.section_by_name(".stack_sizes")?;
    sizes(table.data().ok()?, if file.is_64() { 8 } else { 4 }).max()
}

/// The sizes in a table of frames: for each function its address, of so many bytes, and its size in LEB128.
fn sizes(mut table: &[u8], address: usize) -> impl Iterator<Item = u64> {
    std::iter::from_fn(move || {
        table = table.get(address..)?;
        let (mut size, mut shift) = (0_u64, 0);
        loop {
            let (byte, rest) = table.split_first()?;
            table = rest;
            size |= u64::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
            if byte & 0x80 == 0 {
                return Some(size);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_one_behind_the_other() {
        let table = [&[0; 8][..], &[0x18], &[1; 8], &[0xe8, 0x07], &[2; 8], &[0x80, 0x80, 0x01]].concat();
        assert_eq!(sizes(&table, 8).collect::<Vec<_>>(), [24, 1000, 16384]);
        assert_eq!(sizes(&[0; 5], 8).count(), 0);
        assert_eq!(sizes(&[0xff; 20], 8).count(), 0, "a size that does not end");
    }

    #[test]
    fn this_program_has_code() {
        let program = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        assert!(code_bytes(&program).unwrap() > 100_000);
        assert!(code_bytes(b"no program").is_err());
    }
}
