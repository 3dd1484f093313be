//! One test binary, so that the dependencies are linked once; a file for each room.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod commands;
mod migrations;
mod postgres;
mod store;
mod transfer;
