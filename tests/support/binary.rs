//! The real binary.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

use serde_json::Value;

use super::workspace;

/// What a finished command said.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// Standard output as the one JSON object that `--json` promises.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("not one JSON object: {error}\n{}\n{}", self.stdout, self.stderr))
    }

    #[track_caller]
    pub(crate) fn with_code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "exit code\n{}\n{}", self.stdout, self.stderr);
        self
    }
}

/// A command of the real binary, with its output piped.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(path());
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env_remove("CHIZAI_CONFIG").env_remove("RUST_LOG");
    command
}

/// Runs `chizai` to its end.
pub(crate) fn chizai(arguments: &[&str]) -> Outcome {
    let output = command(arguments).output().unwrap();
    Outcome {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The binary of this build profile, brought up to date once a test run: test packages do not build other
/// packages' binaries.
fn path() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        let test_binary = std::env::current_exe().unwrap();
        let profile_folder = test_binary.parent().unwrap().parent().unwrap();
        let profile = match profile_folder.file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => "dev",
            Some(name) => name,
        };
        let mut build = Command::new(env!("CARGO"));
        // Of the whole workspace and with its tests, as those are built: by itself the binary's dependencies would
        // have other features, and nearly all of them would be built anew.
        build.args(["build", "--locked", "--workspace", "--tests", "--bin", "chizai", "--profile", profile]);
        build.current_dir(workspace());
        let output = build.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        profile_folder.join("chizai")
    })
}

/// An index of the demo corpus, built once a test run. Tests read it and never write to it.
pub(crate) fn demo_index() -> &'static str {
    static INDEX: OnceLock<(tempfile::TempDir, String)> = OnceLock::new();
    let (_, path) = INDEX.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo").to_str().unwrap().to_owned();
        chizai(&["demo", "--no-serve", "--index", &path]).with_code(0);
        (folder, path)
    });
    path
}
