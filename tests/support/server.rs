//! A running server and a small HTTP client.

use std::{
    io::{BufRead, BufReader},
    process::Child,
    thread::{self, JoinHandle},
};

use serde_json::Value;

use super::{binary::command, contract};

/// `chizai serve` on a free port; killed when dropped.
pub(crate) struct Server {
    child: Child,
    /// Reads standard error from the address on, to its end.
    log: Option<JoinHandle<Vec<String>>>,
    /// `http://127.0.0.1:PORT`
    pub(crate) base: String,
}

/// Status, headers of interest and body of an answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) etag: Option<String>,
    /// `x-total`: the documents of an export.
    pub(crate) total: Option<u64>,
    pub(crate) request_id: Option<String>,
    pub(crate) body: String,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Server {
    pub(crate) fn start(index: &str) -> Self {
        Self::start_with(index, &[])
    }

    pub(crate) fn start_with(index: &str, options: &[&str]) -> Self {
        let mut arguments = vec!["serve", "--index", index, "--listen", "127.0.0.1:0"];
        arguments.extend(options);
        let mut child = command(&arguments).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let address =
            lines.find_map(|line| Some(line.split_once("http://")?.1.split_once('/')?.0.to_owned()));
        // Keeps the pipe empty, so that the server never waits for a reader of its log.
        let log = Some(thread::spawn(move || lines.collect()));
        let address = address.expect("the server prints its address");
        Self { child, log, base: format!("http://{address}") }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = agent().get(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        answer("GET", path, request.call())
    }

    /// The body of an answer, or why it did not come to its end.
    pub(crate) fn read(&self, path: &str) -> Result<String, ureq::Error> {
        agent().get(format!("{}{path}", self.base)).call()?.body_mut().read_to_string()
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        let request = agent().post(format!("{}{path}", self.base)).header("content-type", "application/json");
        answer("POST", path, request.send(body.to_string()))
    }

    /// Asks the process to end (SIGTERM) and gives its exit code and the lines that it logged.
    pub(crate) fn terminate(mut self) -> (Option<i32>, Vec<String>) {
        let pid = self.child.id().to_string();
        assert!(std::process::Command::new("kill").arg(pid).status().unwrap().success());
        let code = self.child.wait().unwrap().code();
        let log = self.log.take().expect("taken only here, where the server ends");
        (code, log.join().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Statuses of errors are answers here.
fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().into()
}

/// Reads an answer and holds it to the OpenAPI document.
#[track_caller]
fn answer(method: &str, path: &str, result: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
    let mut response = result.unwrap();
    let header = |name: &str| Some(response.headers().get(name)?.to_str().ok()?.to_owned());
    let answer = Answer {
        status: response.status().as_u16(),
        content_type: header("content-type").unwrap_or_default(),
        etag: header("etag"),
        total: header("x-total").and_then(|total| total.parse().ok()),
        request_id: header("x-request-id"),
        body: response.body_mut().read_to_string().unwrap(),
    };
    contract::check(method, path, answer.status, &answer.content_type, &answer.body);
    answer
}

/// Percent-encodes what a test writes as it is.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
