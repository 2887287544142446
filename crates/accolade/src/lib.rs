//! Open Badges 3.0 and Verifiable Credentials for micro-credentials.
