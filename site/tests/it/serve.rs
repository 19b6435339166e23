use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::{built_without_pdfs, copy_of_guide, copy_tree, edit, files, pages_in, site, unread};

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

/// What the server says on standard error, in the folder of its guide.
const SAID: &str = "said.txt";

/// Serves a guide; gives what the server says, line by line.
fn serve(guide: &Path, options: &[&str]) -> (Server, impl Iterator<Item = String> + use<>) {
    let said = File::create(guide.join(SAID)).unwrap();
    serve_to(said.into(), guide, options)
}

/// The same with another standard error.
fn serve_to(
    error: Stdio,
    guide: &Path,
    options: &[&str],
) -> (Server, impl Iterator<Item = String> + use<>) {
    let mut server = Server(
        Command::new(env!("CARGO_BIN_EXE_site"))
            .args(["serve", "--port", "0", "--root"])
            .arg(guide)
            .args(options)
            .stdout(Stdio::piped())
            .stderr(error)
            .spawn()
            .expect("it starts"),
    );
    let lines = BufReader::new(server.0.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    (server, lines)
}

/// The address that the server says, once it is ready.
fn address(lines: &mut impl Iterator<Item = String>) -> String {
    let line = lines
        .find(|line| line.trim().starts_with("http://127.0.0.1:"))
        .expect("an address");
    lines
        .find(|line| line.starts_with("stop with Ctrl-C"))
        .expect("it is ready");
    let address = line.trim().trim_start_matches("http://");
    address.trim_end_matches('/').to_owned()
}

/// What the server tells a page that knows the news of `number`: other news, as soon as there is some.
fn news(address: &str, number: &str) -> Value {
    let answer = get(address, &format!("/.serve/news?number={number}"));
    let (_, body) = answer.split_once("\r\n\r\n").expect("an answer");
    serde_json::from_str(body).expect("it is JSON")
}

/// Waits for the news that `is_right` wants. A file may be read while it is being written, so the first
/// need not be it.
fn news_when(address: &str, is_right: impl Fn(&Value) -> bool) -> Value {
    let mut last = news(address, "");
    while !is_right(&last) {
        last = news(address, &last["number"].to_string());
    }
    last
}

const SKIP: [&str; 2] = [
    "msgstr \"Skip to the content\"",
    "msgstr \"Skip to the text\"",
];

#[test]
fn it_shows_the_site_and_builds_it_anew_on_a_change() {
    let guide = copy_of_guide();
    let (_server, mut lines) = serve(guide.path(), &["--no-pdf"]);
    let address = address(&mut lines);
    let page = get(&address, "/en/step-2.html");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    let missing = get(&address, "/en/nothing.html");
    assert!(
        missing.starts_with("HTTP/1.1 404") && missing.contains("lang=\"nb\""),
        "{missing}"
    );

    let before = news(&address, "");
    edit(guide.path(), "po/en.po", SKIP[0], SKIP[1]);
    // So an open page knows that it is out of date.
    news_when(&address, |news| {
        news["fault"].is_null() && news["text"] != before["text"]
    });
    let page = get(&address, "/en/step-2.html");
    assert!(page.contains("Skip to the text"));
    assert!(page.contains("data-text=\""));
}

#[test]
fn old_facts_are_told_once() {
    let guide = copy_of_guide();
    let today = "\"checked\": \"2026-11-22\"";
    edit(
        guide.path(),
        "operators.json",
        today,
        "\"checked\": \"2020-01-31\"",
    );
    let (_server, lines) = serve(guide.path(), &["--no-pdf"]);
    let mut written = lines.filter(|line| line.starts_with("wrote "));
    let mut build = || written.by_ref().take(2).for_each(drop);
    build();
    edit(guide.path(), "po/en.po", SKIP[0], SKIP[1]);
    build();
    let said = fs::read_to_string(guide.path().join(SAID)).unwrap();
    assert_eq!(said.matches("warning: ").count(), 1, "{said}");
}

#[test]
fn a_page_of_the_server_before_is_out_of_date() {
    let guide = copy_of_guide();
    let start = || {
        let (server, mut lines) = serve(guide.path(), &["--no-pdf"]);
        let news = news(&address(&mut lines), "");
        drop(server);
        news
    };
    let (before, after) = (start(), start());
    for name in ["number", "text"] {
        assert_ne!(before[name], after[name], "{name}");
    }
}

#[test]
fn only_pages_of_the_server_have_its_script() {
    let guide = copy_of_guide();
    let (_server, mut lines) = serve(guide.path(), &["--no-pdf"]);
    let address = address(&mut lines);
    let script = "/.serve/reload.js";
    assert!(get(&address, "/en/step-2.html").contains(script));
    assert!(get(&address, script).contains("location.reload()"));
    for file in files(&guide.path().join("book")) {
        let content = fs::read(guide.path().join("book").join(&file)).unwrap();
        let content = String::from_utf8_lossy(&content);
        assert!(!content.contains("/.serve/"), "{file}");
    }
}

#[test]
fn a_fault_is_shown_on_the_page_and_the_last_good_site_stays_behind_it() {
    let guide = copy_of_guide();
    let (_server, mut lines) = serve(guide.path(), &["--no-pdf"]);
    let address = address(&mut lines);
    let before = news(&address, "");
    edit(guide.path(), "po/en.po", SKIP[0], "msgstr \"\"");
    let after = news_when(&address, |news| {
        let fault = news["fault"].as_str().unwrap_or_default();
        fault.starts_with("error: po/en.po:") && fault.ends_with("\n  translate it")
    });
    assert_eq!(after["text"], before["text"], "no page reloads");
    assert!(get(&address, "/en/step-2.html").contains("Skip to the content"));

    let hole = "msgid \"跳到正文\"\nmsgstr \"\"";
    let cure = format!("msgid \"跳到正文\"\n{}", SKIP[1]);
    edit(guide.path(), "po/en.po", hole, &cure);
    news_when(&address, |news| news["fault"].is_null());
}

#[test]
fn a_server_whose_words_nobody_reads_goes_on_after_a_fault() {
    let guide = copy_of_guide();
    let (server, mut lines) = serve_to(unread(), guide.path(), &["--no-pdf"]);
    let address = address(&mut lines);
    edit(guide.path(), "po/en.po", SKIP[0], "msgstr \"\"");
    news_when(&address, |news| news["fault"].is_string());
    let hole = "msgid \"跳到正文\"\nmsgstr \"\"";
    let cure = format!("msgid \"跳到正文\"\n{}", SKIP[1]);
    edit(guide.path(), "po/en.po", hole, &cure);
    news_when(&address, |news| news["fault"].is_null());
    drop(server);
}

#[test]
fn the_pdfs_follow_the_text_and_the_last_ones_stay_until_then() {
    let guide = copy_of_guide();
    let (_server, mut lines) = serve(guide.path(), &[]);
    let first = lines.next().expect("it builds");
    assert!(
        first.starts_with(&format!(
            "wrote {} pages in 3 languages, no PDFs yet",
            pages_in(3)
        )),
        "{first}"
    );
    let address = address(&mut lines);
    let mut written = lines.filter(|line| line.starts_with("wrote "));
    let second = written.next().expect("the PDFs follow");
    assert!(second.contains(" 3 PDFs "), "{second}");
    assert!(get(&address, "/en/index.html").contains("cancel-5g-norway-en.pdf"));
    edit(guide.path(), "po/en.po", SKIP[0], SKIP[1]);
    let third = written.next().expect("it builds anew");
    assert!(third.contains(" 3 PDFs "), "{third}");
}

#[test]
fn what_is_replaced_is_still_watched() {
    let guide = copy_of_guide();
    let (_server, mut lines) = serve(guide.path(), &["--no-pdf"]);
    let address = address(&mut lines);
    // As git and rsync do it: the old one goes, a new one takes its name.
    let replace = |name: &str| {
        let (path, other) = (guide.path().join(name), guide.path().join("other"));
        copy_tree(&path, &other);
        fs::rename(&path, guide.path().join(format!("old-{name}"))).unwrap();
        fs::rename(&other, &path).unwrap();
    };
    for name in ["src", "po", "theme", "book.toml"] {
        replace(name);
    }
    let page = || get(&address, "/en/step-2.html");
    edit(guide.path(), "po/en.po", SKIP[0], SKIP[1]);
    news_when(&address, |_| page().contains("Skip to the text"));
    edit(
        guide.path(),
        "theme/page.hbs",
        "</body>",
        "<p>new</p></body>",
    );
    news_when(&address, |_| page().contains("<p>new</p>"));
    // A whole folder at once, and a file.
    for (name, old, new) in [
        ("src", "{ #step-2 }", "{ #step-2 .src }"),
        ("book.toml", "language = \"zh-Hans\"", "language = \"\""),
    ] {
        let file = if name == "src" { "src/step-2.md" } else { name };
        let before = news(&address, "");
        replace_with(guide.path(), name, file, old, new);
        news_when(&address, |news| news["number"] != before["number"]);
    }
    news_when(&address, |news| {
        news["fault"]
            .as_str()
            .is_some_and(|fault| fault.contains("book.toml"))
    });
}

/// Puts a changed copy of `name` in its place.
fn replace_with(guide: &Path, name: &str, file: &str, old: &str, new: &str) {
    let other = tempfile::tempdir_in(guide).unwrap();
    copy_tree(&guide.join(name), &other.path().join(name));
    edit(other.path(), file, old, new);
    fs::rename(guide.join(name), other.path().join("old")).unwrap();
    fs::rename(other.path().join(name), guide.join(name)).unwrap();
}

#[test]
fn a_build_beside_a_server_is_refused() {
    let guide = copy_of_guide();
    let (server, mut lines) = serve(guide.path(), &["--no-pdf"]);
    let address = address(&mut lines);
    for command in [&["build"][..], &["serve", "--port", "0"]] {
        let output = site(command, guide.path());
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{command:?}");
        assert!(
            error.contains("another build, or `serve`, publishes to"),
            "{error}"
        );
    }
    assert!(get(&address, "/en/step-2.html").starts_with("HTTP/1.1 200"));
    // Its end frees the place, however it ends.
    drop(server);
    built_without_pdfs(guide.path());
    assert!(!guide.path().join(".book-lock").exists());
}

#[test]
fn all_faults_are_shown_at_once_with_what_looks_like_html_in_them() {
    let guide = copy_of_guide();
    let (_server, mut lines) = serve(guide.path(), &["--no-pdf"]);
    let address = address(&mut lines);
    let path = guide.path().join("src/step-2.md");
    let text = fs::read_to_string(&path).unwrap();
    let long = "x".repeat(2000);
    fs::write(
        &path,
        format!("{text}\n<script>alert(1)</script>\n\n[1]({long}.md)\n\n<img src=x>\n"),
    )
    .unwrap();
    let news = news_when(&address, |news| news["fault"].is_string());
    let fault = news["fault"].as_str().unwrap();
    for part in ["<script>alert(1)</script>", "<img src=x>"] {
        assert!(fault.contains(part), "{part}: {fault}");
    }
    // The page writes it as text.
    let script = get(&address, "/.serve/reload.js");
    assert!(script.contains("board.textContent = fault;") && !script.contains("innerHTML"));
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
    let (_server, mut lines) = serve(guide.path(), &["--no-pdf"]);
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
        error.starts_with(&format!("error: port {port} of 127.0.0.1 is not free"))
            && error.contains("\n  choose another one with --port"),
        "{error}"
    );
}
