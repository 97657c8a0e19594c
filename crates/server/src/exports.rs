//! The whole result as an answer without a length: made as fast as the client reads, and no faster.

use std::{
    io::{self, Write},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderName, HeaderValue, Response, header},
};
use export::{ExportError, Exporter, Format, Options};
use query::{QueryError, ResultStream};
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
};

use crate::{
    AppState, HttpError, ProblemKind, ServerConfig,
    error::Bilingual,
    search::{Prepared, chain, in_gate},
};

/// The generation that an answer without a JSON envelope comes from.
const GENERATION: HeaderName = HeaderName::from_static("x-generation");

/// How many documents an export will have, told before the first.
pub(crate) const TOTAL: HeaderName = HeaderName::from_static("x-total");

/// Bytes that are sent at once.
const CHUNK_BYTES: usize = 64 << 10;

/// Chunks that wait for the client: with [`CHUNK_BYTES`], all the output that an export ever holds.
const CHUNKS: usize = 4;

/// Places of exports. They are apart from those of searches: an export runs as long as its client reads, and a search
/// never waits for one. Finding and ordering the result is a search like any other and stands in the searches' queue.
#[derive(Debug)]
pub(crate) struct ExportPlaces {
    places: Arc<Semaphore>,
    limit: usize,
}

impl ExportPlaces {
    pub(crate) fn new(config: &ServerConfig) -> Self {
        let limit = config.concurrent_exports;
        Self { places: Arc::new(Semaphore::new(limit)), limit }
    }

    fn take(&self, retry_after: Duration) -> Result<OwnedSemaphorePermit, HttpError> {
        self.places.clone().try_acquire_owned().map_err(|_| HttpError {
            retry_after_seconds: Some(retry_after.as_secs().max(1)),
            ..HttpError::new(
                ProblemKind::Overloaded,
                Bilingual::new(
                    format!("書き出しが上限の {} 件 (--exports) 動いています", self.limit),
                    format!("{} exports are under way, which is the limit (--exports)", self.limit),
                ),
            )
        })
    }
}

/// Finds the result, then answers with its documents one after the other.
///
/// A fault while documents are written breaks the answer off without its end, which HTTP clients report.
pub(crate) async fn answer(
    state: &AppState,
    prepared: Prepared,
    format: Format,
    options: Options,
) -> Result<Response<Body>, HttpError> {
    let place = state.exports().take(state.config().retry_after)?;
    let generation = state.generation();
    let request = prepared.request;
    let result = in_gate(state, move || query::stream(&generation, &request)).await??;
    let (id, total) = (result.generation().id().to_string(), result.total());
    let (sender, receiver) = mpsc::channel(CHUNKS);
    let runtime = Handle::current();
    let chunks = ChunkWriter::new(Connection { sender, runtime, stall: state.config().export_stall });
    let span = tracing::Span::current();
    tokio::task::spawn_blocking(move || {
        span.in_scope(|| write(result, chunks, format, options, place));
    });
    let mut response = Response::new(Body::from_stream(Chunks::new(receiver)));
    let file = format!("attachment; filename=\"chizai-{id}.{}\"", format.extension());
    let named = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, file),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (GENERATION, id),
        (TOTAL, total.to_string()),
    ];
    for (name, value) in named {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}

/// Answers with what `work` writes, as fast as the client reads it. It has a place among the exports; a fault breaks the
/// answer off without its end.
pub(crate) fn streamed(
    state: &AppState,
    what: &'static str,
    work: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static,
) -> Result<Response<Body>, HttpError> {
    let place = state.exports().take(state.config().retry_after)?;
    let (sender, receiver) = mpsc::channel(CHUNKS);
    let connection = Connection { sender, runtime: Handle::current(), stall: state.config().export_stall };
    let span = tracing::Span::current();
    tokio::task::spawn_blocking(move || {
        let _in_request = span.enter();
        let mut chunks = ChunkWriter::new(connection);
        let written = work(&mut chunks).and_then(|()| chunks.flush());
        // Who has read it all can ask for the next.
        drop(place);
        if let Err(error) = written.and_then(|()| chunks.connection.send(Chunk::Done)) {
            tracing::info!(%error, what, "download given up");
        }
    });
    Ok(Response::new(Body::from_stream(Chunks::new(receiver))))
}

/// Why an export did not come to its end.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error("a document could not be read")]
    Reading(#[from] QueryError),
    #[error("the export could not be written")]
    Writing(#[from] ExportError),
}

/// What is handed to the client's connection. An export that does not say that it is done has failed, however it ended:
/// the answer is then broken off.
enum Chunk {
    Bytes(Bytes),
    Done,
}

/// Writes everything. The place is given back before the answer ends, or breaks off by an error: who sees its end can
/// ask for the next.
fn write(
    result: ResultStream,
    chunks: ChunkWriter,
    format: Format,
    options: Options,
    place: OwnedSemaphorePermit,
) {
    let connection = chunks.connection.clone();
    let written = write_all(result, chunks, format, options);
    drop(place);
    match written {
        Ok(written) => {
            tracing::info!(written, %format, "exported");
            if let Err(error) = connection.send(Chunk::Done) {
                tracing::info!(%error, %format, "the end of an export was not taken");
            }
        }
        Err(Broken::Writing(ExportError::Io(error))) => tracing::info!(%error, %format, "export given up"),
        Err(error) => tracing::error!(cause = chain(&error), %format, "export failed"),
    }
}

fn write_all(
    result: ResultStream,
    chunks: ChunkWriter,
    format: Format,
    options: Options,
) -> Result<u64, Broken> {
    let mut exporter = Exporter::start(chunks, format, options)?;
    for document in result {
        exporter.write(&document?)?;
    }
    let written = exporter.written();
    exporter.finish()?;
    Ok(written)
}

/// Gathers bytes and hands them to the client's connection, waiting until it takes them.
struct ChunkWriter {
    buffer: Vec<u8>,
    connection: Connection,
}

/// The way to the client.
#[derive(Clone)]
struct Connection {
    sender: mpsc::Sender<Chunk>,
    runtime: Handle,
    /// How long a client may take nothing.
    stall: Duration,
}

impl ChunkWriter {
    fn new(connection: Connection) -> Self {
        Self { buffer: Vec::with_capacity(CHUNK_BYTES), connection }
    }

    fn send(&mut self) -> io::Result<()> {
        let chunk = std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK_BYTES));
        self.connection.send(Chunk::Bytes(chunk.into()))
    }
}

impl Connection {
    fn send(&self, chunk: Chunk) -> io::Result<()> {
        let sending = self.sender.send_timeout(chunk, self.stall);
        self.runtime.block_on(sending).map_err(|error| match error {
            mpsc::error::SendTimeoutError::Timeout(_) => {
                io::Error::new(io::ErrorKind::TimedOut, "the client takes nothing")
            }
            mpsc::error::SendTimeoutError::Closed(_) => {
                io::Error::new(io::ErrorKind::BrokenPipe, "the client has gone")
            }
        })
    }
}

impl Write for ChunkWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if CHUNK_BYTES <= self.buffer.len() {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() { Ok(()) } else { self.send() }
    }
}

/// The receiving end as the body of an answer; dropped with the connection, which ends the export.
struct Chunks {
    receiver: mpsc::Receiver<Chunk>,
    is_over: bool,
}

impl Chunks {
    fn new(receiver: mpsc::Receiver<Chunk>) -> Self {
        Self { receiver, is_over: false }
    }
}

impl futures_core::Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let chunk = std::task::ready!(self.receiver.poll_recv(context));
        self.is_over = !matches!(chunk, Some(Chunk::Bytes(_)));
        Poll::Ready(match chunk {
            Some(Chunk::Bytes(bytes)) => Some(Ok(bytes)),
            Some(Chunk::Done) => None,
            // The writer gave up, failed or panicked.
            None => Some(Err(io::Error::other("the export did not come to its end"))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a client is given of an export that ends as `ending` does, and whether it can take that for the whole.
    fn received(ending: impl FnOnce(&mut ChunkWriter) + Send + 'static) -> (usize, bool) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
        let (sender, receiver) = mpsc::channel(CHUNKS);
        let stall = Duration::from_millis(1);
        let connection = Connection { sender, runtime: runtime.handle().clone(), stall };
        // The client begins to read when the writer has ended: nothing depends on who is faster.
        let ended = std::thread::spawn(move || ending(&mut ChunkWriter::new(connection))).join();
        drop(ended);
        runtime.block_on(async {
            let (mut chunks, mut bytes) = (Chunks::new(receiver), 0);
            loop {
                match std::future::poll_fn(|context| {
                    futures_core::Stream::poll_next(Pin::new(&mut chunks), context)
                })
                .await
                {
                    Some(Ok(chunk)) => bytes += chunk.len(),
                    Some(Err(_)) => return (bytes, false),
                    None => return (bytes, true),
                }
            }
        })
    }

    #[test]
    fn only_an_export_that_is_done_ends_as_a_whole() {
        let done = |writer: &mut ChunkWriter| {
            writer.write_all(b"whole").expect("there is room");
            writer.flush().expect("there is room");
            writer.connection.send(Chunk::Done).expect("there is room");
        };
        assert_eq!(received(done), (5, true));
        let failed = |writer: &mut ChunkWriter| {
            writer.write_all(b"half").expect("there is room");
            writer.flush().expect("there is room");
        };
        assert_eq!(received(failed), (4, false));
        // With every place for chunks taken, nothing more can be said to the client, and it stalls.
        let stalled = |writer: &mut ChunkWriter| {
            let chunk = [0; CHUNK_BYTES];
            while writer.write_all(&chunk).is_ok() {}
        };
        assert_eq!(received(stalled), (CHUNKS * CHUNK_BYTES, false));
        assert_eq!(received(|_| panic!("a fault while writing")), (0, false));
    }
}
