use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};

use crate::{AppState, ServerConfig};

/// Whom attempts are counted by: an address, of IPv6 its network of 64 bits, of which one client has all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Client(IpAddr);

impl Client {
    /// The peer of the connection, or whom our own proxy names; all the same where neither is known.
    pub(crate) fn of(parts: &Parts, config: &ServerConfig) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
        let forwarded = config.behind_proxy.then(|| forwarded(parts)).flatten();
        Self(network(forwarded.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

impl FromRequestParts<AppState> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(parts, state.config()))
    }
}

/// The address that the nearest proxy has seen: it writes it behind whatever the client sent.
fn forwarded(parts: &Parts) -> Option<IpAddr> {
    let last = parts.headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    #[track_caller]
    fn check(peer: &str, forwarded: &str, behind_proxy: bool, expected: &str) {
        let (mut parts, ()) =
            Request::builder().header("x-forwarded-for", forwarded).body(()).unwrap().into_parts();
        parts.extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
        let config = ServerConfig { behind_proxy, ..ServerConfig::default() };
        assert_eq!(Client::of(&parts, &config), Client(expected.parse().unwrap()), "{peer} {forwarded}");
    }

    #[test]
    fn a_client_is_the_peer_unless_our_proxy_names_another() {
        check("192.0.2.1", "198.51.100.7", false, "192.0.2.1");
        check("192.0.2.1", "203.0.113.9, 198.51.100.7", true, "198.51.100.7");
        check("192.0.2.1", "nonsense", true, "192.0.2.1");
        check("2001:db8:1:2:3:4:5:6", "", false, "2001:db8:1:2::");
        check("::ffff:192.0.2.1", "", false, "192.0.2.1");
    }
}
