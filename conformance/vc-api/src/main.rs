//! `accolade-vc-api`: serves the VC-API and a DID resolver until it is told to stop.
//!
//! Its keys follow from a seed that anyone can read. It is for the test suites, and for nothing else.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use accolade::model::parse_date_time_stamp;
use accolade_vc_api::{Clock, Config, Failure, Tls, serve};
use clap::Parser;
use time::OffsetDateTime;
use tokio::{net::TcpListener, signal};

/// Serve the VC-API and a DID resolver, for test suites. The keys are public: never issue anything real with them
#[derive(Debug, Parser)]
#[command(name = "accolade-vc-api", version)]
struct Cli {
    /// Where to listen
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:40443")]
    listen: SocketAddr,
    /// How others reach the server; its status lists are named by it [default: what a proxy says in `X-Forwarded-Proto` and
    /// `X-Forwarded-Host`, or else the address]
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Verify as of this time instead of now, such as 2025-03-01T00:00:00Z
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<OffsetDateTime>,
    /// What the keys follow from
    #[arg(long, value_name = "TEXT", default_value = "accolade")]
    seed: String,
    /// Accept keys that nothing ties to the issuer, as vectors of the suites have them
    #[arg(long)]
    accept_unbound_issuer: bool,
    /// Serve TLS with a fresh certificate for localhost that nobody vouches for
    #[arg(long, conflicts_with = "tls_certificate")]
    tls: bool,
    /// A certificate chain in PEM: serve TLS
    #[arg(long, visible_alias = "tls-cert", value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// Its private key in PEM
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("accolade-vc-api: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<(), Failure> {
    let tls = match (cli.tls_certificate, cli.tls_key) {
        (Some(certificate), Some(key)) => Some(Tls::from_files(&certificate, &key)?),
        _ if cli.tls => Some(Tls::self_made(&["localhost", "127.0.0.1", "::1"])?),
        _ => None,
    };
    let listener = TcpListener::bind(cli.listen).await?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    // Scripts read where it is from this line.
    println!("serving {scheme}://{}", listener.local_addr()?);
    let config = Config {
        public_url: cli.public_url,
        clock: cli.at.map_or(Clock::System, Clock::Fixed),
        seed: cli.seed,
        accept_unbound_issuer: cli.accept_unbound_issuer,
    };
    serve(listener, tls, config, stopped()).await
}

/// Ends when the process is asked to end.
async fn stopped() {
    let interrupted = async {
        // Where there is no signal to wait for, the server runs until it is killed.
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signals) => drop(signals.recv().await),
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

fn time(text: &str) -> Result<OffsetDateTime, String> {
    parse_date_time_stamp(text).ok_or_else(|| "write a date and time with its zone".to_owned())
}
