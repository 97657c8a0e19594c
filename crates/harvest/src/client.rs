use std::{thread, time::Duration};

/// Longest answer that is read, in bytes: a page of a hundred terms of the longest texts.
const MAX_ANSWER: u64 = 128 << 20;

/// Tries of one request.
const TRIES: u32 = 5;

/// Longest wait between two tries, whatever the node asks for.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// Longest time of one request.
const TIMEOUT: Duration = Duration::from_secs(120);

/// Asks nodes over HTTP.
#[derive(Debug)]
pub struct Client {
    agent: ureq::Agent,
}

/// Why a node gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    #[error("{url} cannot be reached: {source}")]
    Unreachable { url: String, source: Box<ureq::Error> },
    #[error("{url} answered with status {status}")]
    Status { url: String, status: u16 },
}

impl Default for Client {
    fn default() -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(TIMEOUT))
            .user_agent(concat!("chizai/", env!("CARGO_PKG_VERSION"), " (OAI-PMH harvester)"))
            .build();
        Self { agent: config.into() }
    }
}

impl Client {
    /// The body of an answer. A node that is busy or out of reach is asked again after the time that it names, or after 1,
    /// 2, 4 and 8 seconds.
    pub fn get(&self, url: &str) -> Result<String, FetchError> {
        let mut n_tries = 1;
        loop {
            let wait = Duration::from_secs(1 << (n_tries - 1));
            let (error, wait) = match self.try_get(url) {
                Ok(Ok(text)) => return Ok(text),
                Ok(Err((error, asked_for))) => (error, asked_for.unwrap_or(wait)),
                Err(error) => return Err(error),
            };
            if n_tries == TRIES {
                return Err(error);
            }
            thread::sleep(wait.min(MAX_WAIT));
            n_tries += 1;
        }
    }

    /// The inner error is one that may pass, with the wait that the node asks for.
    fn try_get(&self, url: &str) -> Result<Result<String, (FetchError, Option<Duration>)>, FetchError> {
        let unreachable = |source| FetchError::Unreachable { url: url.to_owned(), source: Box::new(source) };
        let mut response = match self.agent.get(url).call() {
            Ok(response) => response,
            Err(error @ (ureq::Error::Io(_) | ureq::Error::Timeout(_) | ureq::Error::ConnectionFailed)) => {
                return Ok(Err((unreachable(error), None)));
            }
            Err(error) => return Err(unreachable(error)),
        };
        let status = response.status().as_u16();
        match status {
            200 => {}
            429 | 502..=504 => {
                let after = response.headers().get("retry-after").and_then(|value| value.to_str().ok());
                let seconds = after.and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
                return Ok(Err((FetchError::Status { url: url.to_owned(), status }, seconds)));
            }
            _ => return Err(FetchError::Status { url: url.to_owned(), status }),
        }
        let body = response.body_mut().with_config().limit(MAX_ANSWER).read_to_string();
        Ok(body.map_err(|error| (unreachable(error), None)))
    }
}
