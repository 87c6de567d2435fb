//! Hands the arguments to `cli`, and exits.

use std::process::ExitCode;

fn main() -> ExitCode {
    tvgen::cli::run()
}
