//! Builds for `serve`: the text of a change at once, search and PDFs behind it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use mdbook_operators::Problems;
use serde::Serialize;
use tokio::sync::watch;

use super::watch::Changes;
use crate::commands::build::{Request, files, summary};
use crate::editions::{File, Output, PDF, Pace, overtaken};
use crate::publish::{Place, Wait};
use crate::report::{guarded, say, tell, told};

/// How long nothing is made behind a text.
const QUIET: Duration = Duration::from_millis(500);

/// What an open page has to know.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct News {
    /// Counts the changes of what follows.
    pub(crate) number: u64,
    /// Counts the texts that were published and differ: a page of an older one is out of date.
    pub(crate) text: u64,
    /// What is wrong with the newest change.
    pub(crate) fault: Option<String>,
}

impl News {
    /// The first news. It counts from the clock: a page that the server before has served must not know
    /// the same numbers.
    fn first() -> Self {
        let now = jiff::Timestamp::now().as_millisecond().unsigned_abs();
        Self {
            number: now,
            text: now,
            fault: None,
        }
    }
}

/// Builds a guide again and again.
pub(crate) struct Workshop {
    request: Request,
    place: Place,
    /// The number of the newest change: what is made for an older one is of no use.
    newest: AtomicU64,
    /// The last files that open pages know, the slow ones among them. Whoever holds them may publish.
    last: Mutex<Vec<File>>,
    /// Held by the one thread that makes slow files: two would only wait for each other.
    behind: Mutex<()>,
    news: watch::Sender<News>,
}

impl Workshop {
    /// A workshop for what is asked for, which publishes to `place`. Only its first build is verbose.
    pub(crate) fn new(request: Request, place: Place) -> Self {
        Self {
            place,
            request: Request {
                verbose: false,
                ..request
            },
            newest: AtomicU64::new(0),
            last: Mutex::default(),
            behind: Mutex::default(),
            news: watch::Sender::new(News::first()),
        }
    }

    /// What open pages have to know, now and from now on.
    pub(crate) fn news(&self) -> watch::Receiver<News> {
        self.news.subscribe()
    }

    /// The first build.
    ///
    /// # Errors
    /// What is wrong with the guide, if there is no older site to show.
    pub(crate) fn open(self: &Arc<Self>) -> Result<()> {
        match guarded(|| self.text(|| false)) {
            Ok(()) => self.follow(0),
            Err(error) if self.request.destination.join("index.html").is_file() => {
                self.fault(0, &error);
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Builds the guide as it is now, unless there are more `changes` in the end.
    pub(crate) fn change(self: &Arc<Self>, changes: &Changes) {
        let number = self.newest.fetch_add(1, Ordering::SeqCst) + 1;
        match guarded(|| self.text(|| changes.are_more())) {
            Ok(()) => self.follow(number),
            Err(_) if changes.are_more() => {}
            Err(error) => self.fault(number, &error),
        }
    }

    /// Builds and publishes the text, with the last slow files beside it. The first time there are
    /// none; then search is made as well, without which a folder is no site.
    fn text(&self, is_overtaken: impl Fn() -> bool) -> Result<()> {
        let start = Instant::now();
        let known = slow(&lock(&self.last), true);
        let none = known.is_empty();
        let wanted = |output: &Output| !output.slow || (none && output.name != PDF);
        let request = Request {
            verbose: none,
            ..self.request.clone()
        };
        let mut files = files(&request, known, wanted, Pace::AtOnce)?;
        let mut last = lock(&self.last);
        if is_overtaken() {
            return Err(overtaken());
        }
        if !none {
            // Newer ones may have come meanwhile.
            files.retain(|file| !file.slow);
            files.extend(slow(&last, true));
        }
        self.place.publish(&files, Wait::No)?;
        let is_other = slow(&last, false) != slow(&files, false);
        let summary = summary(&self.request, &files, start);
        *last = files;
        drop(last);
        self.tell(is_other);
        // A server whose words nobody reads goes on serving.
        let _ = say(summary);
        Ok(())
    }

    /// Makes the slow files of the change `number` in a thread of their own.
    fn follow(self: &Arc<Self>, number: u64) {
        let workshop = Arc::clone(self);
        thread::spawn(move || {
            let _turn = lock(&workshop.behind);
            // The browser shows the text first.
            thread::sleep(QUIET);
            if let Err(error) = guarded(|| workshop.everything(number)) {
                workshop.fault(number, &error);
            }
        });
    }

    /// Builds and publishes everything, unless a newer change comes. Pages name the size of a PDF, so
    /// they are built again as well.
    fn everything(&self, number: u64) -> Result<()> {
        let start = Instant::now();
        let is_newest = || self.is_newest(number);
        let wanted = |output: &Output| self.request.wants(output);
        let pace = Pace::Behind(&is_newest);
        let files = files(&self.request, Vec::new(), wanted, pace)?;
        let mut last = lock(&self.last);
        if !is_newest() {
            return Err(overtaken());
        }
        self.place.publish(&files, Wait::No)?;
        last.retain(|file| !file.slow);
        last.extend(slow(&files, true));
        drop(last);
        let _ = say(summary(&self.request, &files, start));
        Ok(())
    }

    fn is_newest(&self, number: u64) -> bool {
        self.newest.load(Ordering::SeqCst) == number
    }

    /// Tells what is wrong with the change `number`, unless there is a newer one.
    fn fault(&self, number: u64, error: &anyhow::Error) {
        let problems = Problems::of(error);
        // What a newer change tells comes behind this: the news are locked while it is looked up.
        let is_told = self.news.send_if_modified(|news| {
            let is_newest = self.is_newest(number);
            if is_newest {
                news.number += 1;
                news.fault = Some(told(&problems));
            }
            is_newest
        });
        if is_told {
            tell(&problems);
            let _ = say("the last good site is still served");
        }
    }

    /// Tells that a text was published, and whether it is another one than before.
    fn tell(&self, is_other: bool) {
        self.news.send_modify(|news| {
            news.number += 1;
            news.text += u64::from(is_other);
            news.fault = None;
        });
    }
}

/// Those of `files` that are slow, or those that are not.
fn slow(files: &[File], is_slow: bool) -> Vec<File> {
    let wanted = files.iter().filter(|file| file.slow == is_slow);
    wanted.cloned().collect()
}

/// What a thread that panicked has left is whole: each lock guards one assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn what_is_wrong_with_an_older_change_is_not_told() {
        let folder = tempfile::tempdir().unwrap();
        let request = Request {
            root: folder.path().join("guide"),
            destination: folder.path().join("book"),
            site_url: String::new(),
            pdfs: false,
            verbose: false,
        };
        let place = Place::take(&request.destination, &request.root).unwrap();
        let workshop = Workshop::new(request, place);
        workshop.newest.store(2, Ordering::SeqCst);
        for (number, expected) in [(1, None), (2, Some("error: hole\n"))] {
            workshop.fault(number, &anyhow!("hole"));
            let fault = workshop.news().borrow().fault.clone();
            assert_eq!(fault.is_some(), expected.is_some(), "{fault:?}");
            assert!(
                fault
                    .unwrap_or_default()
                    .starts_with(expected.unwrap_or_default())
            );
        }
    }
}
