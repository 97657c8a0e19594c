use std::{future::Future, io, net::SocketAddr, time::Duration};

use tokio::{net::TcpListener, sync::oneshot};

use crate::{AppState, router};

/// Why serving ended other than by being asked to.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("the listener failed")]
    Listener(#[source] io::Error),
}

/// Answers requests on `listener` until `shutdown` is ready, then lets those under way end, for at most
/// [`shutdown_grace`](crate::ServerConfig::shutdown_grace).
pub async fn serve(
    listener: TcpListener,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let grace: Duration = state.config().shutdown_grace;
    let (asked, was_asked) = oneshot::channel();
    let shutdown = async move {
        shutdown.await;
        tracing::info!(grace_ms = grace.as_millis() as u64, "shutting down");
        // The receiver is gone only when serving has ended already.
        _ = asked.send(());
    };
    let of_end = state.clone();
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(shutdown);
    let too_late = async {
        match was_asked.await {
            Ok(()) => tokio::time::sleep(grace).await,
            Err(_) => std::future::pending().await,
        }
    };
    let ended = tokio::select! {
        ended = serving.into_future() => ended.map_err(ServeError::Listener),
        () = too_late => {
            tracing::warn!("requests were still under way after the grace time");
            Ok(())
        }
    };
    // A panic there was told; counts are not worth a failure at the end.
    _ = tokio::task::spawn_blocking(move || of_end.write_looks()).await;
    ended
}
