//! Every key that is set leads to the lines that it generates.

use std::path::Path;

use tvgen::{place::Place, report::explain};

use crate::support::{
    compile_spec,
    silent::{leaves, silent_key},
    spec_names,
};

/// Keys that share the lines of the item that contains them, because outputs use the whole item.
const PARTS: &[(&str, &str)] = &[
    // A package with its constraint and its reason.
    ("base.packages[1].name", "base.packages[1]"),
    ("base.packages[1].version", "base.packages[1]"),
    ("base.packages[1].reason", "base.packages[1]"),
    ("base.packages[1].until", "base.packages[1]"),
    // A copy, and a build argument.
    ("stages.docs.copy[0].from", "stages.docs.copy[0]"),
    ("stages.docs.copy[0].path", "stages.docs.copy[0]"),
    ("stages.docs.copy[1].path", "stages.docs.copy[1]"),
    ("stages.docs.copy[1].to", "stages.docs.copy[1]"),
    ("stages.docs.copy[2].path", "stages.docs.copy[2]"),
    ("stages.docs.copy[2].to", "stages.docs.copy[2]"),
    ("stages.web.copy[2].from", "stages.web.copy[2]"),
    ("stages.web.copy[2].path", "stages.web.copy[2]"),
    ("stages.web.copy[2].to", "stages.web.copy[2]"),
    ("stages.web.build_args[0].name", "stages.web.build_args[0]"),
    ("stages.web.build_args[0].env", "stages.web.build_args[0]"),
];

#[test]
fn every_key_that_is_set_leads_to_its_lines() {
    for name in spec_names() {
        let (source, outcome) = compile_spec(&name);
        let mut missing = Vec::new();
        let mut parts = Vec::new();
        for place in leaves(&source.root, &Place::root()) {
            let reach =
                explain::describe_key(&source, Path::new(""), &outcome.artifacts, &place, None);
            if reach.text.as_str().starts_with('`') && silent_key(&place).is_none() {
                missing.push(place.to_string());
            }
            parts.extend(
                reach
                    .part_of
                    .map(|whole| (place.to_string(), whole.to_string())),
            );
        }
        assert_eq!(missing, [""; 0], "{name}");
        if name == "three-stages" {
            let known = PARTS
                .iter()
                .map(|(part, whole)| ((*part).to_owned(), (*whole).to_owned()));
            assert_eq!(parts, known.collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_printed_place_parses_back() {
    for name in spec_names() {
        let (source, outcome) = compile_spec(&name);
        let origins = outcome
            .artifacts
            .into_iter()
            .flat_map(|a| a.origins)
            .flatten();
        for place in leaves(&source.root, &Place::root())
            .into_iter()
            .chain(origins)
        {
            assert_eq!(Place::parse(&place.to_string()), Some(place));
        }
    }
    let odd = Place::root()
        .key("a \"b\" \\ .c")
        .item(3)
        .key("d-e")
        .item(0)
        .item(1);
    assert_eq!(Place::parse(&odd.to_string()), Some(odd));
    assert_eq!(
        Place::parse("a.'b.c'"),
        Some(Place::root().key("a").key("b.c"))
    );
    for text in [
        "",
        ".",
        "a.",
        ".a",
        "a..b",
        "a[",
        "a[x]",
        "a[-1]",
        "a[0]b",
        "a b",
        "\"a",
        "[0]",
        "a[99999999999999999999]",
    ] {
        assert_eq!(Place::parse(text), None, "{text}");
    }
}
