//! A server over loopback, and a client that speaks to it in as many words as HTTP needs.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test opens a connection")]

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
};

use accolade_vc_api::{Clock, Config, Tls, serve};
use serde_json::{Value, json};
use tokio::{net::TcpListener, runtime::Runtime, sync::oneshot, task::JoinHandle};

/// A server on a port of its own, which ends with the test.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    runtime: Runtime,
    stop: Option<oneshot::Sender<()>>,
    served: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::start_with(config(), None)
    }

    pub(crate) fn start_with(config: Config, tls: Option<Tls>) -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let served = runtime.spawn(async move {
            let stopped = async { drop(stopped.await) };
            serve(listener, tls, config, stopped).await.unwrap();
        });
        Self { address, runtime, stop: Some(stop), served: Some(served) }
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        self.send("POST", path, "application/json", &body.to_string())
    }

    pub(crate) fn send(&self, verb: &str, path: &str, accept: &str, body: &str) -> (u16, Value) {
        self.ask(verb, path, &[("Accept", accept)], body)
    }

    pub(crate) fn ask(&self, verb: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, Value) {
        let stream = TcpStream::connect(self.address).unwrap();
        let (status, _, body) = exchange(stream, &self.address.to_string(), verb, path, headers, body);
        (status, serde_json::from_str(&body).unwrap_or_default())
    }

    pub(crate) fn issue(&self, instance: &str, credential: &Value) -> Value {
        let path = format!("/issuers/{instance}/credentials/issue");
        let (status, mut answer) = self.post(&path, &json!({"credential": credential}));
        assert_eq!(status, 201, "{instance}: {answer}");
        answer.get_mut("verifiableCredential").unwrap().take()
    }

    pub(crate) fn verify(&self, secured: &Value) -> (u16, Value) {
        self.post("/credentials/verify", &json!({"verifiableCredential": secured}))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
        // What is under way is finished, and then the server ends by itself.
        self.runtime.block_on(self.served.take().unwrap()).unwrap();
    }
}

pub(crate) fn credential() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:0e0f2a3e-7b0c-4a52-9d1f-3f6f4f6a2c11",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:anybody",
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:ana", "name": "Ana"},
    })
}

pub(crate) fn config() -> Config {
    Config {
        public_url: None,
        clock: Clock::Fixed(time::OffsetDateTime::from_unix_timestamp(1_780_000_000).unwrap()),
        seed: "test".to_owned(),
        accept_unbound_issuer: false,
    }
}

/// One request and its answer: status, head and body.
pub(crate) fn exchange(
    mut stream: impl Read + Write,
    host: &str,
    verb: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (u16, String, String) {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len();
    let request = format!(
        "{verb} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    // A server that refuses before it has read everything closes while this still writes.
    let _ = stream.write_all(request.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), head.to_owned(), body.to_owned())
}
