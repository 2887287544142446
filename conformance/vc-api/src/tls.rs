//! TLS, with a certificate from a file. Suites that ask for https get it on loopback.
#![expect(clippy::disallowed_methods, reason = "the certificate is read here")]

use std::{fmt, fs, io, net::SocketAddr, path::Path, sync::Arc};

use accolade::keys::KeyError;
use axum::serve::Listener;
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

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

/// Accepts connections and greets them.
pub(crate) struct TlsListener {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl TlsListener {
    pub(crate) fn new(listener: TcpListener, certificate: &Path, key: &Path) -> Result<Self, Failure> {
        let unusable = |error: &dyn fmt::Display| Failure::Tls(error.to_string());
        let (certificate, key) = (fs::read(certificate)?, fs::read(key)?);
        let chain = CertificateDer::pem_slice_iter(&certificate).collect::<Result<Vec<_>, _>>();
        let chain = chain.map_err(|error| unusable(&error))?;
        let key = PrivateKeyDer::from_pem_slice(&key).map_err(|error| unusable(&error))?;
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
            .map_err(|error| unusable(&error))?;
        Ok(Self { listener, acceptor: TlsAcceptor::from(Arc::new(config)) })
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = Listener::accept(&mut self.listener).await;
            // Whoever does not speak TLS is not answered.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}
