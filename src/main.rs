//! The entry point of the program.

use std::process::ExitCode;

/// Most allocations are short-lived, small strings.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tvgen::cli::run()
}
