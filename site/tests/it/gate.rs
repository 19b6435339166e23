//! What nobody may see on the finished site stops the build, whatever it comes from. Templates stand here
//! for all that can write a page.

use std::fs;

use tempfile::TempDir;

use crate::{
    copy_of_guide, edit, guide_with_site, is_last, put_site, refused, root, site, summary,
};

const PAGE: &str = "theme/page.hbs";
const CONTENT: &str = "{{{content}}}";
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\"";

/// What a template writes before the content of each page, and what the gate says about it.
const FOREIGN: [(&str, &str); 51] = [
    (
        "<iframe src=\"https://evil.example/\"></iframe>",
        "has the element <iframe>",
    ),
    (
        "<form action=\"//evil.example\"></form>",
        "has the element <form>",
    ),
    ("<img src=\"x.png\" alt=\"\">", "has the element <img>"),
    ("<object data=\"x\"></object>", "has the element <object>"),
    (
        "<style>main { display: none }</style>",
        "has the element <style>",
    ),
    ("<svg onload=\"x()\"></svg>", "has the element <svg>"),
    ("<math><mi>x</mi></math>", "has the element <math>"),
    (
        "<template><p>x</p></template>",
        "has the element <template>",
    ),
    ("<p onclick=\"x()\">x</p>", "has <p onclick=\"x()\">"),
    (
        "<p style=\"position:fixed\">x</p>",
        "has <p style=\"position:fixed\">",
    ),
    (
        "<p OnMouseOver=\"x()\">x</p>",
        "has <p onmouseover=\"x()\">",
    ),
    (
        "<a href=\"index.html\" ping=\"//evil.example\">x</a>",
        "has <a ping=",
    ),
    (
        "<a href=\"index.html\" target=\"_blank\">x</a>",
        "has <a target=",
    ),
    ("<input type=\"password\">", "has <input type=\"password\">"),
    (
        "<button formaction=\"//evil.example\">x</button>",
        "has <button formaction=",
    ),
    (
        "<link rel=\"preload\" href=\"index.html\">",
        "has <link rel=\"preload\">",
    ),
    (
        "<meta http-equiv=\"refresh\" content=\"0;url=//evil.example\">",
        "has another <meta http-equiv> than the policy",
    ),
    ("<base href=\"//evil.example/\">", "has a <base>"),
    ("<script>alert(1)</script>", "has a script in the page"),
    (
        "<script type=\"module\" src=\"index.html\"></script>",
        "has <script type=\"module\">",
    ),
    (
        "<script type=\"application/json\">{</script>",
        "has data for scripts that is no JSON",
    ),
    (
        "<script src=\"https://www.telenor.no/x.js\"></script>",
        "loads \"https://www.telenor.no/x.js\" from elsewhere",
    ),
    (
        "<script type=\"application/json\">[{\"a\": \"../assets/none.js\"}]</script>",
        "leads to \"../assets/none.js\", which is not in the site",
    ),
    ("<p id=\"a\">829 12 345</p>", "shows \"829 12 345\""),
    ("<p id=\"b\">８２９<b>12</b>345</p>", "shows \"82912345\""),
    (
        "<p id=\"c\">www.telenor.no.evil.example</p>",
        "shows \"www.telenor.no.evil.example\"",
    ),
    ("<p id=\"d\">a@telenor.no</p>", "shows \"a@telenor.no\""),
    ("<p aria-label=\"829 12 346\">x</p>", "shows \"829 12 346\""),
    ("<p data-label=\"829 12 347\">x</p>", "shows \"829 12 347\""),
    (
        "<input type=\"text\" value=\"b@telenor.no\">",
        "shows \"b@telenor.no\"",
    ),
    (
        "<meta name=\"description\" content=\"evil.example\">",
        "shows \"evil.example\"",
    ),
    (
        "<meta property=\"og:url\" content=\"https://evil.example/og\">",
        "leads to \"https://evil.example/og\"",
    ),
    (
        "<meta property=\"og:image\" content=\"https://www.telenor.no/x.png\">",
        "loads \"https://www.telenor.no/x.png\" from elsewhere",
    ),
    (
        "<p id=\"e\">x</p><p id=\"e\">y</p>",
        "has the id \"e\" twice",
    ),
    ("<!-- x -->", "has a comment: \" x \""),
    ("<b><p>x</b></p>", "is no correct HTML: "),
    (
        "<a href=\"https://evil.example/\">x</a>",
        "leads to \"https://evil.example/\"",
    ),
    (
        "<a href=\"//evil.example/a\">x</a>",
        "leads to \"//evil.example/a\"",
    ),
    (
        "<a href=\"javascript:alert(1)\">x</a>",
        "leads to \"javascript:alert(1)\"",
    ),
    (
        "<a href=\"java&#9;script:alert(2)\">x</a>",
        "leads to \"java\\tscript:alert(2)\"",
    ),
    (
        "<a href=\"data:text/html,x\">x</a>",
        "leads to \"data:text/html,x\"",
    ),
    (
        "<a href=\"tel:+4700000000\">x</a>",
        "leads to \"tel:+4700000000\"",
    ),
    (
        "<a href=\"mailto:a@evil.example\">x</a>",
        "leads to \"mailto:a@evil.example\"",
    ),
    (
        "<a href=\"https://evil@www.telenor.no/\">x</a>",
        "leads to \"https://evil@www.telenor.no/\"",
    ),
    (
        "<a href=\"https://www.telenor.no:8443/\">x</a>",
        "leads to \"https://www.telenor.no:8443/\"",
    ),
    (
        "<a href=\"https:\\\\www.telenor.no\">x</a>",
        "leads to \"https:\\\\\\\\www.telenor.no\"",
    ),
    (
        "<a href=\"https://telenor.no.evil.example/\">x</a>",
        "leads to \"https://telenor.no.evil.example/\"",
    ),
    ("<a href=\"/etc/passwd\">x</a>", "leads to \"/etc/passwd\""),
    (
        "<a href=\"nowhere.html\">x</a>",
        "leads to \"nowhere.html\", which is not in the site",
    ),
    (
        "<a href=\"index.html#nowhere\">x</a>",
        "leads to \"index.html#nowhere\", which is not in the site",
    ),
    (
        "<p id=\"main\" aria-labelledby=\"nothing\">x</p>",
        "leads to \"nothing\", which is not in the site",
    ),
];

/// What is said about the guide, with a good site in `book/` that is left as it was.
#[track_caller]
fn check(guide: &TempDir, expected: &[&str]) {
    let output = site(&["build", "--no-pdf"], guide.path());
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "it was built");
    for expected in expected {
        assert!(error.contains(expected), "{expected} is not said: {error}");
    }
    assert!(!error.contains("panicked"), "{error}");
    assert!(is_last(&guide.path().join("book")));
}

/// A guide one file of which was edited.
fn edited(file: &str, old: &str, new: &str) -> TempDir {
    let guide = guide_with_site();
    edit(guide.path(), file, old, new);
    guide
}

#[test]
fn a_page_holds_nothing_that_is_not_on_the_list() {
    // Of many problems a build tells forty.
    for foreign in FOREIGN.chunks(26) {
        let html: String = foreign
            .iter()
            .map(|(html, _)| format!("{html}\n"))
            .collect();
        let expected: Vec<&str> = foreign.iter().map(|(_, expected)| *expected).collect();
        let guide = edited(PAGE, CONTENT, &format!("{html}{CONTENT}"));
        check(&guide, &expected);
        check(&guide, &["error: zh-Hans/", ": near #main: "]);
    }
}

#[test]
fn two_numbers_on_lines_of_their_own_are_two() {
    let guide = edited(
        PAGE,
        CONTENT,
        "<p>915 09 000<br>915 09 000</p>{{{content}}}",
    );
    crate::built_without_pdfs(guide.path());
}

#[test]
fn a_page_has_its_frame() {
    let script = "<script src=\"{{root}}{{assets.[early.js]}}\"></script>";
    for (old, new, expected) in [
        (CONTENT, "", "has (almost) nothing in <main>"),
        (CONTENT, "<h1 id=\"x\">x</h1>{{{content}}}", "has 2 <h1>"),
        (
            POLICY,
            "<meta name=\"robots\"",
            "has no Content Security Policy in front of all that it loads",
        ),
        (
            POLICY,
            &format!("{POLICY} content=\"default-src *\""),
            "has no Content Security Policy",
        ),
        (
            POLICY,
            &format!("{script}\n{POLICY}"),
            "has no Content Security Policy",
        ),
        (
            "<title>{{title}}</title>",
            "<title> </title>",
            "has (almost) nothing in <title>",
        ),
        (
            "<html lang=\"{{tag}}\"",
            "<html lang=\"se\"",
            "says that its language is \"se\"",
        ),
        ("<!DOCTYPE html>", "", "is no correct HTML: "),
    ] {
        let guide = edited(PAGE, old, new);
        // Lost addresses would be the forty problems that a build tells.
        fs::remove_file(guide.path().join("permalinks.txt")).unwrap();
        check(&guide, &[expected]);
    }
    for template in [PAGE, "theme/chooser.hbs", "theme/404.hbs"] {
        let guide = guide_with_site();
        fs::write(guide.path().join(template), "").unwrap();
        fs::remove_file(guide.path().join("permalinks.txt")).unwrap();
        check(
            &guide,
            &[
                "has 0 <h1>",
                "has 0 <main>",
                "has no Content Security Policy",
            ],
        );
    }
}

/// One address of the list, and its line there.
fn a_published(file: &str) -> (String, usize) {
    let list = fs::read_to_string(root().join("permalinks.txt")).unwrap();
    let mut lines = list.lines().enumerate();
    let (index, address) = lines.find(|(_, line)| line.starts_with(file)).unwrap();
    (address.to_owned(), index + 1)
}

#[test]
fn a_published_address_stays() {
    let (address, line) = a_published("esim.html#esim-");
    let (_, id) = address.split_once('#').unwrap();
    // The id is another one, also where the guide leads to it.
    let guide = guide_with_site();
    for entry in fs::read_dir(guide.path().join("src")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let renamed = text.replace(&format!("#{id} "), "#esim-new ");
        let renamed = renamed.replace(&format!("#{id})"), "#esim-new)");
        fs::write(&path, renamed).unwrap();
    }
    let lost =
        format!("error: permalinks.txt:{line}: esim.html does not have {id}\n  people have kept");
    check(&guide, &[&lost]);
    // A whole chapter is gone, to which others lead.
    let guide = guide_with_site();
    let summary = summary();
    let others = summary.lines().filter(|line| !line.contains("(step-4.md)"));
    let others: Vec<&str> = others.collect();
    fs::write(guide.path().join("src/SUMMARY.md"), others.join("\n")).unwrap();
    check(&guide, &["error: src/"]);
    // The list itself says more than there ever was.
    let guide = guide_with_site();
    let list = fs::read_to_string(guide.path().join("permalinks.txt")).unwrap();
    let line = list.lines().count() + 1;
    fs::write(
        guide.path().join("permalinks.txt"),
        list + "esim.html#a\nesim.html#b\nold.html#c\n\nesim.html\nolder.html\n",
    )
    .unwrap();
    check(
        &guide,
        &[
            &format!("error: permalinks.txt:{line}: esim.html does not have a, b\n"),
            &format!(
                "error: permalinks.txt:{}: old.html does not have c\n",
                line + 2
            ),
            &format!("error: permalinks.txt:{}: older.html is gone\n", line + 5),
        ],
    );
}

#[test]
fn an_address_without_an_id_is_that_of_a_page() {
    let guide = guide_with_site();
    let path = guide.path().join("permalinks.txt");
    let list = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("\n{list}\nesim.html\nesim.html#\n")).unwrap();
    crate::built_without_pdfs(guide.path());
}

#[test]
fn every_language_has_what_the_others_have() {
    for (old, new, expected) in [
        (
            CONTENT,
            "{{#if (eq tag \"en\")}}<p>x</p>{{/if}}{{{content}}}",
            "error: en/complaints.html: near #main: has <p> where zh-Hans/complaints.html has <h1 id=\"complaints\">\n",
        ),
        (
            CONTENT,
            "{{{content}}}{{#unless (eq tag \"nb\")}}<ul class=\"x\"><li>x</li></ul>{{/unless}}",
            ": zh-Hans/complaints.html goes on with <ul class=\"x\">, nb/complaints.html does not\n",
        ),
        (
            "{{@root/root}}{{tag}}/{{@root/file}}",
            "index.html",
            ": has no link to nb (and in ",
        ),
        (
            CONTENT,
            "<p><a href=\"{{#if (eq tag \"nb\")}}plan{{else}}index{{/if}}.html\">x</a></p>{{{content}}}",
            "leads to \"plan.html\" where zh-Hans/complaints.html leads to \"index.html\"\n",
        ),
    ] {
        let guide = copy_of_guide();
        put_site(&guide.path().join("book"));
        edit(guide.path(), PAGE, old, new);
        check(&guide, &[expected]);
    }
}

#[test]
fn a_pdf_has_its_chapters_in_outline_and_text() {
    let heading = "bookmarked: outlined, body)";
    for (new, expected) in [
        ("bookmarked: false, body)", "has no chapter \""),
        (
            "bookmarked: outlined, hide(body))",
            "does not show the title \"",
        ),
    ] {
        let guide = edited("theme/pdf.typ", heading, new);
        let error = refused(guide.path());
        let pdf = "error: zh-Hans/cancel-5g-norway-zh-Hans.pdf: ";
        assert!(error.contains(&format!("{pdf}{expected}")), "{error}");
    }
}

#[test]
fn a_guide_that_was_never_published_needs_no_list() {
    let guide = guide_with_site();
    fs::remove_file(guide.path().join("permalinks.txt")).unwrap();
    crate::built_without_pdfs(guide.path());
}
