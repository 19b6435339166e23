//! `site`: builds the guide in every language, with search and PDFs, and shows it.

mod beside;
mod commands;
mod editions;
mod gate;
mod guide;
mod publish;
mod report;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use commands::Request;
use mdbook_operators::Problems;
use report::Format;

/// The guide to ending a Norwegian mobile subscription: pages in every language, search, PDFs.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Command {
    #[command(subcommand)]
    action: Action,

    /// Folder of the guide, with book.toml
    #[arg(long, global = true, default_value = ".", value_name = "FOLDER")]
    root: PathBuf,

    /// How errors and warnings are written to standard error
    #[arg(long, global = true, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    message_format: Format,
}

#[derive(Subcommand)]
enum Action {
    /// Build the whole site
    Build {
        #[command(flatten)]
        output: Output,
        /// Write each text once more in Brotli and gzip, for hosts that send such files
        #[arg(long)]
        compress: bool,
    },
    /// Build the site, show it on 127.0.0.1 and build it anew on every change
    Serve {
        #[command(flatten)]
        output: Output,
        /// Port of 127.0.0.1; 0 takes any that is free
        #[arg(long, default_value_t = 3000)]
        port: u16,
    },
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

    /// Address at which the site will be published, for search engines
    #[arg(long, value_name = "https://example.org/guide", value_parser = site_url)]
    site_url: Option<String>,

    /// Leave out the PDFs and the links to them, for quick work on the pages
    #[arg(long)]
    no_pdf: bool,
}

fn main() -> ExitCode {
    let command = Command::parse();
    report::choose(command.message_format);
    match report::guarded(|| run(&command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::tell(&Problems::of(&error));
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> Result<()> {
    let root = command.root.as_path();
    match &command.action {
        Action::Build { output, compress } => commands::build(&output.request(root), *compress),
        Action::Serve { output, port } => commands::serve(&output.request(root), *port),
        Action::Update => commands::update(root),
        Action::CheckFacts { max_age, today } => commands::check_facts(root, *max_age, *today),
    }
}

impl Output {
    fn request(&self, root: &Path) -> Request {
        Request {
            root: root.to_owned(),
            destination: self.dest.clone().unwrap_or_else(|| root.join("book")),
            site_url: self.site_url.clone().unwrap_or_default(),
            pdfs: !self.no_pdf,
            verbose: true,
        }
    }
}

/// An address without a closing slash. It stands on every page, so it holds no password.
fn site_url(text: &str) -> Result<String, String> {
    let refused = "it must start with https:// or http:// and name a folder, without a password";
    let address: url::Url = text.parse().map_err(|_| refused.to_owned())?;
    if !matches!(address.scheme(), "https" | "http")
        || !address.username().is_empty()
        || address.password().is_some()
        || address.query().is_some()
        || address.fragment().is_some()
    {
        return Err(refused.to_owned());
    }
    Ok(address.as_str().trim_end_matches('/').to_owned())
}
