//! Edge: the terminal.

pub mod eval;
