//! What whoever runs the server can choose.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::Args;

/// Flags of `turnwise serve`.
#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The folder everything is kept in.
    #[arg(long, value_name = "DIR", default_value = "./data")]
    pub data: PathBuf,
    /// The folder of the built pages; by default `site` beside the program, or else `./dist`.
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// Serve the API alone, without pages.
    #[arg(long, conflicts_with = "site")]
    pub api_only: bool,
    /// An origin whose pages may call this API, such as <https://draw.example.org>; repeatable.
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    pub cors_origin: Vec<String>,
    /// A relay of drand's that organisers' pages may fetch a public random number from, such as
    /// <https://api.drand.sh>; without one it is pasted.
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    pub drand_relay: Option<String>,
    /// Tell browsers to use TLS only (a proxy in front provides it).
    #[arg(long)]
    pub tls: bool,
    /// The address of a proxy whose X-Forwarded-For is believed; repeatable.
    #[arg(long, value_name = "IP")]
    pub proxy: Vec<IpAddr>,
    /// Requests a second that one address may make on average, with twelve times as many at once; 0 for no limit.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub rate: u32,
}

/// What the router needs to know of it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder of the built pages.
    pub site: Option<PathBuf>,
    /// Origins whose pages may call the API.
    pub cors_origins: Vec<String>,
    /// Where organisers' pages may fetch public random numbers.
    pub drand_relay: Option<String>,
    /// Whether browsers are told to use TLS only.
    pub tls: bool,
    /// Proxies whose X-Forwarded-For is believed.
    pub proxies: Vec<IpAddr>,
    /// Requests a second per address, 0 for no limit.
    pub rate: u32,
}

impl Serve {
    /// The folder of the pages: the one that was named, or the first of the usual ones that has an index.
    pub fn site(&self) -> Option<PathBuf> {
        if self.api_only {
            return None;
        }
        let beside = std::env::current_exe()
            .ok()
            .and_then(|exe| Some(exe.parent()?.join("site")));
        let usual = beside.into_iter().chain([PathBuf::from("dist")]);
        let usual = usual.into_iter().find(|folder| folder.join("index.html").is_file());
        self.site.clone().or(usual)
    }

    /// What the router needs to know.
    pub fn options(&self) -> Options {
        Options {
            site: self.site(),
            cors_origins: self.cors_origin.clone(),
            drand_relay: self.drand_relay.clone(),
            tls: self.tls,
            proxies: self.proxy.clone(),
            rate: self.rate,
        }
    }
}

/// An origin is scheme, host and perhaps a port: compared as text with what browsers send.
fn origin(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        // It becomes a word of a policy: nothing that would end it.
        Some(host)
            if !host.is_empty()
                && host
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte)) =>
        {
            Ok(text.to_ascii_lowercase())
        }
        _ => Err("expected scheme and host, such as https://draw.example.org, without a path".to_owned()),
    }
}
