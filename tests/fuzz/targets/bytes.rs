//! Any bytes are answered: with outputs, or with findings that lie in the spec and say what to write.

#![no_main]

#[path = "../../limits/answered.rs"]
mod answered;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // What is not UTF-8 is refused before it comes to the compiler.
    if let Ok(text) = std::str::from_utf8(bytes) {
        answered::answer(text);
    }
});
