//! The table of build costs, for the terminal and for the record.

use super::compile::Profile;
use super::verdict::{Costs, Figure};
use crate::table::Table;

/// The table, as the terminal and the record show it.
pub(super) fn table(costs: &Costs) -> String {
    let mut table = Table::new()
        .words("build")
        .words("figure")
        .figures("std")
        .figures("ours")
        .figures("ratio")
        .figures("bound");
    for (profile, figure, std, ours) in rows(costs) {
        let bound = figure.bound().map_or(String::new(), |bound| bound.to_string());
        table.row(vec![
            profile.to_string(),
            figure.name().into(),
            figure.told(std),
            figure.told(ours),
            format!("{:.2}", ours / std),
            bound,
        ]);
    }
    let told = "What one program costs the compiler, on std's maps and on ours: six types of key, a map and a set of each. \
                The least of all rounds.";
    format!("{told}\n\n{table}")
}

/// Whether the gate is passed.
pub(super) fn verdict(refused: &[String]) -> String {
    let failures: String = refused.iter().map(|refusal| format!("FAILED: {refusal}\n")).collect();
    let verdict = if refused.is_empty() {
        "no figure is above its bound"
    } else {
        "the build costs more than its bounds permit"
    };
    format!("\n{failures}build-costs: {verdict}\n")
}

/// Every figure that was measured on both sides: std's, and ours.
pub(super) fn rows(costs: &Costs) -> impl Iterator<Item = (Profile, Figure, f64, f64)> {
    let figures = |profile| Figure::ALL.into_iter().map(move |figure| (profile, figure));
    Profile::ALL.into_iter().flat_map(figures).filter_map(|(profile, figure)| {
        let (std, ours) = costs.figures(profile, figure)?;
        Some((profile, figure, std, ours))
    })
}

#[cfg(test)]
mod tests {
    use super::super::compile::{Maps, Sample};
    use super::*;

    #[test]
    fn only_what_was_measured_on_both_sides_is_a_row() {
        let mut costs = Costs::default();
        costs.add(Profile::Release, Maps::Std, Sample { user_seconds: Some(5.0), ..Sample::default() });
        costs.add(Profile::Release, Maps::Ours, Sample { user_seconds: Some(6.0), ..Sample::default() });
        costs.add(Profile::Release, Maps::Ours, Sample { llvm_lines: Some(7), ..Sample::default() });
        let table = table(&costs);
        assert!(table.contains("release  user seconds  5.00  6.00   1.20    1.5"), "{table}");
        assert!(!table.contains("LLVM"), "{table}");
        assert!(verdict(&["this".into()]).contains("FAILED: this"));
    }
}
