use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::{built_without_pdfs, copy_of_guide, edit, site};

/// A server that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// Serves a guide without its PDFs; gives what the server says, line by line.
fn serve(guide: &Path) -> (Server, impl Iterator<Item = String>) {
    let mut server = Server(
        Command::new(env!("CARGO_BIN_EXE_site"))
            .args(["serve", "--no-pdf", "--port", "0", "--root"])
            .arg(guide)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts"),
    );
    let lines = BufReader::new(server.0.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    (server, lines)
}

#[test]
fn it_shows_the_site_and_builds_it_anew_on_a_change() {
    let guide = copy_of_guide();
    let (_server, mut lines) = serve(guide.path());
    let line = lines
        .find(|line| line.trim().starts_with("http://127.0.0.1:"))
        .expect("an address");
    let address = line
        .trim()
        .trim_start_matches("http://")
        .trim_end_matches('/')
        .to_owned();
    lines
        .find(|line| line.starts_with("stop with Ctrl-C"))
        .expect("it is ready");

    assert!(get(&address, "/en/step-2.html").starts_with("HTTP/1.1 200"));
    let missing = get(&address, "/en/nothing.html");
    assert!(
        missing.starts_with("HTTP/1.1 404") && missing.contains("lang=\"nb\""),
        "{missing}"
    );

    edit(
        guide.path(),
        "po/en.po",
        "Skip to the content",
        "Skip to the text",
    );
    lines
        .find(|line| line.starts_with("wrote "))
        .expect("it builds anew");
    assert!(get(&address, "/en/step-2.html").contains("Skip to the text"));
}

#[test]
fn a_fault_at_the_start_leaves_the_last_site_there_and_waits_for_its_cure() {
    let guide = copy_of_guide();
    built_without_pdfs(guide.path());
    edit(
        guide.path(),
        "po/en.po",
        "msgstr \"Skip to the content\"",
        "msgstr \"\"",
    );
    let (_server, mut lines) = serve(guide.path());
    lines
        .find(|line| line.starts_with("stop with Ctrl-C"))
        .expect("it is ready");
    edit(
        guide.path(),
        "po/en.po",
        "msgid \"跳到正文\"\nmsgstr \"\"",
        "msgid \"跳到正文\"\nmsgstr \"Skip to the text\"",
    );
    lines
        .find(|line| line.starts_with("wrote "))
        .expect("it builds anew");
}

#[test]
fn a_port_in_use_is_a_clear_error() {
    let guide = copy_of_guide();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = site(&["serve", "--port", &port], guide.path());
    assert!(!output.status.success());
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        error.contains(&format!(
            "port {port} of 127.0.0.1 is not free; choose another one with --port"
        )),
        "{error}"
    );
}
