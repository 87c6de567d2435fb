//! Every line records the keys of the spec or the part of tvgen that generated it, and the reason.

use serde::Serialize;
use tvgen::{
    artifact::Artifact,
    lang::{
        Cause, Reason, Text, reason_marker,
        shell::{self, Shell},
        template::{Template, fill},
        yaml::{self, Yaml},
    },
    place::Place,
};

use crate::support::{compile_spec, find_artifact, spec_names};

#[test]
fn every_line_of_every_output_has_a_reason() {
    for name in spec_names() {
        for artifact in compile_spec(&name).1.artifacts {
            let lines: Vec<&str> = artifact.text.lines().collect();
            assert_eq!(artifact.reasons.len(), lines.len());
            for (line, reason) in lines.iter().zip(&artifact.reasons) {
                let reason = reason.unwrap_or_else(|| panic!("{name}: {}: {line}", artifact.path));
                assert!(
                    !reason.component.is_empty() && reason.explanation.ends_with('.'),
                    "{name}: {line}: {reason:?}"
                );
            }
        }
    }
}

#[test]
fn a_line_of_a_script_has_the_reason_of_the_script() {
    let artifacts = compile_spec("three-stages").1.artifacts;
    let makefile = find_artifact(&artifacts, "makefile");
    let parts: Vec<&str> = [
        "override BRANCH_TAG = ",
        "\tname=$$(printf",
        "\tfi; \\",
        "\techo \"$$name\")",
    ]
    .iter()
    .map(|start| reason(makefile, start).component)
    .collect();
    assert_eq!(
        parts,
        [
            "Makefile.j2",
            "branch-name.sh.j2",
            "branch-name.sh.j2",
            "Makefile.j2"
        ]
    );
    let workflow = find_artifact(&artifacts, "workflow");
    assert_eq!(
        reason(workflow, "          fi").component,
        "branch-name.sh.j2"
    );
    assert_eq!(
        reason(workflow, "          commit=$(git rev-parse HEAD)").explanation,
        "The commit in the tag is the one that was built: for a pull request its head, not GitHub's merge commit."
    );
}

#[test]
fn a_reason_applies_until_the_next_and_the_inner_one_takes_precedence() {
    #[derive(Serialize)]
    struct View {
        word: Text<Shell>,
        named: Text<Shell>,
        why: Text<Shell>,
        list: Vec<Text<Shell>>,
    }
    let text = fill::<Shell>(
        Template {
            name: "outer",
            text: "<%# First. %>\na\n\n<% if word %>\n<%# Second. %>\n    <% for item in list %>\n<%= item %>\n    \
                   <% endfor %>\n<% endif %>\nb <%= named %>\nc\n<%= why %>d\ne <%= word %>\n",
        },
        &View {
            word: shell::literal("w"),
            named: shell::literal("n").with_reason("Named."),
            why: reason_marker("Third."),
            list: vec![
                shell::literal("x"),
                shell::literal("y").with_place(&Place::root().key("k")),
            ],
        },
    );
    assert_eq!(text.as_str(), "a\n\nx\ny\nb n\nc\nd\ne w\n");
    assert_eq!(
        reasons(&text),
        [
            "0 outer: First.",
            "1 outer: First.",
            "2 outer: Second.",
            "3 outer: Second.",
            "4 outer: Named.",
            "5 outer: Second.",
            "6 outer: Third.",
            "7 outer: Third.",
        ]
    );
}

#[test]
fn a_block_of_yaml_keeps_the_reasons_of_its_script() {
    #[derive(Serialize)]
    struct View {
        run: Text<Yaml>,
    }
    let script = |text: &'static str| {
        let template = Template {
            name: "inner",
            text,
        };
        yaml::block(2, &fill::<Shell>(template, &View { run: yaml::key("") }))
    };
    let outer = |run: Text<Yaml>| {
        let text = "<%# Outer. %>\nrun: <%= run %>\nend:\n";
        fill::<Yaml>(
            Template {
                name: "outer",
                text,
            },
            &View { run },
        )
    };
    let case = |text: &'static str, lines: &str, expected: &[&str]| {
        let filled = outer(script(text));
        assert_eq!(filled.as_str(), lines);
        assert_eq!(reasons(&filled), expected, "{text}");
    };
    case(
        "<%# One. %>\necho a\n<%# Two. %>\necho b\n\n",
        "run: |\n  echo a\n  echo b\nend:\n",
        &[
            "0 outer: Outer.",
            "1 inner: One.",
            "2 inner: Two.",
            "3 outer: Outer.",
        ],
    );
    case(
        "<%# One. %>\necho a\n",
        "run: echo a\nend:\n",
        &["0 inner: One.", "1 outer: Outer."],
    );
    // A text that begins with a blank cannot be a YAML block, so it is quoted, and its two lines become one.
    case(
        "<%# One. %>\n  echo a\n<%# Two. %>\necho b\n",
        "run: \"  echo a\\necho b\\n\"\nend:\n",
        &["0 inner: One.", "1 outer: Outer."],
    );
}

fn reasons<L: tvgen::lang::Lang>(text: &Text<L>) -> Vec<String> {
    let reason = |origin: &tvgen::lang::Origin| match &origin.cause {
        Cause::Spec(_) => None,
        Cause::Tvgen(reason) => Some(format!(
            "{} {}: {}",
            origin.line, reason.component, reason.explanation
        )),
    };
    text.origins().iter().filter_map(reason).collect()
}

/// The reason of the first line of `artifact` that starts with `start`.
#[track_caller]
fn reason(artifact: &Artifact, start: &str) -> Reason {
    let number = artifact
        .text
        .lines()
        .position(|line| line.starts_with(start))
        .unwrap_or_else(|| panic!("no line {start:?}"));
    artifact.reasons[number].expect("every line has a reason")
}
