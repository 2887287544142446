//! Securing mechanisms behind one trait and one registry.
