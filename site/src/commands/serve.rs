//! `serve`: shows the site on this machine, and every change of the guide at once.

mod http;
mod watch;
mod workshop;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result};
use mdbook_operators::Problem;

use super::build::Request;
use crate::publish::Place;
use crate::report::say;
use watch::Changes;
use workshop::Workshop;

/// Builds the guide, serves it on 127.0.0.1 and builds it anew when one of its files changes: first
/// the text, then what takes seconds.
///
/// Runs until it is interrupted. What is wrong is told in the terminal and on the page; behind it the
/// last good site is still served.
///
/// # Errors
/// If the port or the destination is in use, or the first build fails and there is no older site to serve.
pub(crate) fn serve(request: &Request, port: u16) -> Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address).with_context(|| {
        let what = format!("port {port} of 127.0.0.1 is not free");
        Problem::general(what, "choose another one with --port")
    })?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let place = Place::take(&request.destination, &request.root)?;
    let mut changes = Changes::of(&request.root);
    let workshop = Arc::new(Workshop::new(request.clone(), place));
    workshop.open()?;
    say(format_args!("serving {} at", request.destination.display()))?;
    say(format_args!("  http://{address}/"))?;
    say("stop with Ctrl-C")?;
    let news = workshop.news();
    thread::spawn(move || {
        loop {
            changes.wait();
            workshop.change(&changes);
        }
    });
    http::run(listener, &request.destination, news)
}
