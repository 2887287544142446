//! However much hostile hosts send, the memory of who asks stays bounded. It is a test of its own, because what is measured is
//! the peak of a whole process.
#![expect(clippy::disallowed_methods, reason = "a test reads its own memory")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use accolade::{Answer, Request, RequestKind};
use accolade_fetch::{BlockingFetcher, FetchLimits, FetchPolicy};
use flate2::{Compression, write::GzEncoder};

/// The longest document that is read.
const LIMIT: usize = 1 << 20;
const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

/// A server that does to each request what its path says, and counts what it could send.
fn serve(sent: Arc<AtomicU64>) -> String {
    // 256 MiB in a quarter of one.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..256 {
        encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = Arc::new(encoder.finish().unwrap());
    assert!(bomb.len() < LIMIT, "{}", bomb.len());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, bomb, sent) = (stream.unwrap(), Arc::clone(&bomb), Arc::clone(&sent));
            thread::spawn(move || answer(&mut stream, &bomb, &sent));
        }
    });
    url
}

fn answer(stream: &mut TcpStream, bomb: &[u8], sent: &AtomicU64) {
    let mut request = [0; 512];
    let length = stream.read(&mut request).unwrap_or(0);
    let request = String::from_utf8_lossy(request.get(..length).unwrap_or_default()).into_owned();
    let forever = |stream: &mut TcpStream, start: &str, block: &[u8]| {
        let _ = stream.write_all(start.as_bytes());
        while stream.write_all(block).is_ok() {
            sent.fetch_add(block.len() as u64, Ordering::Relaxed);
        }
    };
    if request.contains("endless") {
        forever(stream, &format!("{HEAD}Connection: close\r\n\r\n"), &[b' '; 65_536]);
    } else if request.contains("chunks") {
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(65_536));
        forever(stream, &format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n"), chunk.as_bytes());
    } else if request.contains("head") {
        forever(stream, "HTTP/1.1 200 OK\r\n", format!("X-Filler: {}\r\n", "a".repeat(8_000)).as_bytes());
    } else if request.contains("line") {
        forever(stream, "HTTP/1.1 200 OK\r\nX-Filler: ", &[b'a'; 65_536]);
    } else if request.contains("bomb") {
        let head = format!("{HEAD}Content-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", bomb.len());
        let _ = stream.write_all(&[head.as_bytes(), bomb].concat());
    } else {
        forever(stream, &format!("{HEAD}Content-Length: 99999999999\r\n\r\n"), &[b' '; 65_536]);
    }
}

#[test]
fn memory_is_bounded_whatever_comes() {
    let Some(_) = peak() else {
        eprintln!("this system does not tell a process's memory");
        return;
    };
    let sent = Arc::new(AtomicU64::new(0));
    let url = serve(Arc::clone(&sent));
    let limits = FetchLimits {
        bytes: LIMIT,
        time: Duration::from_secs(30),
        attempts: 1,
        concurrent: 4,
        ..FetchLimits::default()
    };
    let policy = FetchPolicy::default().limit(limits).dangerous().danger_allow_http();
    let policy = policy.dangerous().danger_allow_address(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let fetcher = BlockingFetcher::new(policy).unwrap();
    let hostile = ["endless", "chunks", "head", "line", "bomb", "announced"];
    let requests: Vec<Request> = (0..60)
        .map(|number| Request {
            kind: RequestKind::StatusList,
            url: format!("{url}{}/{number}", hostile[number % hostile.len()]),
        })
        .collect();
    let before = peak().unwrap();
    let answers = fetcher.fetch_all(&requests);
    let grown = peak().unwrap() - before;
    let mut ends: Vec<(String, String)> = answers
        .iter()
        .map(|(asked, answer)| match answer {
            Answer::Unavailable { code, .. } => {
                (asked.trim_start_matches(&url).split('/').next().unwrap().to_owned(), code.to_string())
            }
            Answer::Document { bytes, .. } => unreachable!("{asked} came with {} bytes", bytes.len()),
        })
        .collect();
    ends.sort();
    ends.dedup();
    let expected = hostile.map(|how| {
        let code = if ["head", "line"].contains(&how) { "fetch.bad-answer" } else { "fetch.too-large" };
        (how.to_owned(), code.to_owned())
    });
    let mut expected = expected.to_vec();
    expected.sort();
    assert_eq!(ends, expected);
    println!(
        "{} kB were sent, and 2.5 GiB in bombs; the peak grew by {grown} kB",
        sent.load(Ordering::Relaxed) >> 10
    );
    // Four at a time: what came, what it expands to, and room to grow into; and the threads of the server.
    assert!(grown < 24 << 10, "{grown} kB");
}

/// The most memory that this process has had so far, in kB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}
