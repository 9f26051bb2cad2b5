//! The file itself. A new one is laid out under another name and gets its own once it is whole and durable:
//! a crash while it is being laid out would otherwise leave a file that is refused at every start.

use std::fs::{self, File, OpenOptions};
use std::io::{Error, ErrorKind};
use std::path::Path;

use redb::Database;

use super::{OpenFault, builder, table};

/// Opens the file, or makes it.
pub(super) fn open(path: &Path) -> Result<Database, OpenFault> {
    if is_missing(path)? {
        make(path)?;
    }
    Ok(builder().create_file(for_its_owner().create(true).open(path)?)?)
}

fn make(path: &Path) -> Result<(), OpenFault> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    #[cfg(unix)]
    let folder = File::open(folder.unwrap_or(Path::new(".")))?;
    // Of two that start for the first time, one makes it and the other waits. Not every file system can lock
    // a folder; nothing else depends on it.
    #[cfg(unix)]
    folder.lock().unwrap_or_default();
    if !is_missing(path)? {
        return Ok(());
    }
    let unfinished = path.with_extension("new");
    if !is_missing(&unfinished)? {
        fs::remove_file(&unfinished)?;
    }
    let database = builder().create_file(for_its_owner().create_new(true).open(&unfinished)?)?;
    table::prepare(&database)?;
    drop(database);
    File::open(&unfinished)?.sync_all()?;
    fs::rename(&unfinished, path)?;
    // The name is durable only once its folder is.
    #[cfg(unix)]
    folder.sync_all()?;
    Ok(())
}

/// A link that leads nowhere yet counts as there: the file is then made where it leads.
fn is_missing(path: &Path) -> Result<bool, Error> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(false),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(true),
        Err(fault) => Err(fault),
    }
}

fn for_its_owner() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
