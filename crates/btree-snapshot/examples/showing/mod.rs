//! What the examples show things with: a bar while something takes long, times, sizes.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// A bar of `steps` steps on stderr, or none if nobody watches.
pub(crate) fn bar(steps: u64, what: &'static str) -> ProgressBar {
    let watched = std::io::stderr().is_terminal();
    let target = if watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{msg:<28} {bar:40} {percent:>3} %, {eta} left");
    ProgressBar::with_draw_target(Some(steps), target)
        .with_style(style.expect("the template is well formed"))
        .with_message(what)
}

/// How many steps are taken between two looks at the bar, which costs more than an entry does.
pub(crate) const STRIDE: u64 = 1 << 14;

/// Runs `work` and tells how long it took.
pub(crate) fn timed<R>(work: impl FnOnce() -> R) -> (R, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// A duration with three digits or so.
pub(crate) struct Time(pub(crate) Duration);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = self.0.as_nanos() as f64;
        let (value, unit) = match nanos {
            _ if nanos < 1e3 => (nanos, "ns"),
            _ if nanos < 1e6 => (nanos / 1e3, "µs"),
            _ if nanos < 1e9 => (nanos / 1e6, "ms"),
            _ => (nanos / 1e9, "s"),
        };
        f.pad(&format!("{value:.1} {unit}"))
    }
}
