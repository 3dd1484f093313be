//! One test binary, so that the dependencies are linked once; a file for each room.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod answers;
mod architecture;
mod asked;
mod backup;
mod commands;
mod discord;
mod doctor;
mod documents;
mod drafts;
mod faults;
mod golden;
mod hanging;
mod hints;
mod isolation;
mod keeping;
mod kept;
mod killed;
mod live;
mod many;
mod migrations;
mod operating;
mod operator;
mod postgres;
mod properties;
mod store;
mod transfer;
mod warm;
mod world;
