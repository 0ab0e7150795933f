//! Durable truth.
