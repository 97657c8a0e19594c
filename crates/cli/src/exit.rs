//! Exit codes, and how an error becomes one.

use std::{fmt, io};

use crate::output;

/// What the process says to the script that called it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Done = 0,
    /// Done, but records were skipped, or nothing was found where the command says so.
    Partly = 1,
    /// Wrong use or configuration.
    WrongUse = 2,
    /// Refused or failed.
    Failed = 3,
}

/// An error that is the user's to mend: it ends with [`Exit::WrongUse`] instead of [`Exit::Failed`].
#[derive(Debug)]
pub(crate) struct WrongUse(pub(crate) String);

impl fmt::Display for WrongUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongUse {}

/// Prints an error with its causes, once, and gives its exit code. A reader that closed the pipe is no error.
pub(crate) fn report(error: &anyhow::Error) -> Exit {
    let broken_pipe = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe);
    if broken_pipe {
        return Exit::Done;
    }
    output::say(format!("chizai: {}", sentence(error)));
    let configuration = error.chain().any(|cause| {
        cause.is::<WrongUse>() || cause.is::<indexer::ConfigError>() || cause.is::<analysis::AnalysisError>()
    });
    if configuration { Exit::WrongUse } else { Exit::Failed }
}

/// The error and those of its causes that say something new.
fn sentence(error: &anyhow::Error) -> String {
    let mut said = error.to_string();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        if !said.contains(&cause) {
            said = format!("{said}: {cause}");
        }
    }
    said
}
