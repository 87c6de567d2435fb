//! Any bytes lead to outputs, or to findings that are located in the spec and have help.

#![no_main]

#[path = "../../limits/compiled.rs"]
mod compiled;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // tvgen rejects invalid UTF-8 before it reaches the compiler.
    if let Ok(text) = std::str::from_utf8(bytes) {
        compiled::compile_and_check(text);
    }
});
