//! Tags that two builds can write: `colliding-tags` and `local-tag-shadows-release` find all of them and show an example.

use std::collections::BTreeMap;

use tvgen::{
    compile::compile_with,
    plan::{
        Plan,
        segments::{PipelineValue, map_segments},
        tags::Tag,
    },
    source::{CompileInputs, Source},
};

use crate::support::{HELLO, TODAY};

const COMMIT: &str = "a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18";
const MOMENT: &str = "20261008150346";
const PULL_REQUEST: &str = "2100";

/// Templates by key: common ones, and ones that collide.
const TEMPLATES: [(&str, &[&str]); 5] = [
    (
        "stage",
        &[
            "{stage}-{branch}",
            "{branch}-{stage}",
            "cache-{stage}-{branch}",
            "{stage}.{branch}",
            "b-{branch}-{stage}",
        ],
    ),
    (
        "branch",
        &[
            "{branch}",
            "app-{branch}",
            "builder-{branch}",
            "{branch}-app",
            "b-{branch}",
        ],
    ),
    (
        "release",
        &["{sha}", "{branch}-{sha}", "v{timestamp}", "builder-{sha}"],
    ),
    (
        "review",
        &[
            "review-pr-{pr}-{sha}",
            "{branch}-{sha}",
            "{sha}",
            "{branch}-{pr}-{timestamp}",
            "pr{pr}{sha}",
        ],
    ),
    (
        "local",
        &[
            "dev-{sha}-{timestamp}",
            "{branch}-{sha}",
            "dev-{branch}-{sha}",
            "{sha}",
            "l{timestamp}",
        ],
    ),
];

/// Branch names that look like one of these tags.
const BRANCHES: &[&str] = &[
    "main",
    "x/main",
    "dev",
    "b",
    "app-main",
    "main-app",
    "b-main",
    "builder",
    "builder-main",
    "builder.main",
    "main-builder",
    "main-builder-app",
    "cache-builder-main",
    "dev-main",
    "review-pr-2100",
    COMMIT,
    MOMENT,
    "v20261008150346",
    "l20261008150346",
    "main-a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18",
    "pr2100a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18",
    "review-pr-2100-a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18",
];

#[test]
fn accepted_tag_templates_never_collide_and_rejected_ones_do() {
    let (mut accepted, mut rejected) = (0, 0);
    let choices: usize = TEMPLATES
        .iter()
        .map(|(_, templates)| templates.len())
        .product();
    // Every seventeenth combination, so that no two templates always occur together.
    for choice in (0..choices).step_by(17) {
        let mut rest = choice;
        let templates = TEMPLATES.map(|(key, templates)| {
            let template = templates[rest % templates.len()];
            rest /= templates.len();
            (key, template)
        });
        let lines = templates.map(|(key, template)| format!("{key} = {template:?}\n"));
        let spec = format!("{HELLO}\n[tags]\n{}", lines.concat());
        let mut planned = None;
        let source = Source::new("tvgen.toml", spec);
        let outcome = compile_with(&source, &CompileInputs::for_day(TODAY), |plan, _| {
            planned = Some(plan.clone());
            Vec::new()
        });
        for finding in &outcome.findings {
            assert!(
                finding.name.ends_with("tags") || finding.name.ends_with("release"),
                "{finding:?}"
            );
            assert_shown_tag_collides(&finding.message, &templates);
        }
        if let Some(plan) = planned {
            assert_no_collision(&plan, &templates);
            accepted += 1;
        } else {
            rejected += 1;
        }
    }
    assert!(
        accepted > 5 && rejected > 50,
        "{accepted} accepted, {rejected} rejected"
    );
}

/// Asserts that no two builds of `plan` write the same tag.
#[track_caller]
fn assert_no_collision(plan: &Plan, templates: &[(&str, &str)]) {
    let mut writers: BTreeMap<String, String> = BTreeMap::new();
    let tags = &plan.tags;
    let builder = tags.stage_tag(&plan.stages[0].name);
    let all = [
        ("stage", &builder),
        ("branch", &tags.moving),
        ("release", &tags.release),
        ("review", &tags.review),
        ("local", &tags.local),
    ];
    let is_shared = templates[2].1 == templates[3].1;
    for (kind, tag) in all {
        // Release tags are written by pushes, which build only the default branch.
        let pushed = if kind == "release" {
            &BRANCHES[..1]
        } else {
            BRANCHES
        };
        for branch in pushed {
            let build = if tag.contains(PipelineValue::Branch) {
                *branch
            } else {
                ""
            };
            // If release and review tags have the same template, equal tags name builds of the same code.
            let kind = if is_shared && kind == "review" {
                "release"
            } else {
                kind
            };
            let writer = format!("{kind} {build}");
            let text = fill(plan, tag, branch);
            if let Some(other) = writers.insert(text.clone(), writer.clone()) {
                assert_eq!(other, writer, "both write {text} with {templates:?}");
            }
        }
    }
}

fn fill(plan: &Plan, tag: &Tag, branch: &str) -> String {
    let value = |placeholder| match placeholder {
        PipelineValue::Branch => plan.tags.branches.tag_name(branch),
        PipelineValue::Commit => COMMIT.to_owned(),
        PipelineValue::PullRequest => PULL_REQUEST.to_owned(),
        PipelineValue::Timestamp => MOMENT.to_owned(),
    };
    map_segments(&tag.segments, str::to_owned, value)
}

/// Asserts that two of `templates` give the tag that `message` shows, for the branches that `message` names.
#[track_caller]
fn assert_shown_tag_collides(message: &str, templates: &[(&str, &str)]) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (tag, branches) = quoted.split_first().expect("the message shows a tag");
    let gives = |template: &str| {
        branches.iter().chain(&[""]).any(|branch| {
            let text = template
                .replace("{stage}", "builder")
                .replace("{branch}", branch)
                .replace("{sha}", COMMIT)
                .replace("{pr}", PULL_REQUEST)
                .replace("{timestamp}", MOMENT);
            text == *tag
        })
    };
    let both = templates
        .iter()
        .filter(|(_, template)| gives(template))
        .count();
    assert!(both >= 2, "{message}");
}
