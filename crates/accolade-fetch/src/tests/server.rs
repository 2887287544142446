use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A certificate for `school.example`, signed by nobody but itself, and its key; made for these tests.
pub(super) const CERTIFICATE: &[u8] = include_bytes!("self-signed.der");
const KEY: &[u8] = include_bytes!("self-signed-key.der");

/// A server for as long as the tests run; it reads the head of each request, hands over the path, then closes.
pub(super) fn serve(answer: impl Fn(&mut TcpStream, &str) + Send + Sync + 'static) -> String {
    serve_heads(move |stream, head| answer(stream, path(head)))
}

/// The same, with the whole head.
pub(super) fn serve_heads(answer: impl Fn(&mut TcpStream, &str) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, answer) = (stream.unwrap(), Arc::clone(&answer));
            thread::spawn(move || {
                let head = head(&mut stream);
                answer(&mut stream, &head);
            });
        }
    });
    format!("http://127.0.0.1:{port}/")
}

/// The same over TLS, with the certificate above and the same bytes for each request.
pub(super) fn serve_tls(answer: String) -> String {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let certificate = vec![CertificateDer::from(CERTIFICATE)];
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificate, PrivatePkcs8KeyDer::from(KEY).into())
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            head(&mut stream);
            let _ = stream.write_all(answer.as_bytes());
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    format!("https://school.example:{port}/")
}

/// An address on which nobody listens any more.
pub(super) fn closed() -> String {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    format!("http://127.0.0.1:{port}/")
}

/// An address that takes connections, and never says a word.
pub(super) fn mute() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let open: Vec<_> = listener.incoming().collect();
        drop(open);
    });
    format!("https://127.0.0.1:{port}/")
}

/// Reads a request's head; empty where no request came.
fn head(stream: &mut impl Read) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
        head.push(byte[0]);
        if head.len() > 20 && !head.is_ascii() {
            break;
        }
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// The path of a request.
fn path(head: &str) -> &str {
    head.split(' ').nth(1).unwrap_or_default()
}
