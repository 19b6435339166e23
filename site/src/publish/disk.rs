//! What publishing asks of the disk, where systems differ.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use super::Wait;

/// The locked file `path`, or `None` if another process has locked it.
pub(super) fn lock(path: &Path) -> io::Result<Option<File>> {
    loop {
        let file = File::options().create(true).append(true).open(path)?;
        match file.try_lock() {
            // Whoever held it before has deleted it: others would lock a new one.
            Ok(()) if is_deleted(&file)? => {}
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

#[cfg(unix)]
fn is_deleted(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    Ok(file.metadata()?.nlink() == 0)
}

#[cfg(not(unix))]
fn is_deleted(_: &File) -> io::Result<bool> {
    Ok(false)
}

/// Writes the file `path` of the site in `new`. Everybody may read it, whatever the process lets others
/// do with its files.
pub(super) fn write(new: &Path, path: &Path, content: &[u8], wait: Wait) -> io::Result<()> {
    let folders = path.ancestors().skip(1);
    let folders: Vec<&Path> = folders
        .take_while(|folder| folder.starts_with(new))
        .collect();
    fs::create_dir_all(folders[0])?;
    // Two files of one name are a mistake that nobody would see.
    let mut file = File::create_new(path)?;
    io::Write::write_all(&mut file, content)?;
    if cfg!(not(target_os = "linux")) && wait == Wait::ForDisk {
        file.sync_all()?;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
        for folder in folders {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
        }
    }
    Ok(())
}

/// Waits until what was written below `folder` is on the disk. Linux does so for all files at once, in
/// a thirtieth of the time.
#[cfg(target_os = "linux")]
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether two folders have exchanged their names: some systems and disks cannot.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn exchanged(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn exchanged(_: &Path, _: &Path) -> bool {
    false
}
