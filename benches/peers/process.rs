//! A peer in a process of its own, asked line by line through a pipe; it takes its own times.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use crate::engine::{Answer, Mode, Query};

/// The process. It ends with its standard input.
pub(crate) struct Driver {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Driver {
    /// # Panics
    /// Where the command cannot be run.
    pub(crate) fn start(command: &mut Command) -> Self {
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = piped.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("standard output is piped"));
        Self { child, input, output }
    }

    /// Sends a request and reads the words of its answer.
    ///
    /// # Panics
    /// Where the driver answers an error.
    pub(crate) fn ask(&mut self, request: &str) -> Vec<String> {
        let input = self.input.as_mut().expect("the process runs");
        writeln!(input, "{request}").expect("the process reads");
        input.flush().expect("the process reads");
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the process answers");
        let words: Vec<String> = line.trim_end_matches('\n').split('\t').map(str::to_owned).collect();
        assert!(!line.is_empty() && words[0] != "error", "{line} {request:.300}");
        words
    }

    /// How long so many threads take over all queries, each of one line; `how` is what else the driver must know.
    pub(crate) fn batch(
        &mut self,
        queries: &[Query],
        mode: Mode,
        threads: usize,
        how: &str,
        line: impl Fn(&Query) -> String,
    ) -> Duration {
        let mut request = format!("batch\t{threads}\t{}{how}\t{}", mode.as_str(), queries.len());
        for query in queries {
            request.push('\n');
            request.push_str(&line(query));
        }
        Duration::from_nanos(number(&self.ask(&request)[0]))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.input = None;
        _ = self.child.wait();
    }
}

/// What indexing took, and what came of it.
pub(crate) struct Indexed {
    pub(crate) took: Duration,
    pub(crate) bytes: u64,
    pub(crate) segments: u64,
}

impl Indexed {
    pub(crate) fn read(words: &[String]) -> Self {
        let took = Duration::from_nanos(number(&words[0]));
        Self { took, bytes: number(&words[1]), segments: number(&words[2]) }
    }
}

/// A number of an answer.
pub(crate) fn number(word: &str) -> u64 {
    word.parse().unwrap_or_else(|_| panic!("no number: {word}"))
}

/// Nanoseconds, total and hits.
pub(crate) fn answer(words: &[String]) -> Answer {
    let hits = words[2..].chunks_exact(2).map(|hit| (hit[0].clone(), hit[1].parse().expect("a score")));
    Answer { took: Duration::from_nanos(number(&words[0])), total: number(&words[1]), hits: hits.collect() }
}
