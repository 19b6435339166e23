//! The local server, which builds anew on every change.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use tower_http::services::{ServeDir, ServeFile};

use crate::builder::{Request, build};
use crate::{say, told};

/// The folders of a guide, and its files: what makes a new build necessary when it changes.
const FOLDERS: [&str; 4] = ["src", "po", "theme", "fonts"];
const FILES: [&str; 3] = ["operators.json", "sources.json", "book.toml"];

/// How long nothing may change before a build: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(200);

/// Builds the guide, serves it on 127.0.0.1 and builds it anew when one of its files changes.
///
/// Runs until it is interrupted. A build that fails later is reported and the last good site is
/// still served.
///
/// # Errors
/// If the port is in use, or the first build fails and there is no older site to serve.
pub fn serve(request: Request, port: u16) -> Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address).with_context(|| {
        format!("port {port} of 127.0.0.1 is not free; choose another one with --port")
    })?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    match build(request) {
        Ok(done) => say(done)?,
        Err(error) if request.destination.join("index.html").is_file() => {
            eprintln!("{}\nthe last good site is served", told(&error));
        }
        Err(error) => return Err(error),
    }
    say(format_args!("serving {} at", request.destination.display()))?;
    say(format_args!("  http://{address}/"))?;
    for language in languages(request.destination)? {
        say(format_args!("  http://{address}/{language}/index.html"))?;
    }
    let watcher = watch(request)?;
    say("stop with Ctrl-C")?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let not_found = ServeFile::new(request.destination.join("404.html"));
        let site = ServeDir::new(request.destination).not_found_service(not_found);
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, Router::new().fallback_service(site))
            .with_graceful_shutdown(async {
                // Without a signal handler Ctrl-C ends the process all the same.
                let _ = tokio::signal::ctrl_c().await;
            })
            .await
    })?;
    drop(watcher);
    Ok(())
}

/// Builds anew after each change, until what it returns is dropped.
fn watch(request: Request) -> Result<RecommendedWatcher> {
    // Changes are reported by their whole paths.
    let root = request.root.canonicalize()?;
    let (sender, changes) = mpsc::channel();
    let watched = root.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_change(&event, &watched)) {
            let _ = sender.send(());
        }
    })?;
    // The root itself is watched for its files: many editors put a new file in the place of the
    // old one, which a watch on the file would not see.
    watcher.watch(&root, RecursiveMode::NonRecursive)?;
    for name in FOLDERS {
        let folder = root.join(name);
        let watching = || format!("watching {}", folder.display());
        watcher
            .watch(&folder, RecursiveMode::Recursive)
            .with_context(watching)?;
    }
    let (root, destination) = (request.root.to_owned(), request.destination.to_owned());
    let (site_url, pdfs) = (request.site_url.to_owned(), request.pdfs);
    thread::spawn(move || {
        while changes.recv().is_ok() {
            while changes.recv_timeout(QUIET).is_ok() {}
            rebuild(Request {
                root: &root,
                destination: &destination,
                site_url: &site_url,
                pdfs,
            });
        }
    });
    Ok(watcher)
}

/// Whether something of the guide is another one now. A build reads these files itself, which is
/// an event, too, but no change.
fn is_change(event: &Event, root: &Path) -> bool {
    let of_guide = |path: &PathBuf| {
        let Ok(path) = path.strip_prefix(root) else {
            return false;
        };
        let in_folder = FOLDERS
            .iter()
            .any(|name| path.starts_with(name) && path != Path::new(name));
        in_folder || FILES.iter().any(|name| path == Path::new(name))
    };
    !event.kind.is_access() && event.paths.iter().any(of_guide)
}

fn rebuild(request: Request) {
    match build(request) {
        Ok(done) => {
            // A server whose words nobody reads goes on serving.
            let _ = say(done);
        }
        Err(error) => eprintln!("{}\nthe last good site is still served", told(&error)),
    }
}

/// The folders of the languages in a built site.
fn languages(site: &Path) -> Result<Vec<String>> {
    let mut languages = Vec::new();
    for entry in fs::read_dir(site)? {
        let entry = entry?;
        if entry.path().join("index.html").is_file() {
            languages.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    languages.sort();
    Ok(languages)
}

#[cfg(test)]
mod tests {
    use notify::EventKind;
    use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};

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
