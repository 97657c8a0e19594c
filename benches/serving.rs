//! The built binary serving an index, and requests to it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::workspace;

/// A server; killed when dropped, so that none outlives the bench.
pub struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    /// Serves the index in a folder, at a free port.
    ///
    /// # Panics
    /// Where the binary is not built or does not start.
    pub fn start(index: &Path) -> Self {
        let mut child = Command::new(binary())
            .args(["serve", "--listen", "127.0.0.1:0", "--index"])
            .arg(index)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary is built: cargo build --release -p cli");
        let stderr = child.stderr.take().expect("standard error is piped");
        let mut lines = BufReader::new(stderr).lines().map_while(Result::ok);
        let address = lines
            .find_map(|line| Some(line.split_once("http://")?.1.split_once('/')?.0.to_owned()))
            .expect("the server prints its address");
        // Keeps the pipe empty, so that the server never waits for a reader of its log.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The whole answer to a request of a path, over a connection of its own.
    ///
    /// # Panics
    /// Where it is not a success.
    pub fn get(&self, path: &str) -> String {
        let address = &self.address;
        let mut stream = TcpStream::connect(address).expect("the server listens");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("the request is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the answer is UTF-8");
        assert!(answer.starts_with("HTTP/1.1 200"), "{path} was not answered: {answer}");
        answer
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// `chizai` as it was built last.
pub fn binary() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), Into::into);
    target.join("release/chizai")
}
