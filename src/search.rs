//! search (under construction)
