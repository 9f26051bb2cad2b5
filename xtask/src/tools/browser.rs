//! Chromium, `ChromeDriver` and Node for the tests: found, or installed where this may install (Debian, as root).

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::command::{self, find, output, say};

/// Both programs are of one version when they come from one place.
pub(crate) struct Browser {
    /// The browser.
    pub chromium: PathBuf,
    /// What steers it.
    pub driver: PathBuf,
}

/// What is looked for: the variable that names it, the names it goes by, the Debian package that has it.
const NEEDED: [(&str, &[&str], &str); 4] = [
    (
        "TURNWISE_CHROMIUM",
        &["chromium", "chromium-browser", "google-chrome"],
        "chromium",
    ),
    ("TURNWISE_CHROMEDRIVER", &["chromedriver"], "chromium-driver"),
    ("TURNWISE_NODE", &["node"], "nodejs"),
    ("TURNWISE_NPM", &["npm"], "npm"),
];

/// Everything in place, or an error that says what to install.
pub(crate) fn ready() -> Result<Browser> {
    let missing = missing();
    if !missing.is_empty() {
        install(&missing)?;
    }
    let [chromium, driver, ..] = NEEDED.map(|(variable, names, _)| found(variable, names));
    let (Some(chromium), Some(driver)) = (chromium, driver) else {
        bail!("Chromium and ChromeDriver are still not on PATH");
    };
    Ok(Browser { chromium, driver })
}

fn missing() -> Vec<&'static str> {
    let absent = NEEDED
        .into_iter()
        .filter(|(variable, names, _)| found(variable, names).is_none());
    absent.map(|(_, _, package)| package).collect()
}

fn found(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let told = std::env::var_os(variable)
        .map(PathBuf::from)
        .filter(|file| file.is_file());
    told.or_else(|| names.iter().find_map(|name| find(name)))
}

fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    let root = find("id").is_some() && output(Command::new("id").arg("-u"))?.trim() == "0";
    if !root || find("apt-get").is_none() {
        bail!(
            "the tests need programs that are not on PATH; on Debian or Ubuntu: sudo apt-get install {list}. \
             Elsewhere install Chromium with the ChromeDriver of its version, and Node.js with npm; \
             TURNWISE_CHROMIUM and TURNWISE_CHROMEDRIVER may name programs that are not on PATH."
        );
    }
    say(format!(
        "installing {list} with apt-get: the browser stories run in a real browser"
    ));
    let apt = |arguments: &[&str]| {
        let mut apt = Command::new("apt-get");
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        command::run(&mut apt)
    };
    apt(&["update", "-q"])?;
    let quietly = ["install", "-y", "-q", "--no-install-recommends", "fonts-dejavu-core"];
    apt(&[&quietly, packages].concat())
}
