//! Every guarantee of docs/security.md has a test, and every test that it names exists.

use std::fs;

const PAGE: &str = "docs/security.md";

/// The rows of the page's tables of guarantees: what is guaranteed, and what holds it.
fn guarantees(page: &str) -> Vec<(&str, &str)> {
    let (_, rest) = page
        .split_once("\n## Guarantees\n")
        .expect("there are guarantees");
    let (tables, _) = rest.split_once("\n## ").expect("a section follows");
    let rows = tables
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows = rows.filter_map(|row| row.split_once(" | "));
    rows.filter(|(guarantee, _)| *guarantee != "Guarantee" && !guarantee.starts_with("---"))
        .collect()
}

/// The tests that `cell` names, each with its file.
fn tests(cell: &str) -> Vec<(&str, &str)> {
    let mut tests = Vec::new();
    for files in cell.split("; ") {
        let (names, link) = files.rsplit_once(" in [").expect("the names are in a file");
        let (file, target) = link.split_once("](").expect("a link");
        assert_eq!(target, format!("../{file})"));
        tests.extend(names.split('`').skip(1).step_by(2).map(|name| (name, file)));
    }
    tests
}

#[test]
fn every_test_that_the_page_names_exists() {
    let page = fs::read_to_string(PAGE).expect("there is a page");
    let guarantees = guarantees(&page);
    assert!(guarantees.len() > 20, "{} guarantees", guarantees.len());
    for (guarantee, cell) in guarantees {
        let tests = tests(cell);
        assert!(!tests.is_empty(), "nothing holds: {guarantee}");
        for (name, file) in tests {
            let text = fs::read_to_string(file).unwrap_or_else(|_| panic!("there is no {file}"));
            let definition = if file.rsplit('.').next() == Some("py") {
                "def"
            } else {
                "fn"
            };
            assert!(
                text.contains(&format!("{definition} {name}(")),
                "{file} has no `{name}`"
            );
        }
    }
}

#[test]
fn the_readme_and_the_policy_lead_to_the_page() {
    let readme = fs::read_to_string("README.md").expect("there is a readme");
    assert!(readme.contains("(docs/security.md)"));
    assert!(readme.contains("(.github/SECURITY.md)"));
    let policy = fs::read_to_string(".github/SECURITY.md").expect("there is a policy");
    assert!(policy.contains("(../docs/security.md)"));
}
