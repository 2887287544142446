//! A hostile server on loopback, reached through a policy that allows its one address.

mod caching;
mod server;

use std::collections::{BTreeSet, VecDeque};
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use accolade::report::Code;
use accolade::{Answer, Request, RequestKind};
use flate2::Compression;
use flate2::write::GzEncoder;

use self::server::{serve, serve_tls};
use crate::resolver::Script;
use crate::{BlockingFetcher, Expected, FetchError, FetchLimits, FetchPolicy, codes};

const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const DID_JSON: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/did+json; charset=utf-8\r\n";

/// Small limits, so that tests end soon; the time is generous unless a test is about it.
fn limits() -> FetchLimits {
    FetchLimits {
        bytes: 64 << 10,
        time: Duration::from_secs(30),
        redirects: 3,
        concurrent: 2,
        attempts: 3,
        pause: Duration::from_millis(1),
        ..FetchLimits::default()
    }
}

/// Allows http and the server's address, and no other that is not public.
fn lenient() -> FetchPolicy {
    FetchPolicy::default()
        .limit(limits())
        .dangerous()
        .danger_allow_http()
        .dangerous()
        .danger_allow_address(LOOPBACK)
}

/// As strict as the default.
fn strict() -> FetchPolicy {
    FetchPolicy::default().limit(limits())
}

fn scripted(mut policy: FetchPolicy, answers: &[&[&str]]) -> FetchPolicy {
    let answers: VecDeque<Vec<IpAddr>> =
        answers.iter().map(|answer| answer.iter().map(|ip| ip.parse().unwrap()).collect()).collect();
    policy.script = Some(Script { answers: Arc::new(Mutex::new(answers)) });
    policy
}

fn fetch(policy: FetchPolicy, url: &str) -> Result<crate::Fetched, FetchError> {
    BlockingFetcher::new(policy).unwrap().fetch(url, Expected::Json)
}

fn code(policy: FetchPolicy, url: &str) -> Code {
    fetch(policy, url).map(|fetched| fetched.url).expect_err(url).code()
}

/// A server that gives each request the same bytes.
fn always(answer: impl Into<Vec<u8>>) -> String {
    let answer = answer.into();
    serve(move |stream, _| {
        let _ = stream.write_all(&answer);
    })
}

fn redirect(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zipped(body: &[u8]) -> Vec<u8> {
    let head = format!("{DID_JSON}Content-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

#[test]
fn a_document_comes_with_its_media_type() {
    let plain = always(format!("{DID_JSON}Content-Length: 2\r\n\r\n{{}}"));
    let fetched = fetch(lenient(), &plain).unwrap();
    assert_eq!(fetched.bytes, b"{}");
    assert_eq!(fetched.media_type.as_deref(), Some("application/did+json"));
    assert_eq!(fetch(lenient(), &always(zipped(&gzip(b"{\"a\":1}")))).unwrap().bytes, b"{\"a\":1}");
}

#[test]
fn https_is_spoken_with_hosts_that_prove_who_they_are() {
    let url = serve_tls(format!("{DID_JSON}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}"));
    let policy = |roots| {
        let allowed = strict().dangerous().danger_allow_address(LOOPBACK);
        let mut policy = scripted(allowed, &[&["127.0.0.1"]]);
        policy.roots = roots;
        policy
    };
    let root = reqwest::Certificate::from_der(server::CERTIFICATE).unwrap();
    assert_eq!(fetch(policy(vec![root.clone()]), &url).unwrap().bytes, b"{}");
    assert_eq!(code(policy(Vec::new()), &url), codes::TLS);
    assert_eq!(code(policy(vec![root]), &url.replace("school", "other")), codes::TLS);
}

#[test]
fn each_hostility_ends_in_its_code() {
    let slow = lenient().limit(FetchLimits { time: Duration::from_millis(400), ..limits() });
    let drip = serve(|stream, _| {
        let _ = stream.write_all(format!("{DID_JSON}Content-Length: 60000\r\n\r\n").as_bytes());
        while stream.write_all(b" ").is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let silent = serve(|stream, _| {
        let _ = stream.read(&mut [0; 1]);
    });
    let endless = serve(|stream, _| {
        let _ = stream.write_all(format!("{DID_JSON}Connection: close\r\n\r\n").as_bytes());
        while stream.write_all(&[b' '; 4096]).is_ok() {}
    });
    let endless_head = serve(|stream, _| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        while stream.write_all(b"X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").is_ok() {}
    });
    let slow_head = serve(|stream, _| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX-Filler: ");
        while stream.write_all(b"a").is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let downgrade = serve_tls(redirect("http://school.example/"));
    let downgrade_policy = {
        let allowed = strict().dangerous().danger_allow_address(LOOPBACK);
        let mut policy = scripted(allowed, &[&["127.0.0.1"]]);
        policy.roots = vec![reqwest::Certificate::from_der(server::CERTIFICATE).unwrap()];
        policy
    };
    let hurried = || FetchLimits { time: Duration::from_millis(400), ..limits() };
    let mute_policy = strict().limit(hurried()).dangerous().danger_allow_address(LOOPBACK);
    let circle = serve(|stream, _| {
        let _ = stream.write_all(redirect("/again").as_bytes());
    });
    let not_tls = always("HTTP/1.1 400 Bad Request\r\n\r\n").replace("http:", "https:");
    let typed = |media_type: &str| {
        always(format!("HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: 2\r\n\r\n{{}}"))
    };
    let encoded = |encoding: &str| {
        always(format!("{DID_JSON}Content-Encoding: {encoding}\r\nContent-Length: 2\r\n\r\n{{}}"))
    };
    let bomb = gzip(&vec![b' '; 60 << 20]);
    let mut short_gzip = gzip(b"{\"name\": \"somewhat longer than nothing at all\"}");
    short_gzip.truncate(short_gzip.len() - 12);
    let cases: Vec<(&str, FetchPolicy, String, Code)> = vec![
        ("no host", strict(), "https://".into(), codes::BAD_URL),
        ("not a URL", strict(), "school.example/did.json".into(), codes::BAD_URL),
        ("a password", strict(), "https://a:b@school.example/".into(), codes::BAD_URL),
        ("plain http", strict(), "http://school.example/".into(), codes::NOT_HTTPS),
        ("a file", strict(), "file:///etc/hostname".into(), codes::NOT_HTTPS),
        ("a data URL", lenient(), "data:application/json,{}".into(), codes::NOT_HTTPS),
        ("redirect to a file", lenient(), always(redirect("file:///etc/hostname")), codes::NOT_HTTPS),
        ("redirect to a password", lenient(), always(redirect("http://a:b@school.example/")), codes::BAD_URL),
        ("redirect to nothing", lenient(), always(redirect("http://")), codes::BAD_URL),
        (
            "redirect to a private address",
            lenient(),
            always(redirect("http://10.0.0.1/")),
            codes::HOST_NOT_ALLOWED,
        ),
        (
            "redirect to metadata",
            lenient(),
            always(redirect("http://169.254.169.254/latest")),
            codes::HOST_NOT_ALLOWED,
        ),
        (
            "redirect to a neighbour",
            lenient(),
            always(redirect("http://127.0.0.2/")),
            codes::HOST_NOT_ALLOWED,
        ),
        (
            "redirect to mapped",
            lenient(),
            always(redirect("http://[::ffff:127.0.0.1]/")),
            codes::HOST_NOT_ALLOWED,
        ),
        ("a name of this machine", strict(), "https://localhost/".into(), codes::HOST_NOT_ALLOWED),
        ("nobody there", lenient(), server::closed(), codes::UNREACHABLE),
        (
            "no TLS",
            FetchPolicy::default().limit(limits()).dangerous().danger_allow_address(LOOPBACK),
            not_tls,
            codes::TLS,
        ),
        ("one byte at a time", slow.clone(), drip, codes::TIMED_OUT),
        ("one letter of the head at a time", slow.clone(), slow_head, codes::TIMED_OUT),
        ("never an answer", slow, silent, codes::TIMED_OUT),
        ("never a handshake", mute_policy, server::mute(), codes::TIMED_OUT),
        ("redirect from https to http", downgrade_policy, downgrade, codes::NOT_HTTPS),
        ("never an end", lenient(), endless, codes::TOO_LARGE),
        (
            "a huge announcement",
            lenient(),
            always(format!("{DID_JSON}Content-Length: 99999999999\r\n\r\n")),
            codes::TOO_LARGE,
        ),
        ("a gzip bomb", lenient(), always(zipped(&bomb)), codes::TOO_LARGE),
        ("a head without end", lenient(), endless_head, codes::BAD_ANSWER),
        ("no HTTP", lenient(), always("SSH-2.0-OpenSSH_9.9\r\n"), codes::BAD_ANSWER),
        ("a circle", lenient(), circle, codes::TOO_MANY_REDIRECTS),
        ("gone", lenient(), always("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"), accolade::FETCH_GONE),
        (
            "a redirect to nowhere",
            lenient(),
            always("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"),
            codes::HTTP_STATUS,
        ),
        ("no content", lenient(), always("HTTP/1.1 204 No Content\r\n\r\n"), codes::HTTP_STATUS),
        ("a page", lenient(), typed("text/html"), codes::WRONG_TYPE),
        ("an upload", lenient(), typed("application/octet-stream"), codes::WRONG_TYPE),
        ("a picture", lenient(), typed("image/png"), codes::WRONG_TYPE),
        ("a text", lenient(), typed("text/plain"), codes::WRONG_TYPE),
        ("gzip cut short", lenient(), always(zipped(&short_gzip)), codes::BAD_ENCODING),
        ("gzip that is none", lenient(), encoded("gzip"), codes::BAD_ENCODING),
        ("another compression", lenient(), encoded("br"), codes::BAD_ENCODING),
        ("two compressions", lenient(), encoded("gzip, gzip"), codes::BAD_ENCODING),
        (
            "cut short",
            lenient(),
            always(format!("{DID_JSON}Content-Length: 100\r\n\r\n{{")),
            codes::CUT_SHORT,
        ),
    ];
    let mut seen = BTreeSet::new();
    for (name, policy, url, expected) in cases {
        assert_eq!(code(policy, &url), expected, "{name}");
        seen.insert(expected);
    }
    // That a host is gone is a code of the engine's, which knows what it means; redirects are asked by kind, below.
    assert!(seen.remove(&accolade::FETCH_GONE));
    assert!(seen.insert(codes::REDIRECTED_ELSEWHERE));
    // These two are not about one document; they have tests of their own.
    seen.extend([codes::RUN_TOO_LARGE, codes::CACHE_UNUSABLE]);
    assert_eq!(seen, codes::ALL.iter().map(|explanation| explanation.code).collect());
}

#[test]
fn addresses_that_are_not_public_are_refused_however_they_are_written() {
    let hosts = [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "100.127.0.1",
        "192.0.0.1",
        "198.19.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[fe80::1]",
        "[fc00::1]",
        "[fd12::1]",
        "[ff02::1]",
        "[::ffff:8.8.8.8]",
        "[::8.8.8.8]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[2001::1]",
        "[2001:db8::1]",
        "[100::1]",
        "[3fff::1]",
        "１２７.0.0.1",
    ];
    for host in hosts {
        assert_eq!(code(strict(), &format!("https://{host}/")), codes::HOST_NOT_ALLOWED, "{host}");
    }
}

#[test]
fn names_are_judged_by_every_address_that_they_have() {
    for answers in [&["10.0.0.1"][..], &["9.9.9.9", "127.0.0.1"], &["2606:4700::1111", "fe80::1"]] {
        let policy = scripted(strict(), &[answers]);
        assert_eq!(code(policy, "https://school.example/"), codes::HOST_NOT_ALLOWED, "{answers:?}");
    }
}

#[test]
fn a_name_that_changes_its_address_gains_nothing() {
    let url = serve(|stream, path| {
        let body = "{\"secret\": true}";
        let answer = match path {
            "/first" => redirect("/second"),
            _ => format!("{DID_JSON}Content-Length: {}\r\n\r\n{body}", body.len()),
        };
        let _ = stream.write_all(answer.as_bytes());
    });
    let url = url.replace("127.0.0.1", "school.example") + "first";
    let stays = scripted(lenient(), &[&["127.0.0.1"]]);
    assert!(fetch(stays, &url).is_ok());
    let changes = scripted(lenient(), &[&["127.0.0.1"], &["127.0.0.2"]]);
    assert_eq!(code(changes, &url), codes::HOST_NOT_ALLOWED);
}

#[test]
fn what_counts_because_of_its_host_comes_from_there() {
    let other = always(format!("{DID_JSON}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}"));
    let url = serve(move |stream, path| {
        let answer = match path {
            "/elsewhere" => redirect(&other),
            "/near" => redirect("/here"),
            _ => format!("{DID_JSON}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}"),
        };
        let _ = stream.write_all(answer.as_bytes());
    });
    let kinds = [
        (RequestKind::Assertion, true),
        (RequestKind::BadgeClass, true),
        (RequestKind::IssuerProfile, true),
        (RequestKind::PemKey, true),
        (RequestKind::KeyDocument, true),
        (RequestKind::DidDocument, false),
        (RequestKind::StatusList, false),
    ];
    let fetcher = BlockingFetcher::new(lenient()).unwrap();
    for (kind, stays) in kinds {
        let ask = |path: &str| {
            let answers = fetcher.fetch_all(&[Request { kind, url: format!("{url}{path}") }]);
            match answers.into_iter().next().unwrap().1 {
                Answer::Document { .. } => None,
                Answer::Unavailable { code, .. } => Some(code),
            }
        };
        assert_eq!(ask("near"), None, "{kind:?}");
        assert_eq!(ask("elsewhere"), stays.then_some(codes::REDIRECTED_ELSEWHERE), "{kind:?}");
    }
}

#[test]
fn passing_faults_are_asked_again_and_others_are_not() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let recovers = serve(move |stream, _| {
        let answer = match count.fetch_add(1, Ordering::SeqCst) {
            0 => "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .to_owned(),
            _ => format!("{DID_JSON}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}"),
        };
        let _ = stream.write_all(answer.as_bytes());
    });
    assert!(fetch(lenient(), &recovers).is_ok());
    assert_eq!(asked.load(Ordering::SeqCst), 2);

    for (status, times) in [
        ("503 Service Unavailable", 3),
        ("502 Bad Gateway", 3),
        ("504 Gateway Timeout", 3),
        ("429 Too Many Requests", 3),
        ("500 Internal Server Error", 1),
        ("404 Not Found", 1),
    ] {
        let url = always(format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        let fetcher = BlockingFetcher::new(lenient()).unwrap();
        let error = fetcher.fetch(&url, Expected::Json).unwrap_err();
        assert_eq!(error.code(), codes::HTTP_STATUS);
        let [record] = fetcher.records().try_into().unwrap();
        assert_eq!((record.url, record.failed, record.hops.len()), (url, Some(codes::HTTP_STATUS), times));
        assert_eq!(record.attempts as usize, times);
    }
    let fetcher = BlockingFetcher::new(lenient()).unwrap();
    assert_eq!(fetcher.fetch(&server::closed(), Expected::Json).unwrap_err().code(), codes::UNREACHABLE);
    assert_eq!(fetcher.records()[0].attempts, 3);
}

#[test]
fn a_host_that_asks_for_patience_gets_it_within_the_time() {
    let asking = |seconds: u64| {
        always(format!(
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: {seconds}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        ))
    };
    let policy = |time| lenient().limit(FetchLimits { time, attempts: 2, ..limits() });
    // One second is waited for, and no more than one.
    let started = std::time::Instant::now();
    let fetcher = BlockingFetcher::new(policy(Duration::from_secs(20))).unwrap();
    fetcher.fetch(&asking(1), Expected::Json).unwrap_err();
    assert!((1..10).contains(&started.elapsed().as_secs()), "{:?}", started.elapsed());
    assert_eq!(fetcher.records()[0].attempts, 2);
    // An hour is not, and it is said at once.
    let started = std::time::Instant::now();
    let fetcher = BlockingFetcher::new(policy(Duration::from_secs(20))).unwrap();
    let error = fetcher.fetch(&asking(3600), Expected::Json).unwrap_err();
    assert_eq!(error, FetchError::HttpStatus { status: 429, retry_after: Some(Duration::from_secs(3600)) });
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    assert_eq!(fetcher.records()[0].attempts, 1);
}

#[test]
fn a_run_takes_in_so_much_and_no_more() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let body = format!("\"{}\"", "a".repeat(998));
    let url = serve(move |stream, _| {
        count.fetch_add(1, Ordering::SeqCst);
        let head = format!("{DID_JSON}Content-Length: 1000\r\nConnection: close\r\n\r\n");
        let _ = stream.write_all(format!("{head}{body}").as_bytes());
    });
    let policy = lenient().limit(FetchLimits { run_bytes: 2500, ..limits() });
    let fetcher = BlockingFetcher::new(policy).unwrap();
    let ends: Vec<_> = (0..5)
        .map(|n| fetcher.fetch(&format!("{url}{n}"), Expected::Json).err().map(|error| error.code()))
        .collect();
    let over = Some(codes::RUN_TOO_LARGE);
    assert_eq!(ends, [None, None, over, over, over]);
    assert_eq!(asked.load(Ordering::SeqCst), 3, "nobody is asked once it is used up");
    let records = fetcher.records();
    assert_eq!(records.iter().map(|record| record.received).collect::<Vec<_>>(), [1000, 1000, 0, 0, 0]);
}

#[test]
fn every_question_is_on_record() {
    let url = serve(|stream, path| {
        let answer = match path {
            "/old" => redirect("/new"),
            _ => format!("{DID_JSON}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}"),
        };
        let _ = stream.write_all(answer.as_bytes());
    });
    let fetcher = BlockingFetcher::new(lenient()).unwrap();
    let fetched = fetcher.fetch(&format!("{url}old"), Expected::Json).unwrap();
    assert_eq!(fetched.url, format!("{url}new"));
    let [record] = fetcher.records().try_into().unwrap();
    let hops: Vec<_> =
        record.hops.iter().map(|hop| (hop.url.as_str(), hop.from.unwrap().ip(), hop.status)).collect();
    let (old, new) = (format!("{url}old"), format!("{url}new"));
    assert_eq!(hops, [(old.as_str(), LOOPBACK, Some(302)), (new.as_str(), LOOPBACK, Some(200))]);
    assert_eq!((record.bytes, record.received, record.failed), (2, 2, None));
    assert_eq!((record.final_url, record.address, record.status), (Some(new), Some(LOOPBACK), Some(200)));
    assert_eq!((record.attempts, record.cache), (1, None));
}

#[test]
fn requests_are_answered_once_each_in_order_and_few_at_a_time() {
    let (now, most, all) =
        (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (peak, total) = (Arc::clone(&most), Arc::clone(&all));
    let url = serve(move |stream, path| {
        total.fetch_add(1, Ordering::SeqCst);
        peak.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(10));
        now.fetch_sub(1, Ordering::SeqCst);
        let body = format!("\"{path}\"");
        let head =
            if path == "/3" { DID_JSON.replace("200 OK", "404 Not Found") } else { DID_JSON.to_owned() };
        let answer = format!("{head}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
        let _ = stream.write_all(answer.as_bytes());
    });
    let requests: Vec<Request> = [5, 3, 1, 3, 2, 4, 5, 6]
        .map(|n| Request { kind: RequestKind::DidDocument, url: format!("{url}{n}") })
        .to_vec();
    let answers = BlockingFetcher::new(lenient()).unwrap().fetch_all(&requests);
    let shown: Vec<String> = answers
        .iter()
        .map(|(url, answer)| match answer {
            Answer::Document { bytes, .. } => String::from_utf8(bytes.clone()).unwrap(),
            Answer::Unavailable { code, .. } => format!("{} {code}", url.rsplit('/').next().unwrap()),
        })
        .collect();
    assert_eq!(shown, ["\"/5\"", "3 fetch.http-status", "\"/1\"", "\"/2\"", "\"/4\"", "\"/6\""]);
    assert_eq!(all.load(Ordering::SeqCst), 6);
    assert!(most.load(Ordering::SeqCst) <= 2);
}

#[test]
fn what_is_taken_depends_on_what_is_expected() {
    let takes = |expected: Expected| {
        [
            "application/ld+json",
            "application/vc+ld+json",
            "text/plain",
            "application/jwt",
            "image/png",
            "image/svg+xml",
            "text/html",
        ]
        .map(|media_type| expected.takes(Some(media_type)))
    };
    assert_eq!(takes(Expected::Json), [true, true, false, false, false, false, false]);
    assert_eq!(takes(Expected::Credential), [true, true, true, true, false, false, false]);
    assert_eq!(takes(Expected::Badge), [true, true, true, true, true, true, false]);
    assert!(Expected::Log.takes(Some("text/jsonl")) && !Expected::Log.takes(Some("text/html")));
    assert!(Expected::Json.takes(None));
    assert_eq!(Expected::from(RequestKind::KeyDocument), Expected::Json);
    assert_eq!(Expected::from(RequestKind::StatusList), Expected::StatusList);
    let list = "application/statuslist+cwt";
    assert!(Expected::StatusList.takes(Some(list)) && !Expected::Credential.takes(Some(list)));
    assert!(Expected::Credential.takes(Some("application/vc+cose")));
}
