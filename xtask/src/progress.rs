//! The progress bar: on stderr, and only where a person watches.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

/// A bar of known length, or nothing at all if stderr is no terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar of `steps` steps.
    pub(crate) fn new(steps: usize) -> Self {
        let watched = std::io::stderr().is_terminal();
        let target = if watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(steps as u64), target);
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}");
        bar.set_style(style.expect("the template is well formed"));
        Self { bar }
    }

    /// Begins the next step, named `what`.
    pub(crate) fn step(&self, what: String) {
        self.bar.set_message(what);
        self.bar.inc(1);
    }

    /// Goes to a position, whatever the steps before.
    pub(crate) fn at(&self, position: usize, what: String) {
        self.bar.set_message(what);
        self.bar.set_position(position as u64);
    }

    /// Number of steps begun.
    #[cfg(test)]
    pub(crate) fn done(&self) -> usize {
        usize::try_from(self.bar.position()).expect("steps are counted in usize")
    }

    /// Number of steps announced.
    #[cfg(test)]
    pub(crate) fn announced(&self) -> usize {
        usize::try_from(self.bar.length().unwrap_or(0)).expect("steps are counted in usize")
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
