//! Puts a finished site in the place of the old one, so that whoever looks finds one of them, whole.

mod checks;
mod compressed;
mod disk;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use mdbook_operators::{Problem, Problems};

use crate::editions;
use crate::report::tell;
use checks::{ANOTHER, check_owner, check_place, check_site, resolved};
pub(crate) use compressed::compressed;
use disk::{exchanged, lock, sync, write};

/// Whether publishing waits until the site is on the disk, whatever becomes of this machine.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Wait {
    /// It does.
    ForDisk,
    /// It does not: the next site is seconds away.
    No,
}

/// A folder for sites, held by this process until it is dropped: no other build writes there.
///
/// What it needs lies beside the folder, for `book`: the lock `.book-lock`, and while a site is
/// published `.book-new`, and `.book-old` where the system cannot exchange two folders. A process
/// that is killed leaves them; the system frees its lock, and whoever takes the place next puts it in
/// order.
pub(crate) struct Place {
    destination: PathBuf,
    new: PathBuf,
    old: PathBuf,
    _lock: File,
    /// The folders above it that were not there before.
    made: Vec<PathBuf>,
}

impl Place {
    /// Takes `destination`, to publish sites of the guide in `root` there.
    ///
    /// # Errors
    /// If `destination` holds the guide, a part of it, the current folder, or something that is no
    /// built site, which publishing would move or delete; if another process publishes there; if the
    /// folder above it cannot be written.
    pub(crate) fn take(destination: &Path, root: &Path) -> Result<Self> {
        // A path that leads through the folder itself, `book/../book`, would break on the way.
        let destination = resolved(destination)?;
        check_place(&destination, root)?;
        check_site(&destination)?;
        let parent = destination.parent().unwrap_or(&destination).to_owned();
        let missing = parent.ancestors().take_while(|folder| !folder.exists());
        let made = missing.map(Path::to_owned).collect();
        let refused = || unwritten(&parent);
        fs::create_dir_all(&parent).with_context(refused)?;
        let lock = lock(&beside(&destination, "lock")).with_context(refused)?;
        let lock = lock.with_context(|| {
            let folder = destination.display();
            let what = format!("another build, or `serve`, publishes to {folder}");
            let cure = "wait for it or end it, or choose another folder with --dest";
            Problem::general(what, cure)
        })?;
        let place = Self {
            new: beside(&destination, "new"),
            old: beside(&destination, "old"),
            destination,
            _lock: lock,
            made,
        };
        place.clear()?;
        Ok(place)
    }

    /// Puts the site of `files` in the place of the old one. If the old one cannot be deleted, it says
    /// so on standard error: the new one is published all the same.
    ///
    /// # Errors
    /// If somebody else's files lie between those of the old site, two files have one name, or the
    /// disk refuses something; the old site then stays.
    pub(crate) fn publish(&self, files: &[editions::File], wait: Wait) -> Result<()> {
        check_site(&self.destination)?;
        check_owner(&self.destination, files)?;
        let replaced = self.write(files, wait).and_then(|()| self.exchange());
        let cleared = self.clear();
        replaced?;
        if let Err(error) = cleared {
            let problems = Problems::of(&error).0.into_iter();
            tell(&Problems(problems.map(Problem::as_warning).collect()));
        }
        Ok(())
    }

    /// Writes the site beside the old one, for everybody to read.
    fn write(&self, files: &[editions::File], wait: Wait) -> Result<()> {
        let new = &self.new;
        fs::create_dir(new).with_context(|| unwritten(new))?;
        for file in files {
            let path = new.join(&file.path);
            write(new, &path, &file.content, wait).with_context(|| unwritten(&path))?;
        }
        match wait {
            Wait::ForDisk => sync(new).with_context(|| unwritten(new)),
            Wait::No => Ok(()),
        }
    }

    /// Gives the new site the name of the old one: where the system can, in one step.
    fn exchange(&self) -> Result<()> {
        let (new, old) = (&self.new, &self.old);
        let done = || -> io::Result<()> {
            if self.destination.exists() && exchanged(new, &self.destination) {
                return Ok(());
            }
            if self.destination.exists() {
                fs::rename(&self.destination, old)?;
            }
            fs::rename(new, &self.destination)
        };
        done().with_context(|| {
            let what = format!("{} cannot be replaced", self.destination.display());
            Problem::general(what, ANOTHER)
        })
    }

    /// Deletes what lies beside the site of a build that has ended or was ended.
    fn clear(&self) -> Result<()> {
        if self.old.exists() && !self.destination.exists() {
            // It was ended between two renames.
            fs::rename(&self.old, &self.destination)
                .with_context(|| unwritten(&self.destination))?;
        }
        for folder in [&self.new, &self.old] {
            match fs::remove_dir_all(folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    let what = format!(
                        "{}, of an earlier build, cannot be deleted",
                        folder.display()
                    );
                    Err(error).context(Problem::general(what, "delete it by hand"))
                }
                _ => Ok(()),
            }?;
        }
        Ok(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Whatever fails here, the next build does again.
        let _ = fs::remove_file(beside(&self.destination, "lock"));
        for folder in &self.made {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// `.book-lock` beside `book`.
fn beside(destination: &Path, role: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(destination.file_name().unwrap_or_default());
    name.push(format!("-{role}"));
    destination.with_file_name(name)
}

fn unwritten(path: &Path) -> Problem {
    let what = format!("{} cannot be written", path.display());
    let cure = "choose a folder with --dest that you may write to, on a disk with room";
    Problem::general(what, cure)
}
