//! `mdbook-operators`: the preprocessor as a command for the stock `mdbook`.
//!
//! mdBook runs `mdbook-operators supports <renderer>` (exit status 0 means yes) and then
//! `mdbook-operators` with the book as JSON on standard input; standard output is the protocol.

#![deny(clippy::print_stdout)]

use std::env;
use std::io;
use std::process::ExitCode;

use mdbook_operators::{Operators, Problems};
use mdbook_preprocessor::Preprocessor;

const USAGE: &str = "mdbook-operators: fills in the contact tables of operators.json

usage: mdbook-operators                      as mdBook's preprocessor: book in, book out, as JSON
       mdbook-operators supports <renderer>  exit status 0 if it works for that renderer

In book.toml:
  [preprocessor.operators]
  after = [\"gettext\"]";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => report(preprocess()),
        ["supports", renderer] => match Operators::default().supports_renderer(renderer) {
            Ok(true) => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        },
        ["--help" | "-h"] => {
            eprintln!("{USAGE}");
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!(
                "error: unknown arguments: {}\n\n{USAGE}",
                arguments.join(" ")
            );
            ExitCode::from(2)
        }
    }
}

fn preprocess() -> anyhow::Result<()> {
    let (context, book) = mdbook_preprocessor::parse_input(io::stdin())?;
    let book = Operators::default().run(&context, book)?;
    serde_json::to_writer(io::stdout(), &book)?;
    Ok(())
}

fn report(result: anyhow::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            for problem in Problems::of(&error).0 {
                eprintln!("error: {problem}");
            }
            ExitCode::FAILURE
        }
    }
}
