use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;
use tokio::sync::watch;
use tower_http::services::{ServeDir, ServeFile};

use crate::builder::{Request, build};

/// What of a guide makes a new build necessary when it changes.
const WATCHED: [&str; 6] = [
    "src",
    "po",
    "theme",
    "operators.json",
    "sources.json",
    "book.toml",
];

/// Builds the guide, serves it on 127.0.0.1 and builds it anew when one of its files changes.
///
/// Runs until it is interrupted. A build that fails later is reported and the last good site is
/// still served.
///
/// # Errors
/// If the port is in use, or the first build fails.
pub fn serve(request: Request, port: u16, languages: &[String]) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| {
                format!("port {port} of 127.0.0.1 is not free; choose another one with --port")
            })?;
        let address = listener.local_addr()?;
        println!("serving {} at", request.destination.display());
        println!("  http://{address}/");
        for tag in languages {
            println!("  http://{address}/{tag}/index.html");
        }
        println!("stop with Ctrl-C");
        let (sender, builds) = watch::channel(0_u64);
        let watcher = watch_files(request, sender)?;
        let site = ServeDir::new(request.destination)
            .not_found_service(ServeFile::new(request.destination.join("404.html")));
        let router = Router::new()
            .route("/__build", get(last_build))
            .with_state(builds)
            .fallback_service(site);
        axum::serve(listener, router)
            .with_graceful_shutdown(async {
                // Without a signal handler Ctrl-C ends the process all the same.
                let _ = tokio::signal::ctrl_c().await;
            })
            .await?;
        drop(watcher);
        Ok(())
    })
}

/// The number of the last build; answers when there is a newer one than `?after=`, so that a page
/// can wait for it. Only served here; the published site asks nobody anything.
async fn last_build(State(mut builds): State<watch::Receiver<u64>>) -> Response {
    builds.mark_unchanged();
    let _ = tokio::time::timeout(Duration::from_secs(25), builds.changed()).await;
    let number = *builds.borrow();
    (
        StatusCode::OK,
        [(header::CACHE_CONTROL, "no-store")],
        number.to_string(),
    )
        .into_response()
}

/// Builds anew on each change until what it returns is dropped.
fn watch_files(request: Request, builds: watch::Sender<u64>) -> Result<impl Drop> {
    let root = request.root.to_owned();
    let destination = request.destination.to_owned();
    let site_url = request.site_url.to_owned();
    let mut debouncer = new_debouncer(Duration::from_millis(200), move |events| {
        let Ok(_) = events else { return };
        rebuild(&root, &destination, &site_url);
        builds.send_modify(|number| *number += 1);
    })?;
    for name in WATCHED {
        let path = request.root.join(name);
        let mode = if path.is_dir() {
            RecursiveMode::Recursive
        } else {
            RecursiveMode::NonRecursive
        };
        debouncer
            .watcher()
            .watch(&path, mode)
            .with_context(|| format!("watching {}", path.display()))?;
    }
    Ok(debouncer)
}

fn rebuild(root: &Path, destination: &PathBuf, site_url: &str) {
    match build(Request {
        root,
        destination,
        site_url,
    }) {
        Ok(done) => println!("{done}"),
        Err(error) => eprintln!("error: {error:#}\nthe last good site is still served"),
    }
}
