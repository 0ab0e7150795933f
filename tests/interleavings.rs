//! Two and three windows on one journal: whatever the order of deciding, writing, answering and
//! following, everybody arrives once, nothing is lost, and every answer was true when it was given.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "interleavings/desks.rs"]
mod desks;
#[path = "interleavings/every_order.rs"]
mod every_order;
#[path = "interleavings/failures.rs"]
mod failures;
#[path = "meeting/figures.rs"]
mod figures;
#[path = "interleavings/files.rs"]
mod files;
#[path = "interleavings/numbers.rs"]
mod numbers;
#[path = "interleavings/random_orders.rs"]
mod random_orders;
#[path = "meeting/support.rs"]
mod support;
