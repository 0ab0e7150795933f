//! session (under construction)
