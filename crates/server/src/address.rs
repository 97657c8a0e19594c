//! The address at which others reach this server, for links that leave it.

use axum::http::{HeaderMap, header};

use crate::ServerConfig;

/// The configured address, else the one that the request was sent to; without a slash at its end.
///
/// A proxy that changes `Host`, or speaks HTTPS where the server does not, needs the configured one.
pub(crate) fn own_address(config: &ServerConfig, headers: &HeaderMap) -> String {
    if let Some(address) = &config.public_url {
        return address.trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(|host| is_host(host));
    format!("http://{}", host.unwrap_or("localhost"))
}

/// Whether it is a host with or without a port, and nothing that would change what a link means.
fn is_host(host: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']');
    !host.is_empty() && host.len() <= 255 && host.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(public_url: Option<&str>, host: &str, expected: &str) {
        let config = ServerConfig { public_url: public_url.map(str::to_owned), ..ServerConfig::default() };
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        assert_eq!(own_address(&config, &headers), expected);
    }

    #[test]
    fn the_configured_address_comes_first() {
        check(Some("https://hub.example/"), "127.0.0.1:8080", "https://hub.example");
        check(None, "127.0.0.1:8080", "http://127.0.0.1:8080");
        check(None, "[::1]:8080", "http://[::1]:8080");
        check(None, "a/b\"c", "http://localhost");
    }
}
