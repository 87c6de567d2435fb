//! What the specs of `spec/` become, whole; and the border that no value crosses.

use std::{collections::BTreeSet, path::Path};

use serde::Serialize;
use tvgen::{
    artifact::Artifact,
    lang::{
        Text,
        docker::Docker,
        shell::{self, Shell},
        template::{Template, try_fill},
        untraced,
    },
    place::Place,
    source::Source,
};

use crate::support::{
    HELLO, artifact, compile, compiled,
    silent::{SILENT, leaves, silent},
    snapshot, specs,
};

#[test]
fn every_output_of_every_spec_is_a_snapshot() {
    for name in specs() {
        for artifact in compiled(&name).1.artifacts {
            let path = Path::new(&artifact.path);
            let folder = path
                .parent()
                .map_or(String::new(), |folder| folder.display().to_string());
            let file = path
                .file_name()
                .expect("an output has a name")
                .to_string_lossy()
                .into_owned();
            snapshot(&format!("emit/{name}/{folder}"), &file, &artifact.text);
        }
    }
}

#[test]
fn an_output_has_the_same_text_whether_its_lines_are_traced_or_not() {
    for name in specs() {
        let source = crate::support::source(&name);
        let traced = compile(&source).artifacts;
        let bare = untraced(|| compile(&source)).artifacts;
        let texts = |artifacts: &[Artifact]| -> Vec<(String, String)> {
            let texts = artifacts.iter();
            texts.map(|a| (a.path.clone(), a.text.clone())).collect()
        };
        assert_eq!(texts(&traced), texts(&bare), "{name}");
        assert!(
            bare.iter()
                .all(|a| a.origins.is_empty() && a.reasons.is_empty())
        );
    }
}

#[test]
fn the_specs_are_free_of_findings() {
    for name in specs() {
        let messages: Vec<String> = compiled(&name)
            .1
            .findings
            .into_iter()
            .map(|finding| finding.message)
            .collect();
        // The smallest spec of all says no more than it must.
        let expected: &[&str] = if name == "minimal" {
            &[
                "images are pushed without a scan",
                "`ruby:3.4.7-alpine` moves from one Alpine to the next",
            ]
        } else {
            &[]
        };
        assert_eq!(messages, expected, "{name}");
    }
}

#[test]
fn rendering_twice_gives_the_same_bytes() {
    for name in specs() {
        assert_eq!(
            compiled(&name).1.artifacts,
            compiled(&name).1.artifacts,
            "{name}"
        );
    }
}

#[test]
fn every_line_tells_where_it_came_from() {
    for name in specs() {
        for artifact in compiled(&name).1.artifacts {
            assert_eq!(
                artifact.origins.len(),
                artifact.text.lines().count(),
                "{name}: {}",
                artifact.path
            );
        }
    }
    let artifacts = compiled("three-stages").1.artifacts;
    let case = |output: &str, line: &str, expected: &[&str]| {
        assert_eq!(origin(artifact(&artifacts, output), line), expected);
    };
    case(
        "dockerfile",
        "        icu-dev \\",
        &["stages.compile.packages[2]"],
    );
    case(
        "dockerfile",
        "ENV GIT_REVISION=$COMMIT_SHA",
        &["stages.web.build_args[0]"],
    );
    case("dockerfile", "EXPOSE 3001", &["service.port"]);
    case(
        "workflow",
        "    timeout-minutes: 45",
        &["workflow.timeout_minutes"],
    );
    case(
        "workflow",
        "          terraform_version: \"1.14.5\"",
        &["deploy.version"],
    );
    case(
        "makefile",
        "override NAMESPACE := publish-production",
        &["environments.production.cluster.namespace"],
    );
    case("makefile", ".PHONY: help", &[]);
}

#[test]
fn every_key_of_a_spec_reaches_a_line() {
    let (mut lost, mut kept) = (Vec::new(), BTreeSet::new());
    for name in specs() {
        let (source, outcome) = compiled(&name);
        let origins: Vec<Place> = outcome
            .artifacts
            .into_iter()
            .flat_map(|a| a.origins)
            .flatten()
            .collect();
        for place in leaves(&source.root, &Place::root()) {
            let near = origins
                .iter()
                .any(|origin| origin.holds(&place) || place.holds(origin));
            match silent(&place) {
                _ if near => {}
                Some(known) => _ = kept.insert(known),
                None => lost.push(format!("{name}: {place}")),
            }
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
    for (known, why) in SILENT {
        assert!(kept.contains(known), "{known} reaches a line: {why}");
    }
}

#[test]
fn a_bare_string_cannot_reach_a_template() {
    #[derive(Serialize)]
    struct Bare {
        name: String,
    }
    let error = try_fill::<Docker>(of("<%= name %>"), &Bare { name: "x".into() })
        .expect_err("it is refused");
    assert_eq!(
        error.detail(),
        Some("unencoded string in a docker template")
    );
    for text in [
        "<%= name|upper %>",
        "<%= name|safe %>",
        "<%= name|escape %>",
    ] {
        assert!(
            try_fill::<Docker>(of(text), &Bare { name: "x".into() }).is_err(),
            "{text}"
        );
    }
}

#[test]
fn text_of_another_language_cannot_reach_a_template() {
    #[derive(Serialize)]
    struct Foreign {
        name: Text<Shell>,
    }
    let error = try_fill::<Docker>(
        of("<%= name %>"),
        &Foreign {
            name: shell::word("x"),
        },
    )
    .expect_err("it is refused");
    assert_eq!(error.detail(), Some("shell text in a docker template"));
}

/// A template of this test's.
fn of(text: &'static str) -> Template {
    Template { name: "test", text }
}

/// Where the line `line` of `artifact` came from.
#[track_caller]
fn origin(artifact: &Artifact, line: &str) -> Vec<String> {
    let number = artifact
        .text
        .lines()
        .position(|found| found == line)
        .unwrap_or_else(|| panic!("no line {line:?}"));
    artifact.origins[number]
        .iter()
        .map(Place::to_string)
        .collect()
}

#[test]
fn a_digest_follows_the_tag_of_the_base_image() {
    let digest = format!("sha256:{}", "0a".repeat(32));
    let text =
        crate::support::HELLO.replace("alpine = \"3.22\"", &format!("digest = \"{digest}\""));
    let outcome = compile(&Source::new("tvgen.toml", text));
    assert_eq!(outcome.findings, []);
    let from = format!("FROM ruby:3.4.7-alpine@{digest} AS builder");
    assert_eq!(
        origin(&outcome.artifacts[0], &from),
        [
            "base.image",
            "base.ruby",
            "base.alpine",
            "base.digest",
            "stages.builder"
        ]
    );
}

#[test]
fn a_version_of_the_package_manager_comes_with_npm_which_installs_it() {
    let javascript =
        "\n[javascript]\nmanager = \"yarn\"\nversion = \"1.22.22\"\n\n[stages.builder]\n";
    for (packages, expected) in [
        (r#"["yarn"]"#, vec!["npm", "yarn"]),
        (r#"["nodejs", "npm"]"#, vec!["nodejs", "npm"]),
    ] {
        let spec = format!("{HELLO}{javascript}packages = {packages}\n");
        let outcome = compile(&Source::new("tvgen.toml", spec));
        assert_eq!(outcome.findings, []);
        let dockerfile = &artifact(&outcome.artifacts, "dockerfile").text;
        let builder = dockerfile.split("\nFROM ").nth(1).unwrap_or_default();
        let lines = builder
            .lines()
            .map(|line| line.trim().trim_end_matches(" \\"));
        let ours = lines.filter(|line| ["nodejs", "npm", "yarn"].contains(line));
        assert_eq!(ours.collect::<Vec<_>>(), expected, "{builder}");
    }
}

#[test]
fn a_script_is_split_into_its_comments_and_its_commands() {
    let script = "# Why\na\n\n# hadolint ignore=X\napk add \\\n  b \\\n  'c d' \\\n\ne 'f  \\' g\n";
    let (comments, commands) = shell::comments_and_commands(&shell::script(script));
    let texts = |texts: &[Text<Shell>]| -> Vec<String> {
        texts.iter().map(|text| text.as_str().to_owned()).collect()
    };
    assert_eq!(texts(&comments), ["# Why", "# hadolint ignore=X"]);
    assert_eq!(
        texts(&commands),
        ["a", "apk add \\\nb \\\n'c d'", "e 'f  \\' g"]
    );
}
