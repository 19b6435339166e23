//! What a build keeps in `target/kept` for the next one.
//!
//! The PDFs and the search index take longer to make than everything else together. What is made of
//! the same things by the same program has the same bytes, so it is not made again.

use std::env;
use std::fs;
use std::hash::Hash;
use std::path::{Path, PathBuf};

use anyhow::Result;
use walkdir::WalkDir;

/// Files that belong together: their paths with `/` between the parts, and their content.
pub type Files = Vec<(String, Vec<u8>)>;

/// Where the files of one name are kept, `target/kept/<name>-<key>`: the last ones only.
///
/// Without a folder `target` nothing is kept; what cannot be read or written only costs time.
pub struct Memory {
    target: PathBuf,
    name: String,
    key: String,
}

impl Memory {
    /// The memory of the guide in `root` for the files called `name`, if they are made of
    /// `ingredients`.
    pub fn of(root: &Path, name: &str, ingredients: impl Hash) -> Self {
        // A new build of this program may make something else of the same.
        let program = env::current_exe().and_then(|program| program.metadata());
        let program = program
            .and_then(|file| Ok((file.len(), file.modified()?)))
            .ok();
        let key = typst::utils::hash128(&(ingredients, program));
        Self {
            target: root.join("target"),
            name: format!("{name}-"),
            key: format!("{key:032x}"),
        }
    }

    /// The kept files, if they were made of the same.
    pub fn recall(&self) -> Option<Files> {
        let folder = self.place();
        let entries = WalkDir::new(&folder).sort_by_file_name().into_iter();
        let files =
            entries.filter(|entry| !matches!(entry, Ok(entry) if entry.file_type().is_dir()));
        let files = files.map(|entry| {
            let path = entry.ok()?.into_path();
            let file = path
                .strip_prefix(&folder)
                .ok()?
                .to_str()?
                .replace('\\', "/");
            Some((file, fs::read(&path).ok()?))
        });
        let files: Files = files.collect::<Option<_>>()?;
        (!files.is_empty()).then_some(files)
    }

    /// Keeps `files` in the place of older ones of the same name.
    pub fn keep(&self, files: &[(String, Vec<u8>)]) {
        if self.target.is_dir() && self.write(files).is_err() {
            self.forget();
        }
    }

    fn write(&self, files: &[(String, Vec<u8>)]) -> Result<()> {
        fs::create_dir_all(self.folder())?;
        // Only a whole folder gets the name.
        let new = tempfile::tempdir_in(self.folder())?;
        for (file, content) in files {
            let path = new.path().join(file);
            fs::create_dir_all(path.parent().unwrap_or(new.path()))?;
            fs::write(path, content)?;
        }
        self.forget();
        fs::rename(new.path(), self.place())?;
        let _ = new.keep();
        Ok(())
    }

    /// Deletes what is kept under this name, whatever it was made of.
    fn forget(&self) {
        for entry in fs::read_dir(self.folder()).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            // Of `zh-…` and `zh-Hans-…` only one goes on with a key.
            let key = name.strip_prefix(&self.name).unwrap_or_default();
            if key.len() == self.key.len() && key.chars().all(|c| c.is_ascii_hexdigit()) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    fn place(&self) -> PathBuf {
        self.folder().join(format!("{}{}", self.name, self.key))
    }

    fn folder(&self) -> PathBuf {
        self.target.join("kept")
    }
}
