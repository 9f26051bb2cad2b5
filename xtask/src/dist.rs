//! `cargo xtask dist`: what a deployer takes away. The page alone is `./dist`, for a static host; beside cargo's
//! other output stands one folder with the server, the page and checksums.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::command::say;
use crate::{product, size, workspace};

/// Builds both.
pub(crate) fn run() -> Result<()> {
    let (site, server) = product::build()?;
    size::check(&site)?;
    let folder = workspace::target()?.join(format!(
        "turnwise-{}-{}-{}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::ARCH,
        std::env::consts::OS
    ));
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    fs::create_dir_all(folder.join("site"))?;
    let binary = server.file_name().context("the binary has a name")?;
    fs::copy(&server, folder.join(binary))?;
    for file in site.read_dir()? {
        let file = file?;
        fs::copy(file.path(), folder.join("site").join(file.file_name()))?;
    }
    fs::write(folder.join("SHA256SUMS"), checksums(&folder, &folder)?)?;
    say(format!("the page: {}", site.display()));
    say(format!("server, page and checksums: {}", folder.display()));
    Ok(())
}

/// As `sha256sum --check` reads them, by name.
fn checksums(top: &Path, folder: &Path) -> Result<String> {
    let mut paths: Vec<_> = folder.read_dir()?.map(|file| Ok(file?.path())).collect::<Result<_>>()?;
    paths.sort();
    let mut lines = String::new();
    for path in paths {
        if path.is_dir() {
            lines += &checksums(top, &path)?;
        } else {
            let hash = HEXLOWER.encode(&Sha256::digest(fs::read(&path)?));
            let name = path.strip_prefix(top)?.to_string_lossy().replace('\\', "/");
            lines.extend([&hash, "  ", &name, "\n"]);
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_name_every_file_below_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("site")).expect("a folder");
        fs::write(folder.path().join("turnwise"), "abc").expect("written");
        fs::write(folder.path().join("site/index.html"), "").expect("written");
        let lines = checksums(folder.path(), folder.path()).expect("readable");
        assert_eq!(
            lines,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  site/index.html\n\
             ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  turnwise\n"
        );
    }
}
