//! The server through its router, without a port: one binary, since each is linked with all that the server needs.

mod classes;
mod coverage;
mod desk_pages;
mod export;
mod guarded;
mod help;
mod maps;
mod oai;
mod openapi;
mod reading_commons;
mod resolve;
mod router;
mod self_service;
mod similar;
mod syntax;

mod support;
