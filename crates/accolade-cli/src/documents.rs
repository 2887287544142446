//! Inputs and documents, from the disk or over the network.

use std::{
    cell::{Cell, OnceCell},
    path::Path,
};

use accolade::{Answer, Request, Resources};
use accolade_fetch::{BlockingFetcher, Cache, Expected, FetchError, FetchPolicy, Record};

use crate::{
    error::CliError,
    input::{is_url, read},
};

/// Where documents come from. The network is not touched before something is to be fetched.
#[derive(Debug)]
pub(crate) struct Documents {
    offline: bool,
    cache: Option<Cache>,
    fetcher: OnceCell<Result<BlockingFetcher, FetchError>>,
    told: Cell<usize>,
}

impl Documents {
    pub(crate) const fn new(offline: bool) -> Self {
        Self { offline, cache: None, fetcher: OnceCell::new(), told: Cell::new(0) }
    }

    /// Keeps what is fetched in that folder, and takes what is there.
    pub(crate) fn keep_in(self, folder: Option<&Path>) -> Result<Self, CliError> {
        let Some(folder) = folder else { return Ok(self) };
        let opened = Cache::on_disk(folder);
        let cache = opened.map_err(|error| CliError::coded("the cache", error.code(), error))?;
        Ok(Self { cache: Some(cache), ..self })
    }

    /// Reads an input: a file, `-` or an https URL.
    pub(crate) fn input(&self, input: &str) -> Result<Vec<u8>, CliError> {
        if !is_url(input) {
            return read(input);
        }
        if self.offline {
            return Err(CliError::refused(
                format!("`{input}` is on the network, which was not to be used"),
                "leave out `--offline`, or save the badge and give the file",
            ));
        }
        let fetched = self.fetcher().and_then(|fetcher| fetcher.fetch(input, Expected::Badge));
        fetched.map(|fetched| fetched.bytes).map_err(|error| CliError::coded(input, error.code(), error))
    }

    /// Answers each request, with the document or the reason why there is none.
    pub(crate) fn fetch(&self, requests: &[Request]) -> Vec<(String, Answer)> {
        let declined = |reason: &str| {
            let mut resources = Resources::default();
            resources.decline(requests, reason);
            resources.into_iter().collect()
        };
        if self.offline {
            return declined("the network was not to be used");
        }
        match self.fetcher() {
            Ok(fetcher) => fetcher.fetch_all(requests),
            Err(error) => declined(&error.to_string()),
        }
    }

    /// What was asked over the network since this was called last.
    pub(crate) fn take_records(&self) -> Vec<Record> {
        let fetcher = self.fetcher.get().and_then(|made| made.as_ref().ok());
        let mut all = fetcher.map(BlockingFetcher::records).unwrap_or_default();
        let told = self.told.replace(all.len());
        all.split_off(told.min(all.len()))
    }

    fn fetcher(&self) -> Result<&BlockingFetcher, FetchError> {
        self.fetcher
            .get_or_init(|| {
                let fetcher = BlockingFetcher::new(FetchPolicy::default())?;
                Ok(match &self.cache {
                    Some(cache) => fetcher.with_cache(cache.clone()),
                    None => fetcher,
                })
            })
            .as_ref()
            .map_err(Clone::clone)
    }
}
