//! Any spec of ours with pieces of it replaced is answered.

#![no_main]

#[path = "../../limits/answered.rs"]
mod answered;

use libfuzzer_sys::{
    arbitrary::{Result, Unstructured},
    fuzz_target,
};

/// The specs that pieces are replaced of.
const SPECS: &[&str] = &[
    include_str!("../../../spec/minimal.toml"),
    include_str!("../../../spec/three-stages.toml"),
    include_str!("../../../spec/teaching-vacancies-2020.toml"),
    include_str!("../../../spec/teaching-vacancies.toml"),
];

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = mutated(&mut Unstructured::new(bytes)) {
        answered::answer(&text);
    }
});

/// One of the specs, with a few pieces of it cut out and others put in their place.
fn mutated(bytes: &mut Unstructured) -> Result<String> {
    let mut text: Vec<char> = bytes.choose(SPECS)?.chars().collect();
    for _ in 0..bytes.int_in_range(1..=4)? {
        let start = bytes.choose_index(text.len().max(1))?.min(text.len());
        let end = (start + bytes.int_in_range(0..=12)?).min(text.len());
        let put: &str = bytes.arbitrary()?;
        text.splice(start..end, put.chars());
    }
    Ok(text.into_iter().collect())
}
