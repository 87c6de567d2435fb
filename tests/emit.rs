//! The complete outputs of the specs in `spec/`, and the escaping that no value can bypass.

use std::{collections::BTreeSet, path::Path};

use serde::Serialize;
use tvgen::{
    artifact::Artifact,
    lang::{
        Text,
        docker::Docker,
        shell::{self, Shell},
        template::{Template, try_fill},
        without_tracing,
    },
    place::Place,
    source::Source,
};

use crate::support::{
    HELLO, assert_snapshot, compile, compile_spec, find_artifact,
    silent::{SILENT, leaves, silent_key},
    spec_names,
};

#[test]
fn every_output_of_every_spec_matches_its_snapshot() {
    for name in spec_names() {
        for artifact in compile_spec(&name).1.artifacts {
            let path = Path::new(&artifact.path);
            let folder = path
                .parent()
                .map_or(String::new(), |folder| folder.display().to_string());
            let file = path
                .file_name()
                .expect("an output has a name")
                .to_string_lossy()
                .into_owned();
            assert_snapshot(&format!("emit/{name}/{folder}"), &file, &artifact.text);
        }
    }
}

#[test]
fn an_output_has_the_same_text_whether_its_lines_are_traced_or_not() {
    for name in spec_names() {
        let source = crate::support::load_spec(&name);
        let traced = compile(&source).artifacts;
        let bare = without_tracing(|| compile(&source)).artifacts;
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
    for name in spec_names() {
        let messages: Vec<String> = compile_spec(&name)
            .1
            .findings
            .into_iter()
            .map(|finding| finding.message)
            .collect();
        // The smallest spec relies on defaults that cause warnings.
        let expected: &[&str] = if name == "minimal" {
            &[
                "images are pushed without a scan",
                "`ruby:3.4.7-alpine` moves from one Alpine release to the next",
            ]
        } else {
            &[]
        };
        assert_eq!(messages, expected, "{name}");
    }
}

#[test]
fn rendering_twice_gives_the_same_bytes() {
    for name in spec_names() {
        assert_eq!(
            compile_spec(&name).1.artifacts,
            compile_spec(&name).1.artifacts,
            "{name}"
        );
    }
}

#[test]
fn every_line_records_the_keys_that_it_comes_from() {
    for name in spec_names() {
        for artifact in compile_spec(&name).1.artifacts {
            assert_eq!(
                artifact.origins.len(),
                artifact.text.lines().count(),
                "{name}: {}",
                artifact.path
            );
        }
    }
    let artifacts = compile_spec("three-stages").1.artifacts;
    let case = |output: &str, line: &str, expected: &[&str]| {
        assert_eq!(origin(find_artifact(&artifacts, output), line), expected);
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
    let (mut missing, mut silent) = (Vec::new(), BTreeSet::new());
    for name in spec_names() {
        let (source, outcome) = compile_spec(&name);
        let origins: Vec<Place> = outcome
            .artifacts
            .into_iter()
            .flat_map(|a| a.origins)
            .flatten()
            .collect();
        for place in leaves(&source.root, &Place::root()) {
            let is_traced = origins
                .iter()
                .any(|origin| origin.contains(&place) || place.contains(origin));
            match silent_key(&place) {
                _ if is_traced => {}
                Some(known) => _ = silent.insert(known),
                None => missing.push(format!("{name}: {place}")),
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    for (known, why) in SILENT {
        assert!(silent.contains(known), "{known} reaches a line: {why}");
    }
}

#[test]
fn a_bare_string_cannot_reach_a_template() {
    #[derive(Serialize)]
    struct Bare {
        name: String,
    }
    let error = try_fill::<Docker>(test_template("<%= name %>"), &Bare { name: "x".into() })
        .expect_err("the template is rejected");
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
            try_fill::<Docker>(test_template(text), &Bare { name: "x".into() }).is_err(),
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
        test_template("<%= name %>"),
        &Foreign {
            name: shell::quote("x"),
        },
    )
    .expect_err("the template is rejected");
    assert_eq!(error.detail(), Some("shell text in a docker template"));
}

/// A template with `text`.
fn test_template(text: &'static str) -> Template {
    Template { name: "test", text }
}

/// The keys that the line `line` of `artifact` comes from.
#[track_caller]
fn origin(artifact: &Artifact, line: &str) -> Vec<String> {
    let number = artifact
        .text
        .lines()
        .position(|other| other == line)
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
fn npm_is_installed_if_the_package_manager_has_a_version() {
    let javascript =
        "\n[javascript]\nmanager = \"yarn\"\nversion = \"1.22.22\"\n\n[stages.builder]\n";
    for (packages, expected) in [
        (r#"["yarn"]"#, vec!["npm", "yarn"]),
        (r#"["nodejs", "npm"]"#, vec!["nodejs", "npm"]),
    ] {
        let spec = format!("{HELLO}{javascript}packages = {packages}\n");
        let outcome = compile(&Source::new("tvgen.toml", spec));
        assert_eq!(outcome.findings, []);
        let dockerfile = &find_artifact(&outcome.artifacts, "dockerfile").text;
        let builder = dockerfile.split("\nFROM ").nth(1).unwrap_or_default();
        let lines = builder
            .lines()
            .map(|line| line.trim().trim_end_matches(" \\"));
        let node = lines.filter(|line| ["nodejs", "npm", "yarn"].contains(line));
        assert_eq!(node.collect::<Vec<_>>(), expected, "{builder}");
    }
}

#[test]
fn a_script_is_split_into_comments_and_commands() {
    let script = "# Why\na\n\n# hadolint ignore=X\napk add \\\n  b \\\n  'c d' \\\n\ne 'f  \\' g\n";
    let (comments, commands) = shell::split_script(&shell::script(script));
    let texts = |texts: &[Text<Shell>]| -> Vec<String> {
        texts.iter().map(|text| text.as_str().to_owned()).collect()
    };
    assert_eq!(texts(&comments), ["# Why", "# hadolint ignore=X"]);
    assert_eq!(
        texts(&commands),
        ["a", "apk add \\\nb \\\n'c d'", "e 'f  \\' g"]
    );
}
