use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::Mutex,
    time::{Duration, Instant},
};

/// Upper bounds of the latency buckets in seconds; a search is expected around 10 ms, a page around 20 ms.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// What the server counts about itself, written in Prometheus' text format (version 0.0.4).
#[derive(Debug)]
pub(crate) struct Metrics {
    started: Instant,
    requests: Mutex<BTreeMap<RequestKey, u64>>,
    latencies: Mutex<BTreeMap<String, Histogram>>,
    searches: Mutex<Histogram>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct RequestKey {
    route: String,
    method: String,
    status: u16,
}

#[derive(Debug, Clone, Copy, Default)]
struct Histogram {
    buckets: [u64; BUCKETS.len()],
    count: u64,
    sum_seconds: f64,
}

/// A moment's values that live elsewhere.
#[derive(Debug)]
pub(crate) struct Gauges<'a> {
    pub(crate) searches_running: usize,
    pub(crate) searches_waiting: usize,
    pub(crate) queue_length: usize,
    pub(crate) generation: &'a str,
    pub(crate) documents: u64,
}

impl Histogram {
    fn observe(&mut self, took: Duration) {
        let seconds = took.as_secs_f64();
        for (count, bound) in self.buckets.iter_mut().zip(BUCKETS) {
            *count += u64::from(seconds <= bound);
        }
        self.count += 1;
        self.sum_seconds += seconds;
    }

    fn write(&self, text: &mut String, name: &str, labels: &str) {
        let (comma, braced) =
            if labels.is_empty() { ("", String::new()) } else { (",", format!("{{{labels}}}")) };
        for (count, bound) in self.buckets.iter().zip(BUCKETS) {
            _ = writeln!(text, "{name}_bucket{{{labels}{comma}le=\"{bound}\"}} {count}");
        }
        _ = writeln!(text, "{name}_bucket{{{labels}{comma}le=\"+Inf\"}} {}", self.count);
        _ = writeln!(text, "{name}_sum{braced} {}", self.sum_seconds);
        _ = writeln!(text, "{name}_count{braced} {}", self.count);
    }
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

/// A poisoned counter is still a counter: the panic happened elsewhere.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Metrics {
    pub(crate) fn new() -> Self {
        Self {
            started: Instant::now(),
            requests: Mutex::default(),
            latencies: Mutex::default(),
            searches: Mutex::default(),
        }
    }

    /// `route` is the pattern (`/v1/documents/{*id}`), never the path: labels must stay few.
    pub(crate) fn request(&self, route: &str, method: &str, status: u16, took: Duration) {
        let key = RequestKey { route: route.to_owned(), method: method.to_owned(), status };
        *lock(&self.requests).entry(key).or_default() += 1;
        lock(&self.latencies).entry(route.to_owned()).or_default().observe(took);
    }

    /// The time of the search itself, without queue, HTTP and rendering.
    pub(crate) fn search(&self, took: Duration) {
        lock(&self.searches).observe(took);
    }

    pub(crate) fn text(&self, gauges: &Gauges<'_>) -> String {
        let mut text = String::new();
        head(&mut text, "chizai_requests_total", "counter", "Requests answered.");
        for (key, count) in lock(&self.requests).iter() {
            let RequestKey { route, method, status } = key;
            _ = writeln!(
                text,
                "chizai_requests_total{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}} {count}"
            );
        }
        let name = "chizai_request_duration_seconds";
        head(&mut text, name, "histogram", "Time from request to the head of the answer.");
        for (route, histogram) in lock(&self.latencies).iter() {
            histogram.write(&mut text, name, &format!("route=\"{route}\""));
        }
        let name = "chizai_search_duration_seconds";
        head(&mut text, name, "histogram", "Time of the search itself.");
        lock(&self.searches).write(&mut text, name, "");
        for (name, help, value) in [
            ("chizai_searches_running", "Searches that run now.", gauges.searches_running as u64),
            ("chizai_searches_waiting", "Searches that wait now.", gauges.searches_waiting as u64),
            ("chizai_search_queue_length", "Searches that may wait.", gauges.queue_length as u64),
            ("chizai_documents", "Documents in the current generation.", gauges.documents),
            ("chizai_uptime_seconds", "Seconds since the start.", self.started.elapsed().as_secs()),
        ] {
            head(&mut text, name, "gauge", help);
            _ = writeln!(text, "{name} {value}");
        }
        head(&mut text, "chizai_generation_info", "gauge", "The current generation, as a label.");
        _ = writeln!(text, "chizai_generation_info{{generation=\"{}\"}} 1", gauges.generation);
        text
    }
}
