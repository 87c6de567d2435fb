//! The section about failures names only existing jobs, steps, targets and workflows, and deployable tags.

use regex::Regex;
use tvgen::artifact::Artifact;

use crate::support::{compile_spec, find_artifact, read_spec, spec_names};

use super::{page, page_of};

const TITLE: &str = "\n## When something fails\n";

/// The section of `page`.
fn section(page: &str) -> &str {
    let (_, section) = page.split_once(TITLE).expect("the page has the section");
    section.split("\n## ").next().unwrap_or_default()
}

/// The jobs of all workflows, by id, and the names of their steps.
fn jobs(artifacts: &[Artifact]) -> (Vec<String>, Vec<String>) {
    let (mut ids, mut names) = (Vec::new(), Vec::new());
    for workflow in artifacts
        .iter()
        .filter(|artifact| artifact.path.contains("workflows/"))
    {
        let read: serde_yaml::Value = serde_yaml::from_str(&workflow.text).expect("YAML");
        for (id, job) in read["jobs"].as_mapping().expect("a workflow has jobs") {
            ids.extend(id.as_str().map(str::to_owned));
            let steps = job["steps"].as_sequence().into_iter().flatten();
            names.extend(steps.filter_map(|step| Some(step["name"].as_str()?.to_owned())));
        }
    }
    (ids, names)
}

/// The matches of the first group of `pattern` in `text`.
fn find_captures<'a>(text: &'a str, pattern: &str) -> Vec<&'a str> {
    let pattern = Regex::new(pattern).expect("a pattern");
    let found = pattern.captures_iter(text);
    found
        .map(|found| found.get(1).expect("a group").as_str())
        .collect()
}

#[test]
fn the_section_names_only_jobs_and_steps_that_exist() {
    for name in spec_names() {
        let artifacts = compile_spec(&name).1.artifacts;
        let page = page_of(&name);
        let section = section(&page);
        let (ids, names) = jobs(&artifacts);
        let mentions = section.lines().filter_map(|line| {
            let (_, jobs) = line
                .split_once("he job `")
                .or_else(|| line.split_once("can fail too: `"))?;
            jobs.split(['.', ':']).next()
        });
        let mentions: Vec<String> = mentions.map(|jobs| format!("`{jobs}")).collect();
        assert!(!mentions.is_empty(), "{name}: {section}");
        for job in mentions
            .iter()
            .flat_map(|jobs| find_captures(jobs, "`([a-z0-9_-]+)`"))
        {
            assert!(ids.iter().any(|id| id == job), "{name}: no job {job}");
        }
        let steps = find_captures(section, r"\*\*(.+?)\*\*");
        assert!(steps.len() > 2, "{name}: {section}");
        for step in steps {
            let step = step.replace("<!-- -->", "").replace('\\', "");
            assert!(names.contains(&step), "{name}: no step {step} in {names:?}");
        }
    }
}

#[test]
fn the_section_covers_each_kind_of_failure_that_can_happen() {
    let headings = |page: &str| {
        let lines = section(page)
            .lines()
            .filter_map(|line| line.strip_prefix("### "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        headings(&page_of("everything")),
        [
            "A generated file does not match the spec",
            "A build fails",
            "The scan finds a vulnerability",
            "A deployment fails",
            "The smoke test fails",
            "Roll back by hand"
        ]
    );
    assert_eq!(headings(&page_of("minimal")), ["A build fails"]);
    let scanned = read_spec("minimal") + "\n[scan]\ntool = \"trivy\"\n";
    assert_eq!(
        headings(&page(&scanned)),
        ["A build fails", "The scan finds a vulnerability"]
    );
}

#[test]
fn a_page_without_a_workflow_has_no_section() {
    let outputs = "\n[outputs]\nworkflow = false\n";
    assert!(!page(&(read_spec("minimal") + outputs)).contains(TITLE));
}

#[test]
fn a_rollback_uses_workflows_and_targets_that_exist() {
    let mut seen = [false; 2];
    for name in spec_names() {
        let artifacts = compile_spec(&name).1.artifacts;
        let page = page_of(&name);
        let Some((_, rollback)) = section(&page).split_once("### Roll back by hand\n") else {
            continue;
        };
        for line in rollback.lines() {
            if let Some(command) = line.strip_prefix("gh workflow run ") {
                seen[0] = true;
                let workflow = find_artifact(&artifacts, "manual_deploy");
                let file = command.split(' ').next().unwrap_or_default();
                assert!(
                    workflow.path.ends_with(&format!("/{file}")),
                    "{name}: {line}"
                );
                let read: serde_yaml::Value = serde_yaml::from_str(&workflow.text).expect("YAML");
                let inputs = &read["on"]["workflow_dispatch"]["inputs"];
                for input in find_captures(command, "-f ([a-z]+)=") {
                    assert!(!inputs[input].is_null(), "{name}: no input {input}");
                }
            }
            if let Some(command) = line.strip_prefix("make ") {
                seen[1] = true;
                assert_deployable(&name, &artifacts, command);
            }
        }
    }
    assert_eq!(seen, [true; 2]);
}

#[test]
fn every_command_to_deploy_has_a_target_and_a_tag_that_its_environment_accepts() {
    for name in spec_names() {
        let artifacts = compile_spec(&name).1.artifacts;
        let page = page_of(&name);
        let commands = page.lines().filter_map(|line| line.strip_prefix("make "));
        for command in commands.filter(|command| command.contains("terraform-plan")) {
            assert_deployable(&name, &artifacts, command);
        }
    }
}

/// Fails unless the Makefile has the goals of `command` and accepts its tag.
#[track_caller]
fn assert_deployable(name: &str, artifacts: &[Artifact], command: &str) {
    let makefile = &find_artifact(artifacts, "makefile").text;
    let goals = command.split(' ').filter(|word| !word.contains('='));
    let goals: Vec<&str> = goals.collect();
    for goal in &goals {
        assert!(
            makefile.contains(&format!("\n{goal}:")),
            "{name}: no target {goal}"
        );
    }
    let (_, settings) = makefile
        .split_once(&format!("ifeq ($(ENVIRONMENT),{})\n", goals[0]))
        .expect("the first goal is an environment");
    let settings = settings.split("endif").next().unwrap_or_default();
    let pattern = find_captures(settings, r"override DEPLOYABLE := (.*)")[0].replace("$$", "$");
    let (_, tag) = command
        .split_once("IMAGE_TAG=")
        .expect("the command has a tag");
    let sha = "0123456789abcdef0123456789abcdef01234567";
    let tag = tag.trim_matches('"').replace("${SHA}", sha);
    let pattern = Regex::new(&format!("^({pattern})$")).expect("a pattern");
    assert!(pattern.is_match(&tag), "{name}: {tag} is not {pattern}");
}
