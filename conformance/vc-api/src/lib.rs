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
//!     public_url: None,
//!     clock: Clock::System,
//!     seed: "accolade".to_owned(),
//!     accept_unbound_issuer: false,
//! };
//! serve(listener, None, config, std::future::pending()).await
//! # }
//! ```

mod answer;
mod base;
mod credentials;
mod entropy;
mod host;
mod identifiers;
mod issuers;
mod openapi;
mod presentations;
mod routes;
mod status;
mod tls;
mod verification;

use std::{
    future::Future,
    io,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

use time::OffsetDateTime;
use tokio::net::TcpListener;

pub use self::tls::{Failure, Tls};
use self::{base::Base, issuers::Issuers, status::StatusLists, tls::TlsListener};

/// What a server is told once.
#[derive(Clone, Debug)]
pub struct Config {
    /// How others reach it, where neither its address nor the headers `X-Forwarded-Proto` and `X-Forwarded-Host` of a proxy say so.
    pub public_url: Option<String>,
    /// Which time it is.
    pub clock: Clock,
    /// What the keys of its issuers follow from.
    pub seed: String,
    /// Whether a key that nothing ties to the issuer is accepted. The proof then shows only that somebody signed.
    pub accept_unbound_issuer: bool,
}

/// Which time it is.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The system's.
    System,
    /// Always this, for vectors that have run out.
    Fixed(OffsetDateTime),
    /// As many seconds after another time as somebody says, so that a test need not wait until something runs out.
    Moved(OffsetDateTime, Arc<AtomicU32>),
}

impl Clock {
    fn now(&self) -> OffsetDateTime {
        match self {
            Self::System => OffsetDateTime::now_utc(),
            Self::Fixed(time) => *time,
            Self::Moved(from, seconds) => *from + Duration::from_secs(seconds.load(Relaxed).into()),
        }
    }
}

/// Serves until `stop` ends, then finishes what is under way.
///
/// # Errors
/// [`Failure`] where the keys of TLS cannot be read or the socket fails.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    config: Config,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    let scheme = if tls.is_some() { "https" } else { "http" };
    let at = Base::of(config.public_url.clone(), scheme, listener.local_addr()?);
    let routes = routes::of(Arc::new(Service::new(config, at)?));
    let served: io::Result<()> = match tls {
        None => axum::serve(listener, routes).with_graceful_shutdown(stop).await,
        Some(tls) => {
            let listener = TlsListener::new(listener, tls)?;
            axum::serve(listener, routes).with_graceful_shutdown(stop).await
        }
    };
    Ok(served?)
}

/// What every answer is made from.
struct Service {
    config: Config,
    /// Where it is reached by whoever comes without a proxy.
    base: Base,
    issuers: Issuers,
    lists: StatusLists,
    host: host::Host,
}

impl Service {
    fn new(config: Config, base: Base) -> Result<Self, Failure> {
        let issuers = Issuers::from_seed(&config.seed)?;
        let lists = StatusLists::new()?;
        Ok(Self { config, base, issuers, lists, host: host::Host::default() })
    }

    fn now(&self) -> OffsetDateTime {
        self.config.clock.now()
    }
}
