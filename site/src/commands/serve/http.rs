//! The local server: the built files, and a script on each page that waits for news.

use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::watch::Receiver;
use tower_http::services::{ServeDir, ServeFile};

use super::workshop::News;

/// The script, which only pages of this server have.
const SCRIPT: &str = include_str!("reload.js");
/// Its address.
const SCRIPT_PATH: &str = "/.serve/reload.js";
/// Where it waits for news. No file of a site begins with a dot.
const NEWS_PATH: &str = "/.serve/news";

/// How long a page waits for news before it asks again.
const PATIENCE: Duration = Duration::from_secs(25);

/// Serves the folder `site` until the process is interrupted.
///
/// # Errors
/// If the server cannot be started.
pub(crate) fn run(listener: TcpListener, site: &Path, news: Receiver<News>) -> Result<()> {
    let not_found = ServeFile::new(site.join("404.html"));
    let files = ServeDir::new(site).not_found_service(not_found);
    let script = [(header::CONTENT_TYPE, "text/javascript")];
    let router = Router::new()
        .route(SCRIPT_PATH, get(async || (script, SCRIPT)))
        .route(NEWS_PATH, get(tell))
        .fallback_service(files)
        .layer(from_fn_with_state(news.clone(), fresh))
        .with_state(news);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::select! {
            ended = axum::serve(listener, router).into_future() => ended,
            // Pages that wait for news must not keep it open.
            _ = tokio::signal::ctrl_c() => Ok(()),
        }
    })?;
    Ok(())
}

/// Answers as soon as there is other news than the one the page knows, `?number=3`.
async fn tell(State(mut news): State<Receiver<News>>, uri: Uri) -> Response {
    let known = uri.query().and_then(|query| query.strip_prefix("number="));
    let known: Option<u64> = known.and_then(|number| number.parse().ok());
    let other = news.wait_for(|news| Some(news.number) != known);
    let _ = tokio::time::timeout(PATIENCE, other).await;
    let body = serde_json::to_string(&*news.borrow()).expect("it is made of texts and numbers");
    let json = [(header::CONTENT_TYPE, "application/json")];
    (json, body).into_response()
}

/// Answers with what is there now, never with what a browser has kept, and puts the script on pages.
async fn fresh(State(news): State<Receiver<News>>, mut request: Request, next: Next) -> Response {
    for kept in [header::IF_MODIFIED_SINCE, header::IF_NONE_MATCH] {
        request.headers_mut().remove(kept);
    }
    // Before the page is read: if it is a newer one, it is loaded once more.
    let text = news.borrow().text;
    let mut response = next.run(request).await;
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    let kind = response.headers().get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        with_script(response, text).await
    } else {
        response
    }
}

async fn with_script(response: Response, text: u64) -> Response {
    let (mut head, body) = response.into_parts();
    let page = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let script = format!("<script src=\"{SCRIPT_PATH}\" data-text=\"{text}\"></script>\n</body>");
    let page = String::from_utf8_lossy(&page).replacen("</body>", &script, 1);
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, Body::from(page))
}
