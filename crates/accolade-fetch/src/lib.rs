//! HTTP, file and cache fetchers with a host policy.
