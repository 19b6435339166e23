//! Puts a finished site in the place of the old one.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use tempfile::TempDir;

use crate::guide::FOLDERS;

/// A site in the making, beside the folder it will replace, so that renaming publishes it: the old
/// folder goes away and the new one takes its name. These are two steps of the disk: for a moment
/// between them there is no site, never half of one.
///
/// Dropped without [`Staging::publish`], it leaves the last site as it was.
pub(crate) struct Staging {
    folder: TempDir,
    destination: PathBuf,
}

impl Staging {
    /// Makes the folder in which the site for `destination` is built, of the guide in `root`.
    ///
    /// # Errors
    /// If `destination` holds the guide, a part of it, the current folder, or something that is no
    /// built site, which publishing would move or delete, or if its parent cannot be written.
    pub(crate) fn beside(destination: &Path, root: &Path) -> Result<Self> {
        // A path that leads through the folder itself, `book/../book`, would break on the way.
        let destination = resolved(destination)?;
        check_place(&destination, root)?;
        check_replaceable(&destination)?;
        let parent = destination.parent().unwrap_or(&destination);
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
            destination,
        })
    }

    /// The folder to build into.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes one file of the site.
    pub(crate) fn write(&self, file: &str, content: impl AsRef<[u8]>) -> Result<()> {
        let path = self.path().join(file);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("creating {}", parent.display()))?;
        }
        fs::write(&path, content).with_context(|| format!("writing {file}"))
    }

    /// Puts the finished site in the place of the old one. If the old one cannot be deleted, it says so
    /// on standard error: the new one is published all the same.
    ///
    /// # Errors
    /// A folder that cannot be renamed; the old site then stays.
    pub(crate) fn publish(self) -> Result<()> {
        let Self {
            folder,
            destination,
        } = self;
        // A temporary folder is private; a published one is for everybody.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
        }
        let old = folder.path().with_extension("old");
        if destination.exists() {
            fs::rename(&destination, &old)
                .with_context(|| format!("moving {} out of the way", destination.display()))?;
        }
        if let Err(error) = fs::rename(folder.path(), &destination) {
            if old.exists() {
                fs::rename(&old, &destination)?;
            }
            return Err(error).with_context(|| format!("publishing to {}", destination.display()));
        }
        // The folder has moved; there is nothing left to delete.
        let _ = folder.keep();
        if old.exists()
            && let Err(error) = fs::remove_dir_all(&old)
        {
            let old = old.display();
            eprintln!("warning: the last site is still in {old}: {error}\n  delete it by hand");
        }
        Ok(())
    }
}

/// `path` from the root of the disk, without `..` and without symbolic links. What is not there yet
/// holds no link.
fn resolved(path: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(path)
        .with_context(|| format!("{} is no folder; choose one with --dest", path.display()))?;
    let mut resolved = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::ParentDir => {
                resolved.pop();
            }
            component => resolved.push(component),
        }
        if let Ok(real) = resolved.canonicalize() {
            resolved = real;
        }
    }
    Ok(resolved)
}

/// Refuses a destination that cannot be moved without moving something else: the guide in `root`,
/// or the folder from which relative paths start. Both paths of a comparison are resolved.
fn check_place(destination: &Path, root: &Path) -> Result<()> {
    let refuse = |reason: &str, cure: &str| -> Result<()> {
        bail!("{} {reason}\n  {cure}", destination.display())
    };
    let root = resolved(root)?;
    let another = "choose another folder with --dest, such as book in the guide's folder";
    if root.starts_with(destination) {
        return refuse(
            "holds the guide itself, which the site would replace",
            another,
        );
    }
    for part in FOLDERS {
        if destination.starts_with(resolved(&root.join(part))?) {
            return refuse("is a part of the guide", another);
        }
    }
    let current = std::env::current_dir().and_then(fs::canonicalize);
    if current.is_ok_and(|current| current.starts_with(destination)) {
        let cure = "go to another folder first: this one is replaced";
        return refuse("is the current folder or holds it", cure);
    }
    Ok(())
}

fn check_replaceable(destination: &Path) -> Result<()> {
    if destination.is_symlink() {
        bail!(
            "{} is a link that leads nowhere\n  choose another --dest",
            destination.display()
        );
    }
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
