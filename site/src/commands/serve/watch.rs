//! Waits for changes of a guide.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use anyhow::{Context, Result};
use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::guide::{FOLDERS, PUBLISHED};

/// The files of a guide that, with its folders, make a new build necessary when they change.
const FILES: [&str; 5] = [
    "operators.json",
    "sources.json",
    "plan.json",
    "book.toml",
    PUBLISHED,
];

/// How long nothing may change before a build: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(50);

/// The changes of a guide on disk.
pub(crate) struct Changes {
    root: PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<()>,
}

impl Changes {
    /// The changes of the guide in `root` from now on.
    ///
    /// # Errors
    /// A folder that cannot be watched.
    pub(crate) fn of(root: &Path) -> Result<Self> {
        let watching = || format!("watching {}", root.display());
        // Changes are reported by their whole paths.
        let root = root.canonicalize().with_context(watching)?;
        let (sender, events) = mpsc::channel();
        let watched = root.clone();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_change(&event, &watched)) {
                let _ = sender.send(());
            }
        })?;
        // The root itself is watched for its files: many editors put a new file in the place of the
        // old one, which a watch on the file would not see.
        watcher
            .watch(&root, RecursiveMode::NonRecursive)
            .with_context(watching)?;
        let mut changes = Self {
            root,
            watcher,
            events,
        };
        changes.watch_folders();
        Ok(changes)
    }

    /// Waits until something has changed and nothing changes any more. `false`: there will be no
    /// changes again.
    pub(crate) fn wait(&mut self) -> bool {
        if self.events.recv().is_err() {
            return false;
        }
        while self.events.recv_timeout(QUIET).is_ok() {}
        self.watch_folders();
        true
    }

    /// Watches the folders that are there now: git and rsync put new ones in the place of the old, and
    /// with the old one its watch is gone. One that is missing is watched when it comes, which the
    /// root tells.
    fn watch_folders(&mut self) {
        for name in FOLDERS {
            let folder = self.root.join(name);
            let _ = self.watcher.unwatch(&folder);
            let _ = self.watcher.watch(&folder, RecursiveMode::Recursive);
        }
    }
}

/// Whether something of the guide is another one now. A build reads these files itself, which is
/// an event, too, but no change.
fn is_change(event: &Event, root: &Path) -> bool {
    let replaced = matches!(
        event.kind,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    );
    let of_guide = |path: &PathBuf| {
        let Ok(path) = path.strip_prefix(root) else {
            return false;
        };
        let in_folder = FOLDERS
            .iter()
            .any(|name| path.starts_with(name) && (replaced || path != Path::new(name)));
        (in_folder && !is_of_editor(path)) || FILES.iter().any(|name| path == Path::new(name))
    };
    !event.kind.is_access() && event.paths.iter().any(of_guide)
}

/// Whether `path` is what an editor writes beside a file that is open in it: `.step-1.md.swp`,
/// `step-1.md~`. vim writes the first every few seconds.
fn is_of_editor(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~')
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, AccessMode, CreateKind};

    use super::*;

    fn check(kind: EventKind, path: &str) -> bool {
        is_change(
            &Event::new(kind).add_path(Path::new("/guide").join(path)),
            Path::new("/guide"),
        )
    }

    #[test]
    fn only_a_change_of_the_guide_makes_a_build_necessary() {
        assert!(check(EventKind::Modify(ModifyKind::Any), "src/step-1.md"));
        assert!(check(EventKind::Create(CreateKind::File), "operators.json"));
        assert!(check(EventKind::Create(CreateKind::Folder), "src"));
        assert!(!check(EventKind::Modify(ModifyKind::Any), "src"));
        for file in ["src/.step-1.md.swp", "src/.#step-1.md", "src/step-1.md~"] {
            assert!(!check(EventKind::Modify(ModifyKind::Any), file), "{file}");
        }
        assert!(!check(
            EventKind::Access(AccessKind::Open(AccessMode::Any)),
            "src/step-1.md"
        ));
        assert!(!check(
            EventKind::Modify(ModifyKind::Any),
            "book/en/step-1.html"
        ));
        assert!(!check(EventKind::Create(CreateKind::Folder), ".book-abc"));
    }
}
