//! What is told, to people and to programs.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::{copy_of_guide, edit, site, unread};

/// What a command says on standard error, each line an object.
fn told(arguments: &[&str], guide: &std::path::Path) -> Vec<Value> {
    let arguments = [arguments, &["--message-format", "json"]].concat();
    let output = site(&arguments, guide);
    let error = String::from_utf8(output.stderr).unwrap();
    let lines = error.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line} is no JSON")))
        .collect()
}

#[test]
fn every_fault_of_a_run_is_an_object_on_a_line() {
    let guide = copy_of_guide();
    let path = guide.path().join("src/step-2.md");
    let text = fs::read_to_string(&path).unwrap();
    let line = text.lines().count() + 2;
    fs::write(&path, format!("{text}\n<iframe></iframe>\n\n<blink>\n")).unwrap();
    let told = told(&["build", "--no-pdf"], guide.path());
    assert!(told.len() >= 2, "{told:?}");
    for one in &told {
        assert_eq!(one["severity"], "error");
        for key in ["message", "cure"] {
            assert!(
                one[key].as_str().is_some_and(|text| !text.is_empty()),
                "{one}"
            );
        }
    }
    let is_here = |one: &&Value| one["file"] == "src/step-2.md" && one["line"] == line;
    assert!(told.iter().find(is_here).is_some(), "{told:?}");
}

#[test]
fn a_fault_of_no_file_is_told_alike() {
    let guide = copy_of_guide();
    for (arguments, message) in [
        (&["build", "--dest", "/"][..], "holds the guide itself"),
        (&["build", "--dest", "/dev/null"], "no folder"),
        (
            &["check-facts", "--max-age", "0"],
            "were checked more than 0 days ago",
        ),
    ] {
        let told = told(arguments, guide.path());
        assert_eq!(told.len(), 1, "{arguments:?}");
        assert_eq!(told[0].get("file"), None, "{arguments:?}");
        let text = told[0]["message"].as_str().unwrap();
        assert!(text.contains(message), "{text}");
        assert!(!told[0]["cure"].as_str().unwrap().is_empty());
    }
}

#[test]
fn an_old_fact_is_a_warning() {
    let guide = copy_of_guide();
    let (new, old) = ("\"checked\": \"2026-11-22\"", "\"checked\": \"2020-01-31\"");
    edit(guide.path(), "operators.json", new, old);
    edit(
        guide.path(),
        "sources.json",
        "\"checked\": \"2026-",
        "\"checked\": \"2020-",
    );
    let told = told(&["build", "--no-pdf"], guide.path());
    let files: Vec<&Value> = told.iter().map(|one| &one["file"]).collect();
    assert!(
        files.iter().any(|file| *file == "operators.json"),
        "{told:?}"
    );
    assert!(files.iter().any(|file| *file == "sources.json"), "{told:?}");
    for one in &told {
        assert_eq!(one["severity"], "warning", "{one}");
        assert!(
            one["message"]
                .as_str()
                .unwrap()
                .contains(" was last checked on 20")
        );
    }
    assert!(guide.path().join("book/index.html").exists());
}

#[test]
fn what_the_guide_lacks_is_told_with_its_name_and_a_cure() {
    for missing in ["theme", "po", "book.toml"] {
        let guide = copy_of_guide();
        let path = guide.path().join(missing);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
        let told = told(&["build"], guide.path());
        assert_eq!(told.len(), 1, "{missing}");
        assert_eq!(told[0]["file"], missing, "{told:?}");
        assert!(
            told[0]["message"]
                .as_str()
                .unwrap()
                .starts_with("cannot be read"),
            "{told:?}"
        );
    }
}

#[test]
fn a_file_that_is_no_text_is_told_with_its_name() {
    for file in ["theme/site.css", "theme/page.hbs", "permalinks.txt"] {
        let guide = copy_of_guide();
        fs::write(guide.path().join(file), b"\xff\xfe").unwrap();
        let told = told(&["build", "--no-pdf"], guide.path());
        assert_eq!(told.len(), 1, "{file}: {told:?}");
        assert_eq!(told[0]["file"], file, "{told:?}");
    }
}

#[test]
fn a_setting_that_changes_nothing_is_refused_with_what_does() {
    for (setting, cure) in [
        (
            "[output.html.redirect]\n\"/step-7.html\" = \"step-6.html\"",
            "moved.json",
        ),
        ("[output.html]\ncname = \"example.org\"", "static/"),
        ("[output.html]\nadditional-css = [\"more.css\"]", "theme/"),
        ("[output.html]\nsite-url = \"/guide/\"", "--site-url"),
        (
            "[output.html]\nedit-url-template = \"https://example.org/{path}\"",
            "delete",
        ),
    ] {
        let guide = copy_of_guide();
        let settings = guide.path().join("book.toml");
        let text = std::fs::read_to_string(&settings).unwrap();
        let new = match setting.strip_prefix("[output.html]\n") {
            Some(line) => text.replace("[output.html]\n", &format!("[output.html]\n{line}\n")),
            None => format!("{text}\n{setting}\n"),
        };
        let line = new
            .lines()
            .position(|line| setting.contains(line) && !text.contains(line));
        std::fs::write(&settings, &new).unwrap();
        let told = told(&["build", "--no-pdf"], guide.path());
        assert_eq!(told.len(), 1, "{setting}: {told:?}");
        assert_eq!(told[0]["line"], json!(line.unwrap() + 1), "{told:?}");
        assert!(told[0]["cure"].as_str().unwrap().contains(cure), "{told:?}");
    }
}

#[test]
fn a_fault_of_the_settings_is_told_with_its_place() {
    for (old, new, line, column) in [
        ("language = ", "languag e = ", 4, 9),
        ("[book]", "[book", 1, 6),
        ("language = \"zh-Hans\"", "language = 5", 4, 12),
    ] {
        let guide = copy_of_guide();
        edit(guide.path(), "book.toml", old, new);
        let told = told(&["build", "--no-pdf"], guide.path());
        assert_eq!(told.len(), 1, "{new}");
        let place = [&told[0]["file"], &told[0]["line"], &told[0]["column"]];
        assert_eq!(
            place,
            [&json!("book.toml"), &json!(line), &json!(column)],
            "{told:?}"
        );
        assert!(
            !told[0]["message"].as_str().unwrap().contains('\n'),
            "{told:?}"
        );
    }
}

#[test]
fn faults_of_chapters_data_and_catalogs_are_told_in_one_run() {
    let guide = copy_of_guide();
    edit(guide.path(), "operators.json", "+4791509000", "+479150900x");
    fs::write(guide.path().join("po/NORSK.po"), "").unwrap();
    edit(
        guide.path(),
        "src/SUMMARY.md",
        "(step-1.md)",
        "(../step-1.md)",
    );
    let told = told(&["build", "--no-pdf"], guide.path());
    for file in ["operators.json", "po/NORSK.po", "src/SUMMARY.md"] {
        assert!(
            told.iter().any(|one| one["file"] == file),
            "{file}: {told:?}"
        );
    }
}

#[test]
fn what_msgmerge_says_is_part_of_the_fault() {
    let guide = copy_of_guide();
    let tools = tempfile::tempdir().unwrap();
    let msgmerge = tools.path().join("msgmerge");
    fs::write(
        &msgmerge,
        "#!/bin/sh\necho 'po/nb.po:7: no text' >&2\nexit 1\n",
    )
    .unwrap();
    fs::set_permissions(&msgmerge, fs::Permissions::from_mode(0o755)).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["update", "--message-format", "json", "--root"])
        .arg(guide.path())
        .env("PATH", tools.path())
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    let told: Value = serde_json::from_str(&error).unwrap_or_else(|_| panic!("{error} is no JSON"));
    let message = told["message"].as_str().unwrap();
    assert!(message.ends_with("po/nb.po:7: no text"), "{message}");
}

#[test]
fn a_command_whose_words_nobody_reads_does_its_work_all_the_same() {
    let guide = copy_of_guide();
    // An old fact, so that there is a warning to tell in both formats.
    let (new, old) = ("\"checked\": \"2026-11-22\"", "\"checked\": \"2020-01-31\"");
    edit(guide.path(), "operators.json", new, old);
    for format in ["human", "json"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_site"));
        command.args(["build", "--no-pdf", "--message-format", format]);
        command.current_dir(guide.path());
        let status = command.stdout(Stdio::null()).stderr(unread()).status();
        assert!(status.unwrap().success(), "{format}");
        fs::remove_dir_all(guide.path().join("book")).expect("it was built");
    }
}
