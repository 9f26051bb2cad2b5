//! `cargo xtask run`: from a fresh clone to an address to open.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::say;
use crate::product;

/// What may be passed through to `turnwise serve`.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    listen: SocketAddr,
    data: String,
}

/// Builds page and server and becomes the server.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let options = Options::read(arguments)?;
    let (site, server) = product::build()?;
    say(format!(
        "starting the server: page from {}, draws kept in {}",
        site.display(),
        options.data
    ));
    say(format!("open {} (Ctrl-C stops the server)", address(options.listen)));
    start(&server, &site, &options)
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: "./data".to_owned(),
        };
        let mut arguments = arguments.iter();
        while let Some(flag) = arguments.next() {
            let value = arguments.next().with_context(|| format!("{flag} needs a value"))?;
            match flag.as_str() {
                "--listen" => options.listen = value.parse().with_context(|| format!("--listen {value}"))?,
                "--data" => options.data.clone_from(value),
                _ => bail!("unknown option {flag}: only --listen ADDR and --data DIR are passed on"),
            }
        }
        Ok(options)
    }
}

/// What to type into a browser on this machine.
fn address(listen: SocketAddr) -> String {
    match (listen.ip(), listen.port()) {
        (_, 0) => "the address that the server prints".to_owned(),
        (ip, port) if ip.is_unspecified() => format!("http://127.0.0.1:{port}/, or this machine's own address,"),
        _ => format!("http://{listen}/"),
    }
}

fn start(server: &Path, site: &Path, options: &Options) -> Result<()> {
    let mut command = Command::new(server);
    command.arg("serve").arg("--listen").arg(options.listen.to_string());
    command.arg("--data").arg(&options.data).arg("--site").arg(site);
    // Becoming the server, where the system can, hands signals straight to it.
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        Err(command.exec()).context("cannot start the server")
    }
    #[cfg(not(unix))]
    crate::command::run(&mut command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::read(&words)
    }

    #[test]
    fn options_are_read_and_the_rest_is_refused() {
        let own = read("--data /srv/draws --listen 0.0.0.0:9000").expect("valid");
        assert_eq!(own.listen.to_string(), "0.0.0.0:9000");
        assert_eq!(own.data, "/srv/draws");
        assert_eq!(read("").expect("valid").listen.to_string(), "127.0.0.1:8080");
        for wrong in ["--listen", "--listen nowhere", "--site x", "serve --data x"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_address_can_be_opened() {
        let shown = |listen: &str| address(listen.parse().expect("an address"));
        assert_eq!(shown("127.0.0.1:8080"), "http://127.0.0.1:8080/");
        assert_eq!(shown("[::1]:80"), "http://[::1]:80/");
        assert!(shown("0.0.0.0:81").starts_with("http://127.0.0.1:81/"));
    }
}
