//! TLS, with a certificate from a file or one that the server makes for itself. Suites that ask for https get it on loopback.
#![expect(clippy::disallowed_methods, reason = "the certificate is read here")]

use std::{fmt, fs, io, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use accolade::keys::KeyError;
use axum::serve::Listener;
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem::PemObject},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::timeout,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

/// How long a client may take to greet.
const GREETING: Duration = Duration::from_secs(10);

/// How many greeted connections wait to be served.
const WAITING: usize = 64;

/// Why the server could not run.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The socket or a file.
    Io(io::Error),
    /// The certificate or its key.
    Tls(String),
    /// The keys of the issuers.
    Key(KeyError),
    /// The status lists.
    Lists(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Tls(message) => write!(f, "the certificate cannot be used: {message}"),
            Self::Key(error) => write!(f, "no keys can be made of the seed: {error}"),
            Self::Lists(message) => write!(f, "no status lists can be made: {message}"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

/// The certificate of the server and the key that goes with it.
pub struct Tls {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").field("certificates", &self.chain.len()).finish_non_exhaustive()
    }
}

impl Tls {
    /// A certificate chain and its private key, both in PEM.
    ///
    /// # Errors
    /// [`Failure`] where a file cannot be read or holds something else.
    pub fn from_files(certificate: &Path, key: &Path) -> Result<Self, Failure> {
        let unusable = |error: &dyn fmt::Display| Failure::Tls(error.to_string());
        let (certificate, key) = (fs::read(certificate)?, fs::read(key)?);
        let chain = CertificateDer::pem_slice_iter(&certificate).collect::<Result<Vec<_>, _>>();
        let chain = chain.map_err(|error| unusable(&error))?;
        let key = PrivateKeyDer::from_pem_slice(&key).map_err(|error| unusable(&error))?;
        Ok(Self { chain, key })
    }

    /// A fresh certificate for these names and addresses, which nobody vouches for.
    ///
    /// # Errors
    /// [`Failure`] where none can be made for such a name.
    pub fn self_made(names: &[&str]) -> Result<Self, Failure> {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let made =
            rcgen::generate_simple_self_signed(names).map_err(|error| Failure::Tls(error.to_string()))?;
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        Ok(Self { chain: vec![made.cert.into()], key: key.into() })
    }

    /// The certificate of the server itself, in DER: what a client has to trust.
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        self.chain.first().map(AsRef::as_ref).unwrap_or_default()
    }
}

/// Accepts connections, and hands on those that have greeted. Each greets by itself, so that a slow one keeps nobody waiting.
pub(crate) struct TlsListener {
    address: SocketAddr,
    greeted: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
}

impl TlsListener {
    pub(crate) fn new(mut listener: TcpListener, tls: Tls) -> Result<Self, Failure> {
        let unusable = |error: &dyn fmt::Display| Failure::Tls(error.to_string());
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(tls.chain, tls.key))
            .map_err(|error| unusable(&error))?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let address = listener.local_addr()?;
        let (ready, greeted) = mpsc::channel(WAITING);
        tokio::spawn(async move {
            loop {
                let (stream, from) = tokio::select! {
                    accepted = Listener::accept(&mut listener) => accepted,
                    // Nobody serves any more.
                    () = ready.closed() => return,
                };
                let (acceptor, ready) = (acceptor.clone(), ready.clone());
                tokio::spawn(async move {
                    // Whoever does not speak TLS, or not in time, is not answered.
                    if let Ok(Ok(stream)) = timeout(GREETING, acceptor.accept(stream)).await {
                        drop(ready.send((stream, from)).await);
                    }
                });
            }
        });
        Ok(Self { address, greeted })
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.greeted.recv().await {
            Some(connection) => connection,
            // The task that accepts ends after this listener only.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(self.address)
    }
}
