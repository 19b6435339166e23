//! How the time to typeset grows with the guide: `cargo bench --bench growth`.
//!
//! Builds the guide in its source language with 10, 100 and 1,000 more chapters, each a copy of
//! one of its own, and prints what the builder says of the PDF.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// The chapter that is repeated, about two pages.
const CHAPTER: &str = "esim";

fn main() -> Result<()> {
    println!("chapters more      PDF in s    s a chapter more");
    let none = seconds(0)?;
    println!("{:>13}{none:>14.2}", 0);
    for chapters in [10, 100, 1000] {
        let time = seconds(chapters)?;
        let each = (time - none) / f64::from(chapters);
        println!("{chapters:>13}{time:>14.2}{each:>19.4}");
    }
    Ok(())
}

/// How long the PDF of the guide with so many more chapters takes.
fn seconds(chapters: u32) -> Result<f64> {
    let guide = tempfile::tempdir()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for file in ["book.toml", "operators.json", "sources.json"] {
        fs::copy(root.join(file), guide.path().join(file))?;
    }
    for folder in ["src", "theme", "fonts", "po"] {
        fs::create_dir_all(guide.path().join(folder))?;
        for entry in fs::read_dir(root.join(folder))? {
            let path = entry?.path();
            // Without catalogs there is one language.
            if path.is_file() && path.extension().is_none_or(|extension| extension != "po") {
                let name = path.file_name().context("a file has a name")?;
                fs::copy(&path, guide.path().join(folder).join(name))?;
            }
        }
    }
    let source = guide.path().join("src");
    let text = fs::read_to_string(source.join(CHAPTER).with_extension("md"))?;
    let mut summary = fs::read_to_string(source.join("SUMMARY.md"))?;
    for number in 0..chapters {
        summary.push_str(&format!("- [{number}](more-{number}.md)\n"));
        fs::write(source.join(format!("more-{number}.md")), &text)?;
    }
    fs::write(source.join("SUMMARY.md"), summary)?;
    let output = Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["build", "--root"])
        .arg(guide.path())
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{said}");
    let line = said.lines().find_map(|line| line.split_once("PDF: "));
    let (_, time) = line.with_context(|| format!("no time of a PDF in: {said}"))?;
    Ok(time.trim_end_matches(" s").parse()?)
}
