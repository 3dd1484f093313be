//! Recompiles when a migration is added: `sqlx::migrate!` compiles the folder in, but Cargo does not watch folders for it.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
