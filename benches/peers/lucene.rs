//! Lucene in a Java process of its own, driven through a pipe; it takes its own times.

use std::{
    cell::RefCell,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    rc::Rc,
    time::Duration,
};

use crate::engine::{Answer, Engine, Mode, Query};

/// The process. It ends with its standard input.
pub(crate) struct Driver {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

/// How Lucene searches one term in several fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// By `CombinedFieldQuery`, its BM25F.
    Combined,
    /// As the sum over the fields, each with its boost.
    Boosted,
}

pub(crate) struct Lucene {
    pub(crate) driver: Rc<RefCell<Driver>>,
    pub(crate) style: Style,
}

/// The folder that `setup` filled.
pub(crate) fn folder() -> PathBuf {
    let default = benches::workspace().join("target/peers");
    std::env::var_os("CHIZAI_PEERS").map_or(default, Into::into)
}

impl Driver {
    /// # Panics
    /// Where the peers are not set up.
    pub(crate) fn start() -> Self {
        let folder = folder();
        let java = std::fs::read_to_string(folder.join("java")).unwrap_or_else(|error| {
            panic!("{}: {error}; run benches/peers/setup first", folder.join("java").display())
        });
        let classes = format!("{0}/lucene/*:{0}/classes", folder.display());
        let mut child = Command::new(java.trim())
            .args(["-Xms4g", "-Xmx4g", "-XX:+UseParallelGC", "--add-modules", "jdk.incubator.vector"])
            .args(["--enable-native-access=ALL-UNNAMED", "-cp", classes.as_str(), "Driver"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("Java starts");
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

    /// Builds an index of documents that chizai analysed.
    pub(crate) fn index(&mut self, folder: &Path, terms: &Path, threads: usize) -> Indexed {
        let request = format!("index\t{}\t{}\t{threads}\ttrue", folder.display(), terms.display());
        Indexed::read(&self.ask(&request))
    }

    pub(crate) fn open(&mut self, folder: &Path) -> u64 {
        number(&self.ask(&format!("open\t{}", folder.display()))[0])
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

impl Style {
    fn as_str(self) -> &'static str {
        match self {
            Self::Combined => "combined",
            Self::Boosted => "boosted",
        }
    }
}

impl Engine for Lucene {
    fn name(&self) -> &'static str {
        match self.style {
            Style::Combined => "Lucene, combined",
            Style::Boosted => "Lucene",
        }
    }

    /// A virtual machine compiles what it runs often.
    fn warm_up(&self) -> Duration {
        Duration::from_millis(1500)
    }

    fn run(&mut self, query: &Query, mode: Mode) -> Answer {
        let request = format!("run\t{}\t{}\t{}", mode.as_str(), self.style.as_str(), query.tree.words());
        answer(&self.driver.borrow_mut().ask(&request))
    }

    fn batch(&mut self, queries: &[Query], mode: Mode, threads: usize) -> Duration {
        let (mode, style) = (mode.as_str(), self.style.as_str());
        let mut request = format!("batch\t{threads}\t{mode}\t{style}\t{}", queries.len());
        for query in queries {
            request.push('\n');
            request.push_str(&query.tree.words());
        }
        Duration::from_nanos(number(&self.driver.borrow_mut().ask(&request)[0]))
    }
}
