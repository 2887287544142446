//! `accolade-vc-api`: serves the VC-API and a DID resolver until it is told to stop.
//!
//! Its keys follow from a seed that anyone can read. It is for the test suites, and for nothing else.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use accolade::model::parse_date_time_stamp;
use accolade_vc_api::{Clock, Config, Failure, serve};
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
    /// How others reach the server; its status lists are named by it [default: the address, as http or https]
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
    /// A certificate chain in PEM: serve TLS
    #[arg(long, value_name = "FILE", requires = "tls_key")]
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
    let listener = TcpListener::bind(cli.listen).await?;
    let scheme = if cli.tls_key.is_some() { "https" } else { "http" };
    let address = listener.local_addr()?;
    let public_url = cli.public_url.unwrap_or_else(|| format!("{scheme}://{address}"));
    println!("serving {public_url} at {address}");
    let config = Config {
        public_url,
        clock: cli.at.map_or(Clock::System, Clock::Fixed),
        seed: cli.seed,
        accept_unbound_issuer: cli.accept_unbound_issuer,
    };
    let tls = cli.tls_certificate.as_deref().zip(cli.tls_key.as_deref());
    serve(listener, tls, config, stopped()).await
}

/// Ends when the process is asked to end.
async fn stopped() {
    // Where there is no signal to wait for, the server runs until it is killed.
    if signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn time(text: &str) -> Result<OffsetDateTime, String> {
    parse_date_time_stamp(text).ok_or_else(|| "write a date and time with its zone".to_owned())
}
