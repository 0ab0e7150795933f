//! clock (under construction)
