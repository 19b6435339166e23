use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use mdbook_operators::Operators;
use mdbook_preprocessor::Preprocessor;

use crate::folder;

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mdbook-operators"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

/// A book of one chapter as mdBook 0.5 hands it to a preprocessor.
fn book(root: &str, markdown: &str) -> String {
    serde_json::json!([
        {
            "root": root,
            "config": { "book": { "language": "zh-Hans", "src": "src" } },
            "renderer": "html",
            "mdbook_version": "0.5.4",
        },
        {
            "items": [{
                "Chapter": {
                    "name": "一",
                    // What the plan of the fixture leads to.
                    "content": format!("{markdown}\n\n# A {{ #a }}\n"),
                    "number": null,
                    "sub_items": [],
                    "path": "a.md",
                    "source_path": "a.md",
                    "parent_names": [],
                }
            }]
        }
    ])
    .to_string()
}

#[test]
fn it_supports_every_renderer_but_the_extraction_of_messages() {
    assert!(run(&["supports", "html"], "").status.success());
    assert!(run(&["supports", "typst"], "").status.success());
    assert!(!run(&["supports", "xgettext"], "").status.success());
}

#[test]
fn it_says_how_it_is_used_and_refuses_anything_else() {
    for asked in ["--help", "-h"] {
        let help = run(&[asked], "");
        assert!(help.status.success());
        // mdBook finds its settings under its name.
        let table = format!("[preprocessor.{}]", Operators::default().name());
        assert!(String::from_utf8_lossy(&help.stderr).contains(&table));
    }
    let unknown = run(&["build"], "");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("unknown arguments: build"));
}

#[test]
fn a_book_goes_in_and_only_the_book_comes_out() {
    let folder = folder();
    fs::write(
        folder.path().join("book.toml"),
        "[book]\nlanguage = \"zh-Hans\"\n",
    )
    .unwrap();
    let input = book(
        &folder.path().to_string_lossy(),
        "```operators\noperators: nordnett\ncolumns: phone\n```",
    );
    let output = run(&[], &input);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let book: serde_json::Value = serde_json::from_slice(&output.stdout).expect("nothing but JSON");
    let content = book["items"][0]["Chapter"]["content"].as_str().unwrap();
    assert!(
        content.contains("[915 09 000](tel:+4791509000)"),
        "{content}"
    );
}

#[test]
fn a_problem_fails_the_build_and_leaves_standard_output_empty() {
    let folder = folder();
    fs::write(
        folder.path().join("book.toml"),
        "[book]\nlanguage = \"zh-Hans\"\n",
    )
    .unwrap();
    let output = run(
        &[],
        &book(
            &folder.path().to_string_lossy(),
            "```operators\noperators: nix\n```",
        ),
    );
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(
        error.starts_with("error: src/a.md:2: no operator \"nix\""),
        "{error}"
    );
}

#[test]
fn a_section_is_a_heading_with_an_id_however_that_is_written() {
    let folder = folder();
    let toml = folder.path().join("book.toml");
    fs::write(toml, "[book]\nlanguage = \"zh-Hans\"\n").unwrap();
    let root = folder.path().to_string_lossy();
    for (heading, is_one) in [
        ("# A {#a}", true),
        ("# A {  #a }", true),
        ("A {#a}\n===", true),
        ("`{ #a }`", false),
        ("    # A { #a }", false),
    ] {
        let book = book(&root, "").replace("# A { #a }", &heading.replace('\n', "\\n"));
        let output = run(&[], &book);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.success(), is_one, "{heading}: {error}");
        let found = "plan.json:24: there is no section a.md#a\n";
        assert_eq!(error.contains(found), !is_one, "{error}");
    }
}

#[test]
fn a_chapter_in_a_sub_folder_leads_out_of_it() {
    let folder = folder();
    let toml = folder.path().join("book.toml");
    fs::write(toml, "[book]\nlanguage = \"zh-Hans\"\n").unwrap();
    let table = "```operators\noperators: lite\ncolumns: network\n```";
    let book = book(&folder.path().to_string_lossy(), table);
    let mut input: serde_json::Value = serde_json::from_str(&book).unwrap();
    let items = input[1]["items"].as_array_mut().unwrap();
    let mut other = items[0].clone();
    other["Chapter"]["path"] = "x/b.md".into();
    other["Chapter"]["source_path"] = "x/b.md".into();
    items.push(other);
    let output = run(&[], &input.to_string());
    let book: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for (index, link) in [(0, "](operator/lite.md)"), (1, "](../operator/lite.md)")] {
        let text = book["items"][index]["Chapter"]["content"].as_str().unwrap();
        assert!(text.contains(link), "{text}");
    }
}

#[test]
fn something_else_than_a_book_is_refused() {
    assert!(!run(&[], "hello").status.success());
    assert_eq!(run(&["frobnicate"], "").status.code(), Some(2));
}
