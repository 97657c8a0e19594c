//! `chizai man`

use clap::CommandFactory;

use crate::{arguments::Arguments, exit::Exit, output};

/// Prints the page of `chizai` followed by one page a subcommand, as one roff document.
pub(crate) fn run() -> anyhow::Result<Exit> {
    let mut command = Arguments::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        clap_mangen::Man::new(subcommand.clone()).render(&mut page)?;
    }
    output::print(&String::from_utf8(page)?)?;
    Ok(Exit::Done)
}
