//! A server with the [VC-API](https://w3c-ccg.github.io/vc-api/) and a
//! [DID resolver](https://www.w3.org/TR/did-resolution/), for the test suites of the W3C.
//!
//! It is a thin shell: whatever it answers, `accolade` found out. Nothing is fetched; its own status lists are at hand.
//!
//! ```no_run
//! # async fn run() -> Result<(), accolade_vc_api::Failure> {
//! use accolade_vc_api::{Clock, Config, serve};
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! let config = Config {
//!     public_url: format!("http://{}", listener.local_addr()?),
//!     clock: Clock::System,
//!     seed: "accolade".to_owned(),
//!     accept_unbound_issuer: false,
//! };
//! serve(listener, None, config, std::future::pending()).await
//! # }
//! ```

mod answer;
mod credentials;
mod entropy;
mod identifiers;
mod issuers;
mod openapi;
mod presentations;
mod routes;
mod status;
mod tls;
mod verification;

use std::{future::Future, io, path::Path, sync::Arc};

use time::OffsetDateTime;
use tokio::net::TcpListener;

pub use self::tls::Failure;
use self::{issuers::Issuers, status::StatusLists, tls::TlsListener};

/// What a server is told once.
#[derive(Clone, Debug)]
pub struct Config {
    /// How others reach it, without a slash at the end.
    pub public_url: String,
    /// Which time it is.
    pub clock: Clock,
    /// What the keys of its issuers follow from.
    pub seed: String,
    /// Whether a key that nothing ties to the issuer is accepted. The proof then shows only that somebody signed.
    pub accept_unbound_issuer: bool,
}

/// Which time it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The system's.
    System,
    /// Always this, for vectors that have run out.
    Fixed(OffsetDateTime),
}

impl Clock {
    fn now(self) -> OffsetDateTime {
        match self {
            Self::System => OffsetDateTime::now_utc(),
            Self::Fixed(time) => time,
        }
    }
}

/// Serves until `stop` ends, then finishes what is under way.
///
/// # Errors
/// [`Failure`] where the keys of TLS cannot be read or the socket fails.
pub async fn serve(
    listener: TcpListener,
    tls: Option<(&Path, &Path)>,
    config: Config,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    let routes = routes::of(Arc::new(Service::new(config)?));
    let served: io::Result<()> = match tls {
        None => axum::serve(listener, routes).with_graceful_shutdown(stop).await,
        Some((certificate, key)) => {
            let listener = TlsListener::new(listener, certificate, key)?;
            axum::serve(listener, routes).with_graceful_shutdown(stop).await
        }
    };
    Ok(served?)
}

/// What every answer is made from.
struct Service {
    config: Config,
    issuers: Issuers,
    lists: StatusLists,
}

impl Service {
    fn new(config: Config) -> Result<Self, Failure> {
        let issuers = Issuers::from_seed(&config.seed)?;
        let lists = StatusLists::new()?;
        Ok(Self { config, issuers, lists })
    }

    fn now(&self) -> OffsetDateTime {
        self.config.clock.now()
    }

    /// The URL of something that this server serves.
    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.config.public_url.trim_end_matches('/'))
    }
}
