//! `chizai serve`: the search page and the API on a port.

use std::{
    io::{self, IsTerminal},
    net::SocketAddr,
    path::Path,
    time::Duration,
};

use anyhow::Context;
use indexer::GenerationWatch;
use server::{AppState, ServerConfig};
use tokio::net::TcpListener;

use crate::{
    arguments::{Configuration, Log, Serve, Service},
    exit::{Exit, WrongUse},
    output,
    setup::{self, Setup},
};

pub(crate) fn run(configuration: &Configuration, arguments: &Serve) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    serve(&setup, &arguments.index, arguments.ledger.as_deref(), arguments.listen, &arguments.service)
}

/// Serves until interrupted or terminated. Prints the page's address on standard error once it answers.
pub(crate) fn serve(
    setup: &Setup,
    index: &Path,
    ledger: Option<&Path>,
    listen: SocketAddr,
    service: &Service,
) -> anyhow::Result<Exit> {
    start_log(&service.log)?;
    setup::expect_index(index)?;
    let watch = GenerationWatch::start(index, &setup.config, &setup.analyzers)
        .with_context(|| format!("cannot open the index at {}", index.display()))?;
    let commons = setup::ledger_of_server(ledger, index)?;
    let state = AppState::with_commons(watch, server_config(setup, service), commons);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("cannot listen on {listen}; --listen chooses another port"))?;
        output::say(format!("chizai answers at http://{}/ (stop with Ctrl-C)", listener.local_addr()?));
        server::serve(listener, state, shutdown_signal()).await?;
        Ok(Exit::Done)
    })
}

fn server_config(setup: &Setup, service: &Service) -> ServerConfig {
    let mut config = ServerConfig::new(&setup.config.ranking.limits);
    if let Some(searches) = service.searches {
        config.concurrent_searches = searches.get();
    }
    if let Some(exports) = service.exports {
        config.concurrent_exports = exports.get();
    }
    config.queue_length = service.queue;
    config.behind_proxy = service.behind_proxy;
    config.search_timeout = Duration::from_secs(service.timeout);
    config.public_url = service.public_url.as_ref().map(ToString::to_string);
    config.contact = service.contact.as_ref().map(ToString::to_string);
    config
}

/// Whether nobody listens on the address yet.
pub(crate) fn is_free(address: SocketAddr) -> bool {
    match std::net::TcpListener::bind(address) {
        Ok(_) => true,
        Err(error) => error.kind() != io::ErrorKind::AddrInUse,
    }
}

async fn shutdown_signal() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

fn start_log(log: &Log) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_new(&log.log)
        .map_err(|error| WrongUse(format!("--log {:?}: {error}", log.log)))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        // A reader of the log that goes away must not take a request with it.
        .log_internal_errors(false);
    if log.log_json {
        builder.json().init();
    } else {
        builder.init();
    }
    Ok(())
}
