//! Reading what a host sends, never more than the limit.

use std::io::Read as _;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;
use reqwest::Response;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName};

use crate::FetchError;

/// The media type without its parameters, in lower case.
pub(crate) fn media_type(response: &Response) -> Option<String> {
    let value = field(response, &CONTENT_TYPE)?;
    let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    (!essence.is_empty()).then_some(essence)
}

/// How much has come in all, and may.
pub(crate) struct Meter<'a> {
    pub(crate) all: &'a AtomicU64,
    pub(crate) most: u64,
}

impl Meter<'_> {
    fn add(&self, bytes: usize) -> Result<(), FetchError> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let before = self.all.fetch_add(bytes, Ordering::Relaxed);
        match before.saturating_add(bytes) > self.most {
            true => Err(FetchError::RunTooLarge { limit: self.most }),
            false => Ok(()),
        }
    }
}

/// What came of reading a body.
pub(crate) struct Read {
    /// How many bytes came, as they were sent.
    pub(crate) received: u64,
    pub(crate) document: Result<Vec<u8>, FetchError>,
}

/// The whole body, decompressed where it came as gzip.
pub(crate) async fn read(response: Response, limit: usize, meter: &Meter<'_>) -> Read {
    let mut body = Vec::new();
    let document = fill(&mut body, response, limit, meter).await;
    let received = u64::try_from(body.len()).unwrap_or(u64::MAX);
    let document = document.and_then(|encoding| match encoding.as_str() {
        "" | "identity" => Ok(body),
        "gzip" | "x-gzip" => unzip(&body, limit),
        _ => Err(FetchError::BadEncoding { encoding }),
    });
    Read { received, document }
}

/// Takes in the body as it is sent, and gives its encoding.
async fn fill(
    body: &mut Vec<u8>,
    mut response: Response,
    limit: usize,
    meter: &Meter<'_>,
) -> Result<String, FetchError> {
    let encoding = field(&response, &CONTENT_ENCODING).unwrap_or_default().trim().to_ascii_lowercase();
    let announced = response.content_length().unwrap_or_default();
    if usize::try_from(announced).map_or(true, |announced| announced > limit) {
        return Err(FetchError::TooLarge { limit });
    }
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                meter.add(chunk.len())?;
                if body.len().saturating_add(chunk.len()) > limit {
                    return Err(FetchError::TooLarge { limit });
                }
                body.extend_from_slice(&chunk);
            }
            Ok(None) => return Ok(encoding),
            Err(_) => return Err(FetchError::CutShort { bytes: body.len() }),
        }
    }
}

fn unzip(body: &[u8], limit: usize) -> Result<Vec<u8>, FetchError> {
    let mut out = Vec::new();
    let one_more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = MultiGzDecoder::new(body).take(one_more).read_to_end(&mut out);
    if out.len() > limit {
        return Err(FetchError::TooLarge { limit });
    }
    read.map(|_| out).map_err(|_| FetchError::BadEncoding { encoding: "gzip".to_owned() })
}

fn field(response: &Response, name: &HeaderName) -> Option<String> {
    let value = response.headers().get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}
