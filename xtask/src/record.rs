//! Dated records: what was measured, when, on which processor and with which compiler.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{fs, io};

/// Where and how a run was made.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Setting {
    date: String,
    cpu: String,
    rustc: String,
    /// Whether the build was for this very processor.
    native: bool,
    arguments: Vec<String>,
}

impl Setting {
    /// Now and here.
    pub(crate) fn new(arguments: Vec<String>, native: bool) -> Self {
        Setting { date: today(), cpu: cpu(), rustc: rustc(), native, arguments }
    }

    /// The day, the processor and the compiler.
    pub(crate) fn told(&self) -> String {
        let Setting { date, cpu, rustc, .. } = self;
        format!("{date}, {cpu}, {rustc}")
    }

    fn target_features(&self) -> &'static str {
        if self.native { "target-cpu=native" } else { "default target features" }
    }
}

/// The JSON document of a run: its setting, and what was measured beside it.
///
/// # Errors
///
/// If a figure is not a number.
pub(crate) fn document(setting: &Setting, measured: &impl Serialize) -> Result<String, String> {
    #[derive(Serialize)]
    struct Document<'a, M> {
        setting: &'a Setting,
        #[serde(flatten)]
        measured: &'a M,
    }
    let document = Document { setting, measured };
    // A figure a line: a record of all cells would have forty times as many lines otherwise. No name has braces.
    let text = serde_json::to_string(&document).map_err(|error| error.to_string())?;
    Ok(text.replace("},{", "},\n{") + "\n")
}

/// What a page of a record says before its figures.
pub(crate) struct Heading {
    /// The name of the files, before the date.
    pub(crate) name: &'static str,
    /// What was measured.
    pub(crate) title: &'static str,
    /// The command that measures it.
    pub(crate) command: &'static str,
}

/// Writes a record of the run, as JSON and as text; returns the files.
///
/// # Errors
///
/// If a file cannot be written.
pub(crate) fn write(
    heading: &Heading,
    setting: &Setting,
    document: &str,
    text: &str,
) -> Result<Vec<PathBuf>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/records");
    let native = if setting.native { "-native" } else { "" };
    let stem = folder.join(format!("{}{native}-{}", heading.name, setting.date));
    let files = [
        (stem.with_extension("json"), document.to_owned()),
        (stem.with_extension("md"), page(heading, setting, text)),
    ];
    let written = || -> io::Result<Vec<PathBuf>> {
        fs::create_dir_all(&folder)?;
        files.iter().map(|(path, text)| fs::write(path, text).map(|()| path.clone())).collect()
    };
    written().map_err(|error| format!("{}: {error}", folder.display()))
}

fn page(heading: &Heading, setting: &Setting, text: &str) -> String {
    let Heading { title, command, .. } = heading;
    let arguments = setting.arguments.join(" ");
    let command = format!("{command} {arguments}{}", if setting.native { " --native" } else { "" });
    format!(
        "# {title}, measured {}\n\n{}, {}, {}. Written by `{}`; one machine, one run: read ratios.\n\n```text\n{text}```\n",
        setting.date,
        setting.cpu,
        setting.rustc,
        setting.target_features(),
        command.trim_end(),
    )
}

/// The JSON document of the newest record whose name is `kind` and a date; `None` if there is none.
///
/// # Errors
///
/// If it cannot be read.
pub(crate) fn newest<D: DeserializeOwned>(folder: &Path, kind: &str) -> Result<Option<D>, String> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(None) };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let Some(name) = names.filter(|name| is_of(name, kind)).max() else { return Ok(None) };
    let path = folder.join(name);
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| told(&error))?;
    serde_json::from_str(&text).map(Some).map_err(|error| told(&error))
}

/// `kind-2026-11-21.json`, and no other kind that begins alike.
fn is_of(name: &str, kind: &str) -> bool {
    let date = name.strip_prefix(kind).and_then(|rest| rest.strip_prefix('-')?.strip_suffix(".json"));
    date.is_some_and(|date| date.len() == 10 && date.chars().all(|c| c.is_ascii_digit() || c == '-'))
}

/// The processor's name, as Linux tells it.
fn cpu() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").ok();
    let model = told.as_deref().and_then(model_name);
    model.unwrap_or_else(|| format!("unnamed {} processor", std::env::consts::ARCH))
}

fn model_name(cpuinfo: &str) -> Option<String> {
    let line = cpuinfo.lines().find(|line| line.starts_with("model name"))?;
    line.split_once(':').map(|(_, name)| name.trim().to_owned())
}

/// The compiler's version.
fn rustc() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let told = Command::new(rustc).arg("--version").output();
    told.map_or_else(
        |_| "unknown rustc".into(),
        |told| String::from_utf8_lossy(&told.stdout).trim().to_owned(),
    )
}

/// The day, in Greenwich, as `2026-11-21`.
pub(crate) fn today() -> String {
    date(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
}

/// The day, in Greenwich, of a second since 1970, as `2026-11-21`.
///
/// Counts in eras of 400 years that begin on the first of March, so that the leap day is the last of its year.
fn date(seconds: u64) -> String {
    let days = seconds / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_right_about_leap_days() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(951_782_400), "2000-02-29");
        assert_eq!(date(951_868_800), "2000-03-01");
        assert_eq!(date(1_767_225_599), "2025-12-31");
        assert_eq!(date(1_767_225_600), "2026-01-01");
        assert_eq!(date(4_107_542_400), "2100-03-01");
    }

    #[test]
    fn kinds_of_records_are_told_apart() {
        assert!(is_of("compare-2026-11-21.json", "compare"));
        assert!(is_of("compare-bytes-2026-11-21.json", "compare-bytes"));
        assert!(!is_of("compare-bytes-2026-11-21.json", "compare"));
        assert!(!is_of("compare-2026-11-21.md", "compare"));
    }

    #[test]
    fn the_processor_is_named() {
        let told = "processor\t: 0\nmodel name\t: A CPU @ 2 GHz\nmodel name\t: B\n";
        assert_eq!(model_name(told), Some("A CPU @ 2 GHz".into()));
        assert_eq!(model_name("processor : 0"), None);
        assert!(!cpu().is_empty());
    }

    #[test]
    fn a_record_says_how_it_was_made() {
        let setting = Setting {
            date: "2026-11-21".into(),
            cpu: "A CPU".into(),
            rustc: "rustc 1".into(),
            native: true,
            arguments: vec!["--quick".into()],
        };
        let heading = Heading { name: "compare", title: "Peers", command: "cargo xtask compare" };
        let page = page(&heading, &setting, "table\n");
        assert!(page.contains("A CPU, rustc 1, target-cpu=native"), "{page}");
        assert!(page.contains("`cargo xtask compare --quick --native`"), "{page}");
        let measured = serde_json::json!({ "times": [] });
        let json: serde_json::Value = serde_json::from_str(&document(&setting, &measured).unwrap()).unwrap();
        assert_eq!(json["setting"]["cpu"], "A CPU");
        assert_eq!(json["times"], serde_json::json!([]));
    }
}
