//! The race: round by round, operation by operation, all contenders in an order drawn anew.
//!
//! Invariant: the checksum of every sample is compared with std's of the same operation, whatever the round.

use crate::entrants::{Entrant, STD, Shape};
use crate::input::{Chance, Input};
use crate::line::Line;
use crate::op::Op;
use crate::plan::Plan;
use crate::runner::{Race, Sample};
use std::collections::BTreeMap;

/// Runs a shape at all its sizes; returns whether all contenders agreed.
pub fn run<S: Shape>(plan: &Plan, field: &[Entrant<S::Key, S::Value>]) -> bool {
    // All sizes are run, also behind a disagreement.
    let agreed: Vec<bool> = plan.sizes(S::NAME).into_iter().map(|n| run_size::<S>(plan, field, n)).collect();
    !agreed.contains(&false)
}

/// Number of `Step` lines that a shape prints.
pub fn steps<S: Shape>(plan: &Plan) -> usize {
    let rounds = |n| plan.rounds(n) + usize::from(plan.warms_up(n));
    plan.sizes(S::NAME).into_iter().map(rounds).sum()
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
    let input = Input::new(n);
    let mut cells: BTreeMap<(usize, usize), Cell> = BTreeMap::new();
    let mut chance = Chance::new(n as u64 ^ 0x00c0_ffee);
    let warm_up = usize::from(plan.warms_up(n));
    for round in 0..plan.rounds(n) + warm_up {
        let name =
            if round < warm_up { "warm-up".to_owned() } else { format!("round {}", round - warm_up + 1) };
        Line::Step { what: format!("{} n={n} {name}", S::TITLE) }.print();
        let mut field: Vec<Box<dyn Race + '_>> =
            entrants.iter().map(|entrant| (entrant.start)(&input)).collect();
        for op in Op::ROUND.into_iter().filter(|&op| plan.wants(op)) {
            let mut order: Vec<usize> = (0..field.len()).collect();
            chance.shuffle(&mut order);
            for who in order {
                if let Some(sample) = field[who].run(op) {
                    let cell = cells.entry((place(op), who)).or_default();
                    cell.record(sample, round >= warm_up);
                }
            }
        }
    }
    report::<S>(&entrants, n, cells)
}

/// Where an operation stands in a report.
fn place(op: Op) -> usize {
    Op::ALL.iter().position(|&known| known == op).expect("every operation is listed")
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
    cells: BTreeMap<(usize, usize), Cell>,
) -> bool {
    assert_eq!(entrants[0].name, STD, "std is what the others are checked against");
    let expected: BTreeMap<usize, Option<u64>> =
        cells.iter().filter(|((_, who), _)| *who == 0).map(|(&(op, _), cell)| (op, cell.checksum)).collect();
    let mut agreed = true;
    for ((at, who), mut cell) in cells {
        let (shape, op, contender) = (S::TITLE, Op::ALL[at].name(), entrants[who].name);
        if cell.wrong || expected.get(&at) != Some(&cell.checksum) {
            agreed = false;
            Line::Disagreement { shape, op, n, contender }.print();
            continue;
        }
        cell.nanos.sort_by(f64::total_cmp);
        let at = |share| quantile(&cell.nanos, share);
        let samples = cell.nanos.len();
        Line::Time { shape, op, n, contender, ns: at(0.5), low: at(0.25), high: at(0.75), samples }.print();
    }
    agreed
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
