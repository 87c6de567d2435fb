//! Any mutated spec of this repository leads to outputs or findings.

#![no_main]

#[path = "../../limits/compiled.rs"]
mod compiled;

use libfuzzer_sys::{
    arbitrary::{Result, Unstructured},
    fuzz_target,
};

/// The specs that are mutated.
const SPECS: &[&str] = &[
    include_str!("../../../spec/minimal.toml"),
    include_str!("../../../spec/three-stages.toml"),
    include_str!("../../../spec/teaching-vacancies-2020.toml"),
    include_str!("../../../spec/teaching-vacancies.toml"),
];

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = mutate(&mut Unstructured::new(bytes)) {
        compiled::compile_and_check(&text);
    }
});

/// Replaces a few ranges of one of the specs by random text.
fn mutate(bytes: &mut Unstructured) -> Result<String> {
    let mut text: Vec<char> = bytes.choose(SPECS)?.chars().collect();
    for _ in 0..bytes.int_in_range(1..=4)? {
        let start = bytes.choose_index(text.len().max(1))?.min(text.len());
        let end = (start + bytes.int_in_range(0..=12)?).min(text.len());
        let replacement: &str = bytes.arbitrary()?;
        text.splice(start..end, replacement.chars());
    }
    Ok(text.into_iter().collect())
}
