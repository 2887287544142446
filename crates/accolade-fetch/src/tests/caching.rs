//! What is kept, for how long, and when it is believed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::server::{CERTIFICATE, serve_heads, serve_tls};
use super::{DID_JSON, LOOPBACK, lenient, scripted, strict};
use crate::{BlockingFetcher, Cache, CacheUse, Expected, FetchError, FetchPolicy, codes};

/// A folder of this test's own, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("accolade-cache-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }

    fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<_> = fs::read_dir(&self.0).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        files
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A server that gives everybody the same head and body, or 304 to whoever has the tag `"one"`; and how often it was asked.
fn counted(head: &str, body: &str) -> (String, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let (head, body) = (head.to_owned(), body.to_owned());
    let url = serve_heads(move |stream, request| {
        count.fetch_add(1, Ordering::SeqCst);
        let unchanged = request.to_ascii_lowercase().contains("if-none-match: \"one\"");
        let answer = match unchanged {
            true => format!("HTTP/1.1 304 Not Modified\r\n{head}Connection: close\r\n\r\n"),
            false => {
                format!("{DID_JSON}{head}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
            }
        };
        let _ = stream.write_all(answer.as_bytes());
    });
    (url, asked)
}

fn on_disk(folder: &Path) -> BlockingFetcher {
    let cache = Cache::on_disk(folder).unwrap();
    BlockingFetcher::new(lenient()).unwrap().with_cache(cache)
}

/// What was kept is used as the last record says.
fn last_use(fetcher: &BlockingFetcher) -> Option<CacheUse> {
    fetcher.records().last().unwrap().cache
}

#[test]
fn hosts_say_for_how_long() {
    for (head, times, uses) in [
        ("Cache-Control: max-age=60\r\n", 1, [Some(CacheUse::Kept), Some(CacheUse::Fresh)]),
        ("Cache-Control: max-age=60, no-store\r\n", 2, [None, None]),
        ("Cache-Control: no-cache\r\n", 2, [None, None]),
        ("", 2, [None, None]),
        ("ETag: \"one\"\r\n", 2, [Some(CacheUse::Kept), Some(CacheUse::Revalidated)]),
        (
            "Cache-Control: no-cache\r\nETag: \"one\"\r\n",
            2,
            [Some(CacheUse::Kept), Some(CacheUse::Revalidated)],
        ),
        ("Cache-Control: no-store\r\nETag: \"one\"\r\n", 2, [None, None]),
        // Another edition by now.
        ("ETag: \"two\"\r\n", 2, [Some(CacheUse::Kept), Some(CacheUse::Kept)]),
        ("Vary: *\r\nCache-Control: max-age=60\r\n", 2, [None, None]),
    ] {
        let (url, asked) = counted(head, "{\"a\":1}");
        let fetcher = BlockingFetcher::new(lenient()).unwrap();
        for used in uses {
            let fetched = fetcher.fetch(&url, Expected::Json).unwrap();
            assert_eq!(fetched.bytes, b"{\"a\":1}", "{head}");
            assert_eq!(fetched.media_type.as_deref(), Some("application/did+json"), "{head}");
            assert_eq!(last_use(&fetcher), used, "{head}");
        }
        assert_eq!(asked.load(Ordering::SeqCst), times, "{head}");
    }
}

#[test]
fn what_was_kept_asks_nobody_and_says_so() {
    let (url, _) = counted("Cache-Control: max-age=60\r\n", "{}");
    let fetcher = BlockingFetcher::new(lenient()).unwrap();
    fetcher.fetch(&url, Expected::Json).unwrap();
    fetcher.fetch(&url, Expected::Json).unwrap();
    let [first, second] = fetcher.records().try_into().unwrap();
    assert_eq!((first.attempts, first.hops.len(), first.received), (1, 1, 2));
    assert_eq!((second.attempts, second.hops.len(), second.received, second.bytes), (0, 0, 0, 2));
    assert_eq!(second.final_url.as_ref(), Some(&url));
    assert!(serde_json::to_string(&second).unwrap().contains(r#""cache":"fresh""#));
}

#[test]
fn what_the_policy_keeps_no_longer_is_asked_for_again() {
    let (url, asked) = counted("Cache-Control: max-age=60\r\n", "{}");
    let limits = crate::FetchLimits { keep: std::time::Duration::ZERO, ..super::limits() };
    let fetcher = BlockingFetcher::new(lenient().limit(limits)).unwrap();
    fetcher.fetch(&url, Expected::Json).unwrap();
    fetcher.fetch(&url, Expected::Json).unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[test]
fn a_status_list_says_for_how_long_itself() {
    for (ttl, times) in [(3_600_000, 1), (999, 2), (0, 2)] {
        let list = serde_json::json!({"credentialSubject": {"ttl": ttl}}).to_string();
        let (url, asked) = counted("Cache-Control: max-age=600\r\n", &list);
        let fetcher = BlockingFetcher::new(lenient()).unwrap();
        fetcher.fetch(&url, Expected::StatusList).unwrap();
        fetcher.fetch(&url, Expected::StatusList).unwrap();
        assert_eq!(asked.load(Ordering::SeqCst), times, "{ttl}");
        // Kept as something else, it is still asked for again as a list.
        let (url, asked) = counted("Cache-Control: max-age=600\r\n", &list);
        fetcher.fetch(&url, Expected::Json).unwrap();
        fetcher.fetch(&url, Expected::StatusList).unwrap();
        assert_eq!(asked.load(Ordering::SeqCst), times, "{ttl}");
    }
}

#[test]
fn what_is_kept_is_taken_only_as_what_it_may_be() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nCache-Control: max-age=60\r\nContent-Length: 2\r\n\r\n{}";
    let url = super::always(answer);
    let fetcher = BlockingFetcher::new(lenient()).unwrap();
    fetcher.fetch(&url, Expected::Credential).unwrap();
    assert_eq!(fetcher.fetch(&url, Expected::Credential).unwrap().bytes, b"{}");
    assert_eq!(last_use(&fetcher), Some(CacheUse::Fresh));
    assert_eq!(fetcher.fetch(&url, Expected::Json).unwrap_err().code(), codes::WRONG_TYPE);
}

#[test]
fn another_question_may_have_another_answer() {
    let (url, asked) = counted("Vary: Accept\r\nCache-Control: max-age=60\r\n", "{}");
    let fetcher = BlockingFetcher::new(lenient()).unwrap();
    fetcher.fetch(&url, Expected::Json).unwrap();
    fetcher.fetch(&url, Expected::Json).unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    fetcher.fetch(&url, Expected::Credential).unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[test]
fn a_folder_keeps_documents_from_one_process_to_the_next() {
    let folder = Folder::new("keeps");
    let (url, asked) = counted("Cache-Control: max-age=60\r\n", "{\"a\":1}");
    for used in [CacheUse::Kept, CacheUse::Fresh, CacheUse::Fresh] {
        let fetcher = on_disk(&folder.0);
        assert_eq!(fetcher.fetch(&url, Expected::Json).unwrap().bytes, b"{\"a\":1}");
        assert_eq!(last_use(&fetcher), Some(used));
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    let files = folder.files();
    assert_eq!(files.len(), 1, "no draft is left: {files:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder.0), mode(&files[0])), (0o700, 0o600));
    }
}

#[test]
fn nothing_that_was_altered_is_believed() {
    let folder = Folder::new("altered");
    let (url, asked) = counted("Cache-Control: max-age=60\r\n", "{\"a\":1}");
    let (other, _) = counted("Cache-Control: max-age=60\r\n", "{\"a\":2}");
    on_disk(&folder.0).fetch(&url, Expected::Json).unwrap();
    let file = folder.files().remove(0);
    let whole = fs::read(&file).unwrap();
    on_disk(&folder.0).fetch(&other, Expected::Json).unwrap();
    let of_other = fs::read(folder.files().into_iter().find(|path| *path != file).unwrap()).unwrap();
    let flipped = |place: usize| {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        bytes
    };
    let places = (0..whole.len()).step_by(whole.len() / 12);
    let cases = places.map(flipped).chain([
        Vec::new(),
        whole[..whole.len() - 1].to_vec(),
        [whole.as_slice(), b" "].concat(),
        of_other,
        b"\n\n".to_vec(),
    ]);
    let mut times = asked.load(Ordering::SeqCst);
    for bytes in cases {
        fs::write(&file, &bytes).unwrap();
        let fetcher = on_disk(&folder.0);
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        assert_eq!(fetcher.fetch(&url, Expected::Json).unwrap().bytes, b"{\"a\":1}", "{shown}");
        assert_eq!(last_use(&fetcher), Some(CacheUse::Corrupt), "{shown}");
        times += 1;
        assert_eq!(asked.load(Ordering::SeqCst), times, "{shown}");
        assert_eq!(fs::read(&file).unwrap().len(), whole.len(), "it is kept anew");
    }
    #[cfg(unix)]
    {
        // A link to the very same text is not followed.
        let elsewhere = folder.0.join("elsewhere");
        fs::rename(&file, &elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, &file).unwrap();
        let fetcher = on_disk(&folder.0);
        fetcher.fetch(&url, Expected::Json).unwrap();
        assert_eq!(last_use(&fetcher), Some(CacheUse::Corrupt));
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_others_may_write_to_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("shared");
    fs::create_dir(&folder.0).unwrap();
    for mode in [0o777, 0o770, 0o702] {
        fs::set_permissions(&folder.0, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(Cache::on_disk(&folder.0).unwrap_err().code(), codes::CACHE_UNUSABLE, "{mode:o}");
    }
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(Cache::on_disk(&folder.0).is_ok());
    assert_eq!(Cache::on_disk(&PathBuf::from("/dev/null/x")).unwrap_err().code(), codes::CACHE_UNUSABLE);
}

#[test]
fn what_another_policy_let_in_is_not_found_by_a_stricter_one() {
    let folder = Folder::new("stricter");
    let head =
        format!("{DID_JSON}Cache-Control: max-age=60\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}");
    let url = serve_tls(head);
    let ask = |policy: FetchPolicy| -> Result<_, FetchError> {
        let mut policy = scripted(policy, &[&["127.0.0.1"]]);
        policy.roots = vec![reqwest::Certificate::from_der(CERTIFICATE).unwrap()];
        let fetcher = BlockingFetcher::new(policy).unwrap().with_cache(Cache::on_disk(&folder.0).unwrap());
        fetcher.fetch(&url, Expected::Json)
    };
    assert!(ask(strict().dangerous().danger_allow_address(LOOPBACK)).is_ok());
    assert_eq!(ask(strict()).unwrap_err().code(), codes::HOST_NOT_ALLOWED);
}

#[test]
fn what_is_kept_is_bounded() {
    let folder = Folder::new("bounded");
    let body = format!("\"{}\"", "a".repeat(9_998));
    let (url, _) = counted("Cache-Control: max-age=60\r\n", &body);
    for cache in [Cache::in_memory(), Cache::on_disk(&folder.0).unwrap()] {
        let fetcher = BlockingFetcher::new(lenient()).unwrap().with_cache(cache.limit_bytes(50_000));
        for number in 0..20 {
            fetcher.fetch(&format!("{url}{number}"), Expected::Json).unwrap();
        }
        // The last is there still, the first is not.
        fetcher.fetch(&format!("{url}19"), Expected::Json).unwrap();
        assert_eq!(last_use(&fetcher), Some(CacheUse::Fresh));
        fetcher.fetch(&format!("{url}0"), Expected::Json).unwrap();
        assert_eq!(last_use(&fetcher), Some(CacheUse::Kept));
    }
    let bytes: u64 = folder.files().iter().map(|file| fs::metadata(file).unwrap().len()).sum();
    assert!(bytes <= 50_000, "{bytes}");
}

#[test]
fn a_document_that_is_gone_is_forgotten() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let url = serve_heads(move |stream, _| {
        let status = if count.fetch_add(1, Ordering::SeqCst) == 1 { "410 Gone" } else { "200 OK" };
        let head = DID_JSON.replace("200 OK", status);
        let answer = format!("{head}ETag: \"two\"\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}");
        let _ = stream.write_all(answer.as_bytes());
    });
    let fetcher = BlockingFetcher::new(lenient()).unwrap();
    assert!(fetcher.fetch(&url, Expected::Json).is_ok());
    assert_eq!(fetcher.fetch(&url, Expected::Json).unwrap_err().code(), accolade::FETCH_GONE);
    fetcher.fetch(&url, Expected::Json).unwrap();
    assert_eq!(last_use(&fetcher), Some(CacheUse::Kept));
}

#[test]
fn an_answer_to_a_question_that_was_not_asked_is_no_document() {
    let url = super::always("HTTP/1.1 304 Not Modified\r\nETag: \"one\"\r\nConnection: close\r\n\r\n");
    let error = BlockingFetcher::new(lenient()).unwrap().fetch(&url, Expected::Json).unwrap_err();
    assert_eq!(error, FetchError::HttpStatus { status: 304, retry_after: None });
}
