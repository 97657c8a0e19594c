//! `chizai`: builds, searches, serves, checks and measures an index.

mod arguments;
mod commands;
mod exit;
mod ingest;
mod output;
mod setup;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

use crate::{
    arguments::{Arguments, Command},
    exit::Exit,
};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let configuration = &arguments.configuration;
    let result = match &arguments.command {
        Command::Index(arguments) => commands::index::run(configuration, arguments),
        Command::Search(arguments) => commands::search::run(configuration, arguments),
        Command::Similar(arguments) => commands::similar::run(configuration, arguments),
        Command::Map(command) => commands::map::run(configuration, command),
        Command::Coverage(arguments) => commands::coverage::run(configuration, arguments),
        Command::Export(arguments) => commands::export::run(configuration, arguments),
        Command::Lines(arguments) => commands::lines::run(configuration, arguments),
        Command::Report(arguments) => commands::report::run(configuration, arguments),
        Command::Verify(arguments) => commands::verify::run(configuration, arguments),
        Command::Diff(arguments) => commands::diff::run(configuration, arguments),
        Command::Show(arguments) => commands::show::run(configuration, arguments),
        Command::Classes(arguments) => commands::classes::run(configuration, arguments),
        Command::Value(arguments) => commands::value::run(configuration, arguments),
        Command::Terms(arguments) => commands::terms::run(configuration, arguments),
        Command::Commons(arguments) => commands::commons::run(configuration, arguments),
        Command::Links(arguments) => commands::links::run(configuration, arguments),
        Command::Resolve(arguments) => commands::resolve::run(configuration, arguments),
        Command::Check(arguments) => commands::check::run(configuration, arguments),
        Command::Serve(arguments) => commands::serve::run(configuration, arguments),
        Command::Analyze(arguments) => commands::analyze::run(configuration, arguments),
        Command::Eval(arguments) => commands::eval::run(configuration, arguments),
        Command::Demo(arguments) => commands::demo::run(configuration, arguments),
        Command::Completions(arguments) => commands::completions::run(arguments),
        Command::Man => commands::man::run(),
    };
    result.unwrap_or_else(|error| exit::report(&error)).into()
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
