//! The least of all rounds, ours over std's, and what of that is above its bound.

use super::compile::{Maps, Profile, Sample};
use serde::{Deserialize, Serialize};

/// What a figure may be of std's.
pub(super) const BOUND: f64 = 1.5;
/// What the program's file may be of the one on std's maps.
pub(super) const BOUND_OF_FILE: f64 = 1.3;

/// A figure of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    UserSeconds,
    PeakBytes,
    FileBytes,
    CodeBytes,
    LlvmLines,
    LargestFrame,
}

impl Figure {
    pub(super) const ALL: [Figure; 6] = [
        Figure::UserSeconds,
        Figure::PeakBytes,
        Figure::FileBytes,
        Figure::CodeBytes,
        Figure::LlvmLines,
        Figure::LargestFrame,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Figure::UserSeconds => "user seconds",
            Figure::PeakBytes => "peak memory, MB",
            Figure::FileBytes => "program, MB",
            Figure::CodeBytes => "machine code, kB",
            Figure::LlvmLines => "LLVM lines",
            Figure::LargestFrame => "largest stack frame, bytes",
        }
    }

    /// The figure in its unit.
    pub(super) fn of(self, sample: &Sample) -> Option<f64> {
        let bytes = |bytes: Option<u64>, unit: f64| bytes.map(|bytes| bytes as f64 / unit);
        match self {
            Figure::UserSeconds => sample.user_seconds,
            Figure::PeakBytes => bytes(sample.peak_bytes, 1e6),
            Figure::FileBytes => bytes(sample.file_bytes, 1e6),
            Figure::CodeBytes => bytes(sample.code_bytes, 1e3),
            Figure::LlvmLines => bytes(sample.llvm_lines, 1.0),
            Figure::LargestFrame => bytes(sample.largest_frame, 1.0),
        }
    }

    pub(super) fn told(self, figure: f64) -> String {
        match self {
            Figure::UserSeconds => format!("{figure:.2}"),
            Figure::PeakBytes | Figure::CodeBytes | Figure::LlvmLines | Figure::LargestFrame => {
                format!("{figure:.0}")
            }
            Figure::FileBytes => format!("{figure:.1}"),
        }
    }

    /// The most that ours may be of std's; `None` if it is only told.
    pub(super) fn bound(self) -> Option<f64> {
        match self {
            Figure::UserSeconds | Figure::PeakBytes | Figure::CodeBytes => Some(BOUND),
            Figure::FileBytes => Some(BOUND_OF_FILE),
            Figure::LlvmLines | Figure::LargestFrame => None,
        }
    }
}

/// What both programs cost in both profiles.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Costs {
    debug: Pair,
    release: Pair,
}

/// What the program costs on std's maps and on ours.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Pair {
    std: Sample,
    ours: Sample,
}

impl Costs {
    /// Adds what a compilation told: of each figure the least is kept.
    pub(super) fn add(&mut self, profile: Profile, maps: Maps, sample: Sample) {
        let pair = match profile {
            Profile::Debug => &mut self.debug,
            Profile::Release => &mut self.release,
        };
        let kept = match maps {
            Maps::Std => &mut pair.std,
            Maps::Ours => &mut pair.ours,
        };
        let least = |a: Option<u64>, b: Option<u64>| a.into_iter().chain(b).min();
        *kept = Sample {
            user_seconds: kept.user_seconds.into_iter().chain(sample.user_seconds).reduce(f64::min),
            peak_bytes: least(kept.peak_bytes, sample.peak_bytes),
            file_bytes: least(kept.file_bytes, sample.file_bytes),
            code_bytes: least(kept.code_bytes, sample.code_bytes),
            llvm_lines: least(kept.llvm_lines, sample.llvm_lines),
            largest_frame: least(kept.largest_frame, sample.largest_frame),
        };
    }

    /// Std's figure and ours, if both are known.
    pub(super) fn figures(&self, profile: Profile, figure: Figure) -> Option<(f64, f64)> {
        let pair = match profile {
            Profile::Debug => &self.debug,
            Profile::Release => &self.release,
        };
        Some((figure.of(&pair.std)?, figure.of(&pair.ours)?))
    }

    /// What is above its bound, in words; the time only with `time`.
    pub(super) fn refused(&self, time: bool) -> Vec<String> {
        let mut refused = Vec::new();
        for profile in Profile::ALL {
            for figure in Figure::ALL.into_iter().filter(|figure| time || *figure != Figure::UserSeconds) {
                let Some((bound, (std, ours))) = figure.bound().zip(self.figures(profile, figure)) else {
                    continue;
                };
                let ratio = ours / std;
                if ratio > bound {
                    let (name, std, ours) = (figure.name(), figure.told(std), figure.told(ours));
                    refused.push(format!(
                        "{profile}: {name} {ours} are {ratio:.2} of std's {std}, above {bound}"
                    ));
                }
            }
        }
        refused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn costs(ours_seconds: f64, ours_file: u64) -> Costs {
        let mut costs = Costs::default();
        let sample = |seconds, bytes| Sample {
            user_seconds: Some(seconds),
            peak_bytes: Some(100),
            file_bytes: Some(bytes),
            ..Sample::default()
        };
        costs.add(Profile::Debug, Maps::Std, sample(2.0, 1_000));
        costs.add(Profile::Debug, Maps::Ours, sample(ours_seconds, ours_file));
        costs
    }

    #[test]
    fn the_least_of_all_rounds_counts() {
        let mut costs = costs(4.0, 1_000);
        costs.add(Profile::Debug, Maps::Ours, Sample { user_seconds: Some(2.5), ..Sample::default() });
        costs.add(Profile::Debug, Maps::Ours, Sample { user_seconds: Some(3.5), ..Sample::default() });
        assert_eq!(costs.figures(Profile::Debug, Figure::UserSeconds), Some((2.0, 2.5)));
        assert_eq!(costs.figures(Profile::Release, Figure::UserSeconds), None);
    }

    #[test]
    fn what_is_above_its_bound_is_named() {
        assert!(costs(3.0, 1_300).refused(true).is_empty());
        let refused = costs(3.1, 1_301).refused(true);
        assert_eq!(refused.len(), 2, "{refused:?}");
        assert!(
            refused[0].contains("debug: user seconds 3.10 are 1.55 of std's 2.00, above 1.5"),
            "{refused:?}"
        );
        assert!(refused[1].contains("program"), "{refused:?}");
        assert_eq!(costs(3.1, 1_301).refused(false), refused[1..]);
    }
}
