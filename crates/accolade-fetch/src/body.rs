//! Reading what a host sends, never more than the limit.

use std::io::Read;

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

/// The whole body, decompressed where it came as gzip.
pub(crate) async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, FetchError> {
    let encoding = field(&response, &CONTENT_ENCODING).unwrap_or_default().trim().to_ascii_lowercase();
    let announced = response.content_length().unwrap_or_default();
    if usize::try_from(announced).map_or(true, |announced| announced > limit) {
        return Err(FetchError::TooLarge { limit });
    }
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > limit => {
                return Err(FetchError::TooLarge { limit });
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break,
            Err(_) => return Err(FetchError::CutShort { bytes: body.len() }),
        }
    }
    match encoding.as_str() {
        "" | "identity" => Ok(body),
        "gzip" | "x-gzip" => unzip(&body, limit),
        _ => Err(FetchError::BadEncoding { encoding }),
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
