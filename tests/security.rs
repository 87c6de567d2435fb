//! Every guarantee of docs/security.md has a test, and every test that the page names exists.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use regex::Regex;

use crate::laws::files;

const PAGE: &str = "docs/security.md";

/// The rows of the page's tables: each guarantee and its tests.
fn parse_guarantees(page: &str) -> Vec<(&str, &str)> {
    let (_, rest) = page
        .split_once("\n## Guarantees\n")
        .expect("the page has guarantees");
    let (tables, _) = rest.split_once("\n## ").expect("a section follows");
    let rows = tables
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows = rows.filter_map(|row| row.split_once(" | "));
    rows.filter(|(guarantee, _)| *guarantee != "Guarantee" && !guarantee.starts_with("---"))
        .collect()
}

/// The tests that `cell` names, each with its file.
fn parse_tests(cell: &str) -> Vec<(&str, &str)> {
    let mut tests = Vec::new();
    for files in cell.split("; ") {
        let (names, link) = files
            .rsplit_once(" in [")
            .expect("a file follows the names");
        let (file, target) = link.split_once("](").expect("a link");
        assert_eq!(target, format!("../{file})"));
        tests.extend(names.split('`').skip(1).step_by(2).map(|name| (name, file)));
    }
    tests
}

/// Whether `text` has a Rust test `name`.
fn has_rust_test(text: &str, name: &str) -> bool {
    let attributes = r"(#\[cfg\(.*\)\]\n\s*|#\[expect\(.*\)\]\n\s*|//.*\n\s*)*";
    let pattern = format!(r"(?m)^\s*#\[test\]\n\s*{attributes}fn {name}\(");
    Regex::new(&pattern).expect("a pattern").is_match(text)
}

/// The functions of `tests/engine` that `runs.py` calls, directly or through others.
fn engine_functions() -> BTreeSet<String> {
    let definition = Regex::new(r"(?m)^def (\w+)\(").expect("a pattern");
    let call = Regex::new(r"\b(\w+)\(").expect("a pattern");
    let mut calls: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut queue = Vec::new();
    for path in files("tests/engine", "py") {
        let text = fs::read_to_string(&path).expect("the file can be read");
        let starts: Vec<_> = definition.captures_iter(&text).collect();
        for (number, found) in starts.iter().enumerate() {
            let start = found.get(0).expect("the whole match").end();
            let next = starts.get(number + 1).and_then(|next| next.get(0));
            let body = &text[start..next.map_or(text.len(), |next| next.start())];
            let called = call.captures_iter(body).map(|call| call[1].to_owned());
            calls.entry(found[1].to_owned()).or_default().extend(called);
            if path.ends_with("runs.py") {
                queue.push(found[1].to_owned());
            }
        }
    }
    let mut reached = BTreeSet::new();
    while let Some(name) = queue.pop() {
        let called = calls.get(&name).into_iter().flatten();
        if reached.insert(name) {
            queue.extend(called.cloned());
        }
    }
    reached
}

#[test]
fn every_test_that_the_page_names_exists_and_runs() {
    let page = fs::read_to_string(PAGE).expect("the page exists");
    let guarantees = parse_guarantees(&page);
    assert!(guarantees.len() > 20, "{} guarantees", guarantees.len());
    let engine = engine_functions();
    for (guarantee, cell) in guarantees {
        let tests = parse_tests(cell);
        assert!(!tests.is_empty(), "no test: {guarantee}");
        for (name, file) in tests {
            let text = fs::read_to_string(file).unwrap_or_else(|_| panic!("{file} does not exist"));
            let runs = if file.starts_with("tests/engine/") {
                text.contains(&format!("\ndef {name}(")) && engine.contains(name)
            } else {
                has_rust_test(&text, name)
            };
            assert!(runs, "{file} has no test `{name}`, or it never runs");
        }
    }
}

#[test]
fn only_test_functions_count_as_tests() {
    for text in [
        "#[test]\nfn a() {}",
        "mod x {\n    #[test]\n    fn a() {}\n}",
        "#[test]\n#[cfg(unix)]\nfn a() {}",
        "proptest! {\n    #[test]\n    fn a(\n        x in 0..3\n    ) {}\n}",
    ] {
        assert!(has_rust_test(text, "a"), "{text}");
    }
    for text in [
        "fn a() {}",
        "#[test]\n#[ignore = \"slow\"]\nfn a() {}",
        "// #[test]\nfn a() {}",
        "#[test]\nfn b() {}\nfn a() {}",
        "#[test]\nfn ab() {}",
    ] {
        assert!(!has_rust_test(text, "a"), "{text}");
    }
    let engine = engine_functions();
    assert!(engine.contains("local_builds") && engine.contains("pre_written_tag"));
    assert!(!engine.contains("never_called"));
}

#[test]
fn every_template_that_reads_program_output_is_on_the_page() {
    let page = fs::read_to_string(PAGE).expect("the page exists");
    let (_, section) = page
        .split_once("\n### Output of other programs\n")
        .expect("the page has this section");
    let (section, _) = section.split_once("\n## ").expect("a section follows");
    let reads = Regex::new(
        r"\$\((shell )?(.*\$\()?(az|curl|docker|gh|git|kubectl|npm|snyk|terraform|trivy|yarn)\b",
    )
    .expect("a pattern");
    for path in files("templates", "j2") {
        let text = fs::read_to_string(&path).expect("the file can be read");
        if text.lines().any(|line| reads.is_match(line)) {
            let name = path.display().to_string();
            assert!(section.contains(&name), "{PAGE} does not name {name}");
        }
    }
}

#[test]
fn the_readme_and_the_policy_link_to_the_page() {
    let readme = fs::read_to_string("README.md").expect("the README exists");
    assert!(readme.contains("(docs/security.md)"));
    assert!(readme.contains("(.github/SECURITY.md)"));
    let policy = fs::read_to_string(".github/SECURITY.md").expect("the policy exists");
    assert!(policy.contains("(../docs/security.md)"));
}
