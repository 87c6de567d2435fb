//! Hands the arguments to `cli`, and exits.

use std::process::ExitCode;

/// What most of the work is: small texts, made and dropped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tvgen::cli::run()
}
