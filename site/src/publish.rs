//! Puts a finished site in the place of the old one, in one step.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use tempfile::TempDir;

/// A site in the making, beside the folder it will replace, so that renaming publishes it: the old
/// folder goes away and the new one takes its name, with nothing half written in between.
///
/// Dropped without [`Staging::publish`], it leaves the last site as it was.
pub struct Staging {
    folder: TempDir,
    destination: PathBuf,
}

impl Staging {
    /// Makes the folder in which the site for `destination` is built.
    ///
    /// # Errors
    /// If `destination` holds something that is no built site, which publishing would delete, or
    /// if its parent cannot be written.
    pub fn beside(destination: &Path) -> Result<Self> {
        check_replaceable(destination)?;
        let parent = destination
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let refused = |error: std::io::Error| {
            // Without the path of a temporary folder.
            let code = error.raw_os_error().map(std::io::Error::from_raw_os_error);
            let (folder, reason) = (parent.display(), code.unwrap_or(error));
            let cure = "choose a folder with --dest that you may write to, on a disk with room";
            anyhow!("nothing can be written in {folder}: {reason}\n  {cure}")
        };
        fs::create_dir_all(parent).map_err(refused)?;
        let folder = tempfile::Builder::new()
            .prefix(".book-")
            .tempdir_in(parent)
            .map_err(refused)?;
        Ok(Self {
            folder,
            destination: destination.to_owned(),
        })
    }

    /// The folder to build into.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes one file of the site.
    pub fn write(&self, file: &str, content: impl AsRef<[u8]>) -> Result<()> {
        let path = self.path().join(file);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("creating {}", parent.display()))?;
        }
        fs::write(&path, content).with_context(|| format!("writing {file}"))
    }

    /// Puts the finished site in the place of the old one.
    pub fn publish(self) -> Result<()> {
        let Self {
            folder,
            destination,
        } = self;
        let old = folder.path().with_extension("old");
        if destination.exists() {
            fs::rename(&destination, &old)
                .with_context(|| format!("moving {} out of the way", destination.display()))?;
        }
        // A temporary folder is private; a published one is for everybody.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
        }
        if let Err(error) = fs::rename(folder.path(), &destination) {
            if old.exists() {
                fs::rename(&old, &destination)?;
            }
            return Err(error).with_context(|| format!("publishing to {}", destination.display()));
        }
        // The folder has moved; there is nothing left to delete.
        let _ = folder.keep();
        if old.exists() {
            fs::remove_dir_all(&old).with_context(|| format!("deleting {}", old.display()))?;
        }
        Ok(())
    }
}

fn check_replaceable(destination: &Path) -> Result<()> {
    if !destination.exists() {
        return Ok(());
    }
    if !destination.is_dir() {
        bail!(
            "{} is not a folder\n  choose another --dest",
            destination.display()
        );
    }
    let empty = fs::read_dir(destination)?.next().is_none();
    let ours = ["404.html", "sitemap.xml", "pagefind/pagefind-entry.json"];
    let site = ours.iter().all(|file| destination.join(file).exists())
        && !destination.join(".git").exists();
    if !empty && !site {
        bail!(
            "{} holds something else than a built site, which building would delete\n  choose another --dest",
            destination.display()
        );
    }
    Ok(())
}
