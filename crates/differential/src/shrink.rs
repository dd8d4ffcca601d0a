//! Cutting a program down to what still shows a difference.

use crate::compare::Difference;
use crate::program::Program;

/// The smallest program found in which `differs` still finds a difference, and that one.
///
/// 1. What comes after the difference is cut off.
/// 2. Runs of operations are left out, long ones first.
/// 3. Counts and ranks are halved, and panics left out.
///
/// # Panics
///
/// If there is no difference to begin with.
pub(crate) fn shrink(
    program: Program,
    differs: impl Fn(&Program) -> Option<Difference>,
) -> (Program, Difference) {
    let mut difference = differs(&program).expect("programs do the same every time");
    let mut best = program;
    best.ops.truncate(difference.step + 1);
    if let Some(still) = differs(&best) {
        difference = still;
    }
    let mut attempt = |best: &mut Program, smaller: Program| match differs(&smaller) {
        Some(still) => {
            *best = smaller;
            difference = still;
            true
        }
        None => false,
    };
    let mut length = best.ops.len() / 2;
    while length > 0 {
        let mut at = 0;
        while at < best.ops.len() {
            let mut smaller = best.clone();
            smaller.ops.drain(at..(at + length).min(best.ops.len()));
            if !attempt(&mut best, smaller) {
                at += length;
            }
        }
        length /= 2;
    }
    for at in 0..best.ops.len() {
        let mut unfused = best.clone();
        if unfused.ops[at].fuse.take().is_some() {
            attempt(&mut best, unfused);
        }
        for halved in
            [(|op| &mut op.count) as fn(&mut crate::program::Op) -> &mut u32, |op| &mut op.a, |op| &mut op.b]
        {
            loop {
                let mut smaller = best.clone();
                let number = halved(&mut smaller.ops[at]);
                if *number == 0 {
                    break;
                }
                *number /= 2;
                if !attempt(&mut best, smaller) {
                    break;
                }
            }
        }
    }
    (best, difference)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::MapOp;

    #[test]
    fn a_program_shrinks_to_the_operations_that_matter() {
        let program = Program::random(5, MapOp::TABLE);
        let kinds = [program.ops[2].kind, program.ops[4].kind];
        let differs = |program: &Program| {
            let first = program.ops.iter().position(|op| op.kind == kinds[0])?;
            let second = program.ops[first + 1..].iter().position(|op| op.kind == kinds[1])?;
            Some(Difference { step: first + 1 + second, what: String::new() })
        };
        let (shrunk, difference) = shrink(program, differs);
        let names: Vec<usize> = shrunk.ops.iter().map(|op| op.kind).collect();
        assert_eq!((names, difference.step), (kinds.to_vec(), 1));
        assert!(shrunk.ops.iter().all(|op| (op.a, op.b, op.count, op.fuse.is_none()) == (0, 0, 0, true)));
    }
}
