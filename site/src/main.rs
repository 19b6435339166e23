//! `site`: builds the guide in every language, with search and PDFs, and shows it.

mod age;
mod allowed;
mod builder;
mod chapters;
mod front;
mod guide;
mod memory;
mod messages;
mod pages;
mod pdf;
mod publish;
mod search;
mod serve;
mod template;
mod terms;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, Parser, Subcommand};
use mdbook_operators::Problems;

use builder::{Request, build};
use guide::Guide;

/// The guide to ending a Norwegian mobile subscription: pages in every language, search, PDFs.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Command {
    #[command(subcommand)]
    action: Action,

    /// Folder of the guide, with book.toml
    #[arg(long, global = true, default_value = ".", value_name = "FOLDER")]
    root: PathBuf,
}

#[derive(Subcommand)]
enum Action {
    /// Build the whole site
    Build(Output),
    /// Build the site, show it on 127.0.0.1 and build it anew on every change
    Serve {
        #[command(flatten)]
        output: Output,
        /// Port of 127.0.0.1; 0 takes any that is free
        #[arg(long, default_value_t = 3000)]
        port: u16,
    },
    /// Write po/messages.pot, the template of all catalogs
    Pot,
    /// Write po/messages.pot and merge it into every catalog (needs GNU gettext)
    Update,
    /// Print what to check next, the oldest first
    CheckFacts {
        /// Fail if something was checked longer ago
        #[arg(long, value_name = "DAYS")]
        max_age: Option<i32>,
        /// Count from this day instead of today
        #[arg(long, value_name = "YYYY-MM-DD")]
        today: Option<jiff::civil::Date>,
    },
}

#[derive(Args)]
struct Output {
    /// Folder to write the site to, replacing the last one [default: book in the guide's folder]
    #[arg(long, value_name = "FOLDER")]
    dest: Option<PathBuf>,

    /// Address at which the site will be published, for search engines: https://example.org/guide
    #[arg(long, value_name = "URL", value_parser = site_url)]
    site_url: Option<String>,

    /// Leave out the PDFs and the links to them, for quick work on the pages
    #[arg(long)]
    no_pdf: bool,
}

fn main() -> ExitCode {
    match run(&Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", told(&error));
            ExitCode::FAILURE
        }
    }
}

/// How many problems are shown of many: nobody reads more of them at once.
const SHOWN: usize = 40;

/// An error as people read it, each problem with a line of its own.
fn told(error: &anyhow::Error) -> String {
    let Some(Problems(problems)) = error.downcast_ref() else {
        return format!("error: {error:#}");
    };
    let mut lines: Vec<String> = problems
        .iter()
        .take(SHOWN)
        .map(|problem| format!("error: {problem}"))
        .collect();
    if let Some(more) = problems.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        lines.push(format!("error: {more} more like these"));
    }
    lines.join("\n")
}

/// Writes a line to standard output. Whoever reads it may have seen enough: `check-facts | head`.
///
/// # Errors
/// If it cannot be written for another reason.
fn say(line: impl std::fmt::Display) -> Result<()> {
    match writeln!(io::stdout(), "{line}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("writing to standard output")
        }
        _ => Ok(()),
    }
}

fn run(command: &Command) -> Result<()> {
    let root = command.root.as_path();
    match &command.action {
        Action::Build(output) => say(with_request(root, output, build)?)?,
        Action::Serve { output, port } => {
            with_request(root, output, |request| serve::serve(request, *port))?;
        }
        Action::Pot => {
            let number = messages::write_template_catalog(&Guide::load(root)?)?;
            say(format_args!("wrote {number} messages to po/messages.pot"))?;
        }
        Action::Update => {
            let guide = Guide::load(root)?;
            let number = messages::write_template_catalog(&guide)?;
            messages::merge(&guide)?;
            say(format_args!(
                "merged {number} messages into {} catalogs",
                guide.languages.len() - 1
            ))?;
        }
        Action::CheckFacts { max_age, today } => {
            check_facts(
                &Guide::load(root)?,
                *max_age,
                today.unwrap_or_else(age::today),
            )?;
        }
    }
    Ok(())
}

/// Prints the day, the age, the name, the value and the sources of everything in the data, the
/// oldest first.
fn check_facts(guide: &Guide, max_age: Option<i32>, today: jiff::civil::Date) -> Result<()> {
    let checked = age::checked(&guide.data);
    for one in &checked {
        let days = age::days(one, today);
        let unit = if days == 1 { "day " } else { "days" };
        let what = format!("{}  {}", one.what, one.compare);
        say(format_args!(
            "{}  {days:>4} {unit}  {}",
            one.day,
            what.trim_end()
        ))?;
    }
    if let Some(one) = checked.iter().find(|one| age::days(one, today) < 0) {
        bail!(
            "{} was checked on {}, which is yet to come\n  write the day on which somebody looked",
            one.what,
            one.day
        );
    }
    let Some(max_age) = max_age else {
        return Ok(());
    };
    let old = checked
        .iter()
        .filter(|one| age::days(one, today) > max_age)
        .count();
    if old > 0 {
        bail!(
            "{old} of {} were checked more than {max_age} days ago\n  compare them with their sources and renew \"checked\"",
            checked.len()
        );
    }
    Ok(())
}

fn with_request<T>(
    root: &Path,
    output: &Output,
    work: impl FnOnce(Request) -> Result<T>,
) -> Result<T> {
    let destination = output.dest.clone().unwrap_or_else(|| root.join("book"));
    let site_url = output.site_url.as_deref().unwrap_or_default();
    work(Request {
        root,
        destination: &destination,
        site_url,
        pdfs: !output.no_pdf,
    })
}

/// An address without a closing slash.
fn site_url(text: &str) -> Result<String, String> {
    let address: url::Url = text
        .parse()
        .map_err(|_| "it must start with https:// or http:// and name a folder".to_owned())?;
    if !matches!(address.scheme(), "https" | "http")
        || address.query().is_some()
        || address.fragment().is_some()
    {
        return Err("it must start with https:// or http:// and name a folder".to_owned());
    }
    Ok(address.as_str().trim_end_matches('/').to_owned())
}
