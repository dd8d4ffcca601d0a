//! The race: round by round, operation by operation, all contenders in an order drawn anew.
//!
//! What is asked often is timed in pieces of a millisecond or less, each a sample: whatever else the machine does now and
//! then falls on few of them, and the median does not see it.
//!
//! Invariant: the digest of every answer is compared with that of the first contender, in every round.

use crate::contender::{Contender, SCAN};
use crate::contenders;
use crate::shape::Shape;
use crate::shelf::Shelf;
use indicatif::ProgressBar;
use std::error::Error;
use std::hint::black_box;
use std::time::Instant;
use testbed::Random;

/// What is timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Open,
    Hit,
    Miss,
    Iterate,
    Scan,
}

pub(crate) const OPS: [Op; 5] = [Op::Open, Op::Hit, Op::Miss, Op::Iterate, Op::Scan];

/// What a contender came to.
pub(crate) struct Figures {
    pub(crate) name: &'static str,
    pub(crate) bytes: u64,
    /// The median in nanoseconds: of an opening, of a get, of an entry. `None` if the contender cannot do it.
    pub(crate) nanos: [Option<f64>; OPS.len()],
    /// Whether all its answers were those of the first contender.
    pub(crate) agrees: bool,
}

/// Steps of the bar.
pub(crate) fn steps(rounds: usize) -> u64 {
    // A round before those that count.
    ((rounds + 1) * OPS.len()) as u64
}

/// Gets of a round.
const GETS: usize = 100_000;
/// Scans of a round.
const SCANS: usize = 1000;
/// Openings of a round.
const OPENINGS: usize = 5;

pub(crate) fn run<S: Shape>(
    shelf: &Shelf<S>,
    rounds: usize,
    bar: &ProgressBar,
) -> Result<Vec<Figures>, Box<dyn Error>> {
    let mut field = contenders::all(shelf)?;
    let mut random = Random::new(shelf.keys.len() as u64);
    let mut samples = vec![[const { Vec::new() }; OPS.len()]; field.len()];
    let mut agrees = vec![true; field.len()];
    for round in 0..=rounds {
        let hits: Vec<S::Key> =
            (0..GETS).map(|_| shelf.keys[random.index(shelf.keys.len())].clone()).collect();
        let misses: Vec<S::Key> = hits.iter().map(S::absent).collect();
        for (at, op) in OPS.into_iter().enumerate() {
            bar.inc(1);
            let mut order: Vec<usize> = (0..field.len()).collect();
            random.shuffle(&mut order);
            let mut answers = vec![None; field.len()];
            for who in order {
                let keys = if op == Op::Miss { &misses } else { &hits };
                let mut nanos = Vec::new();
                answers[who] = ask(&mut *field[who], op, keys, shelf.keys.len(), &mut nanos)?;
                // The first round fills caches, and has pages checked.
                if round > 0 {
                    samples[who][at].append(&mut nanos);
                }
            }
            for (who, answer) in answers.iter().enumerate() {
                agrees[who] &= answer.is_none() || *answer == answers[0];
            }
        }
    }
    let figures = field.iter().zip(samples).zip(agrees).map(|((contender, samples), agrees)| Figures {
        name: contender.name(),
        bytes: contender.bytes(),
        nanos: samples.map(median),
        agrees,
    });
    Ok(figures.collect())
}

/// The digest of all answers, `None` if there are none, and the nanoseconds of one in each piece.
fn ask<S: Shape>(
    contender: &mut dyn Contender<S>,
    op: Op,
    keys: &[S::Key],
    entries: usize,
    nanos: &mut Vec<f64>,
) -> Result<Option<u64>, Box<dyn Error>> {
    let (keys, piece) = match op {
        Op::Open => (&keys[..OPENINGS], 1),
        Op::Hit | Op::Miss => (keys, GETS / 100),
        // The keys do not matter.
        Op::Iterate => (&keys[..1], 1),
        Op::Scan => (&keys[..SCANS], SCANS / 100),
    };
    let mut digest = 0_u64;
    for keys in keys.chunks(piece) {
        let start = Instant::now();
        let (answer, of) = match op {
            Op::Open => (Some(contender.open()?), 1),
            Op::Hit | Op::Miss => (Some(contender.get(black_box(keys))?), keys.len()),
            Op::Iterate => (Some(contender.iterate()?), entries),
            Op::Scan => (contender.scan(black_box(keys))?, keys.len() * SCAN),
        };
        let taken = start.elapsed().as_nanos() as f64;
        let Some(answer) = answer else { return Ok(None) };
        digest = digest.wrapping_add(answer);
        nanos.push(taken / of as f64);
    }
    Ok(Some(digest))
}

fn median(mut nanos: Vec<f64>) -> Option<f64> {
    nanos.sort_by(f64::total_cmp);
    let middle = nanos.len() / 2;
    match nanos.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(nanos[middle]),
        _ => Some((nanos[middle - 1] + nanos[middle]) / 2.0),
    }
}

#[cfg(test)]
mod tests {
    use super::{median, run};
    use crate::shape::{Clustered, Even, Names, Numbers, Scattered};
    use crate::shelf::Shelf;
    use indicatif::ProgressBar;

    #[test]
    fn medians_lie_in_the_middle() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![3.0, 1.0, 90.0]), Some(3.0));
        assert_eq!(median(vec![4.0, 1.0, 90.0, 2.0]), Some(3.0));
    }

    #[test]
    fn all_contenders_give_the_same_answers() {
        let numbers = run(&Shelf::<Numbers<Even>>::new(5000).unwrap(), 1, &ProgressBar::hidden()).unwrap();
        let scattered = Shelf::<Numbers<Scattered>>::new(20_000).unwrap();
        let scattered = run(&scattered, 1, &ProgressBar::hidden()).unwrap();
        let clustered = Shelf::<Numbers<Clustered>>::new(50_000).unwrap();
        let clustered = run(&clustered, 1, &ProgressBar::hidden()).unwrap();
        let names = run(&Shelf::<Names>::new(3000).unwrap(), 1, &ProgressBar::hidden()).unwrap();
        for figures in numbers.iter().chain(&names).chain(&scattered).chain(&clustered) {
            assert!(figures.agrees, "{}", figures.name);
            assert!(figures.bytes > 0 && figures.nanos[..4].iter().all(Option::is_some));
        }
        assert_eq!(numbers.len(), 7);
    }
}
