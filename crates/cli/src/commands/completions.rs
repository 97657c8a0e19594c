//! `chizai completions SHELL`

use clap::CommandFactory;

use crate::{
    arguments::{Arguments, Completions},
    exit::Exit,
    output,
};

pub(crate) fn run(arguments: &Completions) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "chizai", &mut script);
    output::print(&String::from_utf8(script)?)?;
    Ok(Exit::Done)
}
