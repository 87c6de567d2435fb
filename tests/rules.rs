//! Tests every rule with the examples in its header.

use std::{fs, path::Path};

use tvgen::{
    compile::compile,
    finding::{Finding, Severity},
    lang::terminal::unstyled,
    report::{Report, Root, located::locate_findings, sarif, terminal},
    rules,
    source::{CompileInputs, Repository, Source},
};

use tvgen::source::in_memory::InMemoryFiles;

use crate::{
    laws,
    support::{HELLO, TODAY, assert_snapshot, bases::load_with_bases},
};

#[test]
fn every_failing_example_raises_its_rule_and_nothing_else() {
    let mut wrong = Vec::new();
    for entry in rules::ALL {
        let examples = parse_examples(entry.header, "Fails");
        assert!(
            !examples.is_empty(),
            "{} has no failing example",
            entry.name()
        );
        for (number, example) in examples.iter().enumerate() {
            let (source, findings) = check_example(example);
            let raised: Vec<_> = findings
                .iter()
                .map(|finding| (finding.code, finding.name.clone()))
                .collect();
            if raised != [(entry.rule.code, entry.name())] {
                wrong.push(format!(
                    "{} on\n{}raises {raised:?}",
                    entry.name(),
                    example.text
                ));
                continue;
            }
            assert!(findings[0].help.is_some(), "{} has no help", entry.name());
            if number == 0 {
                let text = unstyled(&terminal::render_finding(&source, &findings[0], None));
                assert_snapshot(&format!("rules/{}", entry.area), entry.file, text.as_str());
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_log_of_every_rule_is_exported_for_external_readers() {
    let mut report = Report::default();
    for entry in rules::ALL {
        let (source, findings) = check_example(&parse_examples(entry.header, "Fails")[0]);
        report.findings.extend(locate_findings(&source, &findings));
    }
    let root = Root::new("/repository".into(), "/repository".into());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/sarif");
    fs::create_dir_all(&folder).expect("the folder can be created");
    let log = sarif::render_document(&report, &root);
    fs::write(folder.join("rules.sarif"), log).expect("the file can be written");
    assert_eq!(report.findings.len(), rules::ALL.len());
}

#[test]
fn every_passing_example_raises_nothing() {
    let mut wrong = Vec::new();
    for entry in rules::ALL {
        let examples = parse_examples(entry.header, "Passes");
        assert!(
            !examples.is_empty(),
            "{} has no passing example",
            entry.name()
        );
        for example in examples {
            let (_, findings) = check_example(&example);
            let raised: Vec<_> = findings.iter().map(|finding| &finding.message).collect();
            if !raised.is_empty() {
                wrong.push(format!(
                    "{} on\n{}raises {raised:?}",
                    entry.name(),
                    example.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_plan_relies_only_on_rules_that_always_run() {
    let sources = [laws::files("src/plan", "rs"), laws::files("src/emit", "rs")].concat();
    let mut named = 0;
    for path in sources {
        let text = fs::read_to_string(&path).expect("a source file can be read");
        for (before, _) in text
            .match_indices(" rejected it\")")
            .map(|(end, _)| text.split_at(end))
        {
            let rules = before.rsplit("expect(\"").next().unwrap_or_default();
            for name in rules.split(" and ") {
                let entry = rules::ALL.iter().find(|entry| entry.name() == name);
                let entry = entry.unwrap_or_else(|| panic!("{}: no rule `{name}`", path.display()));
                let always = matches!(entry.rule.check, rules::Check::Spec(_));
                assert!(always, "{}: `{name}` does not always run", path.display());
                assert_eq!(
                    entry.rule.severity,
                    Severity::Error,
                    "{}: `{name}`",
                    path.display()
                );
                named += 1;
            }
        }
    }
    assert!(named > 20, "the plan relies on only {named} rules");
}

#[test]
fn codes_are_unique_and_sorted_by_area() {
    let codes: Vec<_> = rules::ALL.iter().map(|entry| entry.rule.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    for pair in rules::ALL.windows(2) {
        let same_digits = pair[0].rule.code[..4] == pair[1].rule.code[..4];
        assert_eq!(
            same_digits,
            pair[0].area == pair[1].area,
            "{} and {}",
            pair[0].name(),
            pair[1].name()
        );
    }
}

#[test]
fn every_title_is_one_short_sentence() {
    for entry in rules::ALL {
        let title = entry
            .header
            .lines()
            .next()
            .unwrap_or_default()
            .trim_start_matches("//! ");
        assert!(
            title.len() <= 80 && title.ends_with('.'),
            "{}: {title}",
            entry.name()
        );
        assert!(
            entry.header.contains("\n//! ## Why\n"),
            "{} has no section Why",
            entry.name()
        );
    }
}

#[test]
fn every_rule_file_is_registered() {
    for area in std::fs::read_dir("src/rules")
        .expect("the folder exists")
        .flatten()
    {
        // `collision` is shared code, not an area.
        if !area.path().is_dir() || area.file_name() == "collision" {
            continue;
        }
        for file in std::fs::read_dir(area.path())
            .expect("an area has files")
            .flatten()
        {
            let path = file.path();
            let name = path
                .file_stem()
                .and_then(|name| name.to_str())
                .expect("a rule has a name");
            assert!(
                rules::ALL.iter().any(|entry| entry.file == name),
                "{} is not in the list",
                path.display()
            );
        }
    }
}

/// An example with its base specs and the files next to it.
#[derive(Debug)]
struct Example {
    text: String,
    bases: Vec<(String, String)>,
    neighbours: Vec<(String, String)>,
}

/// The examples below the heading `heading`. A block with a file name is not an example, but a file for all later examples: a base
/// spec if it is TOML, otherwise a file next to the spec.
fn parse_examples(header: &str, heading: &str) -> Vec<Example> {
    let lines = header.lines().map(|line| line.trim_start_matches("//!"));
    let lines: Vec<&str> = lines
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let text = lines.join("\n");
    let section = text
        .split("\n## ")
        .find(|section| section.starts_with(heading))
        .unwrap_or_default();
    let (mut bases, mut neighbours, mut examples) = (Vec::new(), Vec::new(), Vec::new());
    for block in section.split("```").skip(1).step_by(2) {
        let (title, text) = block.split_once('\n').expect("a block has lines");
        let text = text.to_owned();
        match title.split_once(' ') {
            None => examples.push(Example {
                text,
                bases: bases.clone(),
                neighbours: neighbours.clone(),
            }),
            Some(("toml", name)) => bases.push((name.to_owned(), text)),
            Some((_, name)) => neighbours.push((name.to_owned(), text)),
        }
    }
    examples
}

/// The findings of `example`, completed with the missing tables of the smallest spec.
fn check_example(example: &Example) -> (Source, Vec<Finding>) {
    let mut text = example.text.clone();
    let lines = || example.text.lines();
    for table in HELLO.split("\n\n") {
        let first = table.lines().next().unwrap_or_default();
        let root_key = |name: &str| {
            name.trim_matches(['[', ']'])
                .split('.')
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let has = lines().any(|line| line.starts_with('[') && root_key(line) == root_key(first));
        if first.starts_with("spec") && !lines().any(|line| line.starts_with("spec =")) {
            text = format!("{first}\n\n{text}");
        } else if first.starts_with('[') && !has {
            text = format!("{text}\n{table}\n");
        }
    }
    let source = load_with_bases(&text, &example.bases);
    let neighbours = InMemoryFiles(&example.neighbours);
    let inputs = CompileInputs {
        today: TODAY,
        repository: (!example.neighbours.is_empty()).then_some(&neighbours as &dyn Repository),
        is_on_disk: None,
    };
    let findings = compile(&source, &inputs).findings;
    (source, findings)
}
