//! The race: round by round, operation by operation, all contenders in an order drawn anew.
//!
//! Invariant: the checksum of every sample is compared with std's of the same operation, whatever the round.

use crate::entrants::{Entrant, STD, Shape};
use crate::input::Input;
use crate::line::Line;
use crate::op::Op;
use crate::plan::Plan;
use crate::runner::{Race, Sample};
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use testbed::Random;

/// Runs a shape at all its sizes; returns whether all contenders agreed.
pub fn run<S: Shape>(plan: &Plan, field: &[Entrant<S::Key, S::Value>]) -> bool {
    // All sizes are run, also behind a disagreement.
    let agreed: Vec<bool> = plan.sizes::<S>().into_iter().map(|n| run_size::<S>(plan, field, n)).collect();
    !agreed.contains(&false)
}

/// Number of `Step` lines that a shape prints.
pub fn steps<S: Shape>(plan: &Plan) -> usize {
    let rounds = |n| plan.rounds(n) + usize::from(plan.warms_up(n));
    plan.sizes::<S>().into_iter().map(rounds).sum()
}

/// The samples of an operation in a contender.
#[derive(Default)]
struct Cell {
    nanos: Vec<f64>,
    checksum: Option<u64>,
    wrong: bool,
}

fn run_size<S: Shape>(plan: &Plan, field: &[Entrant<S::Key, S::Value>], n: usize) -> bool {
    let entrants: Vec<_> = field.iter().filter(|entrant| plan.invites(entrant.name)).collect();
    let input = Input::new(n, S::key);
    let mut cells: BTreeMap<(Op, usize), Cell> = BTreeMap::new();
    let mut random = Random::new(n as u64 ^ 0x00c0_ffee);
    let warm_up = usize::from(plan.warms_up(n));
    for round in 0..plan.rounds(n) + warm_up {
        let name =
            if round < warm_up { "warm-up".to_owned() } else { format!("round {}", round - warm_up + 1) };
        Line::Step { what: format!("{} n={n} {name}", S::TITLE) }.print();
        let mut field: Vec<Box<dyn Race + '_>> =
            entrants.iter().map(|entrant| (entrant.start)(&input)).collect();
        for &op in S::ROUND.iter().filter(|&&op| plan.wants(op, n)) {
            let mut order: Vec<usize> = (0..field.len()).collect();
            random.shuffle(&mut order);
            for who in order {
                // A contender may have a fault of its own: it is told, and the race goes on with a new one.
                match panic::catch_unwind(AssertUnwindSafe(|| field[who].run(op))) {
                    Ok(Some(sample)) => {
                        cells.entry((op, who)).or_default().record(sample, round >= warm_up);
                    }
                    Ok(None) => {}
                    Err(_) => {
                        cells.entry((op, who)).or_default().wrong = true;
                        field[who] = (entrants[who].start)(&input);
                    }
                }
            }
        }
    }
    report::<S>(&entrants, n, cells)
}

impl Cell {
    fn record(&mut self, Sample { nanos, checksum }: Sample, counts: bool) {
        self.wrong |= *self.checksum.get_or_insert(checksum) != checksum;
        if counts {
            self.nanos.push(nanos);
        }
    }
}

/// Prints the figures of one size; returns whether all contenders agreed.
fn report<S: Shape>(
    entrants: &[&Entrant<S::Key, S::Value>],
    n: usize,
    cells: BTreeMap<(Op, usize), Cell>,
) -> bool {
    assert_eq!(entrants[0].name, STD, "std is what the others are checked against");
    let of_std: BTreeMap<Op, (Option<u64>, Vec<f64>)> = cells
        .iter()
        .filter(|((_, who), _)| *who == 0)
        .map(|(&(op, _), cell)| (op, (cell.checksum, cell.nanos.clone())))
        .collect();
    let mut agreed = true;
    for ((op, who), mut cell) in cells {
        let (shape, contender) = (S::TITLE, entrants[who].name);
        let std = of_std.get(&op).filter(|(checksum, _)| !cell.wrong && *checksum == cell.checksum);
        let Some((_, std)) = std else {
            agreed = false;
            Line::Disagreement { shape, op: op.name(), n, contender }.print();
            continue;
        };
        // Sample by sample: what slows the machine for a while slows both.
        let mut ratios: Vec<f64> = cell.nanos.iter().zip(std).map(|(nanos, std)| nanos / std).collect();
        let to_std = quartiles(&mut ratios);
        let [low, ns, high] = quartiles(&mut cell.nanos);
        let samples = cell.nanos.len();
        Line::Time { shape, op: op.name(), n, contender, ns, low, high, to_std, samples }.print();
    }
    agreed
}

/// Lower quartile, median and upper quartile.
fn quartiles(samples: &mut [f64]) -> [f64; 3] {
    samples.sort_by(f64::total_cmp);
    [0.25, 0.5, 0.75].map(|share| quantile(samples, share))
}

/// The value below which a share of the sorted samples lies; between two samples, what lies between them.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * share;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    below + (above - below) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn quantiles_lie_between_samples() {
        assert_eq!(quantile(&[7.0], 0.5), 7.0);
        assert_eq!(quantile(&[1.0, 2.0], 0.5), 1.5);
        assert_eq!(quantile(&[1.0, 2.0, 30.0], 0.5), 2.0);
        assert_eq!(quantile(&[0.0, 4.0, 8.0, 12.0, 16.0], 0.25), 4.0);
    }
}
