//! Waits for changes of a guide.
//!
//! It looks at all files again and again: a guide has a hundred, and what is looked up by name is found
//! however it got there. A system's own reports follow a folder that git or rsync has replaced to where
//! it went, and never come from some disks.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::guide::moved::MOVED;
use crate::guide::{FOLDERS, PUBLISHED};

/// The files of a guide that, with its folders, make a new build necessary when they change.
const FILES: [&str; 6] = [
    "operators.json",
    "sources.json",
    "plan.json",
    "book.toml",
    PUBLISHED,
    MOVED,
];

/// How long between two looks, each of which takes less than a millisecond.
const PAUSE: Duration = Duration::from_millis(20);

/// When each file was changed, and how long it is.
type State = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// The changes of a guide on disk.
pub(crate) struct Changes {
    root: PathBuf,
    /// What was there when the last change was seen.
    seen: State,
}

impl Changes {
    /// The changes of the guide in `root` from now on.
    pub(crate) fn of(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            seen: state(root),
        }
    }

    /// Waits until something has changed.
    pub(crate) fn wait(&mut self) {
        while !self.are_more() {
            thread::sleep(PAUSE);
        }
        self.seen = state(&self.root);
    }

    /// Whether more has changed since. Editors write a file in several steps: what was made of the first is
    /// of no use then.
    pub(crate) fn are_more(&self) -> bool {
        state(&self.root) != self.seen
    }
}

fn state(root: &Path) -> State {
    let mut state = State::new();
    for name in FOLDERS.iter().chain(&FILES) {
        look(root.join(name), &mut state);
    }
    state
}

fn look(path: PathBuf, state: &mut State) {
    let Ok(metadata) = path.metadata() else {
        return;
    };
    if metadata.is_dir() {
        let entries = fs::read_dir(&path).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| !is_of_editor(&entry.path())) {
            look(entry.path(), state);
        }
    } else {
        let modified = Metadata::modified(&metadata).ok();
        state.insert(path, (modified, metadata.len()));
    }
}

/// Whether `path` is what an editor writes beside a file that is open in it: `.step-1.md.swp`,
/// `step-1.md~`. vim writes the first every few seconds.
fn is_of_editor(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_change_of_the_guide_makes_a_build_necessary() {
        let guide = tempfile::tempdir().unwrap();
        for folder in ["src/sub", "po", "book/en", "static"] {
            fs::create_dir_all(guide.path().join(folder)).unwrap();
        }
        let changes = |file: &str| {
            let changes = Changes::of(guide.path());
            fs::write(guide.path().join(file), file).unwrap();
            changes.are_more()
        };
        for file in [
            "src/step-1.md",
            "src/sub/one.md",
            "operators.json",
            "static/CNAME",
        ] {
            assert!(changes(file), "{file}");
        }
        for file in [
            "src/.step-1.md.swp",
            "src/.#step-1.md",
            "src/step-1.md~",
            "book/en/x.html",
        ] {
            assert!(!changes(file), "{file}");
        }
        let changes = Changes::of(guide.path());
        fs::rename(guide.path().join("src"), guide.path().join("old")).unwrap();
        assert!(changes.are_more());
    }
}
