//! Tags that two builds can write: `colliding-tags` and `local-tag-shadows-release` find them all, and show one that is.

use std::collections::BTreeMap;

use tvgen::{
    compile::compile_with,
    plan::{
        Plan,
        pieces::{Hole, spell},
        tags::Tag,
    },
    source::{Source, Surroundings},
};

use crate::support::{HELLO, TODAY};

const COMMIT: &str = "a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18";
const MOMENT: &str = "20261008150346";
const PULL_REQUEST: &str = "2100";

/// Templates by their keys, those that many use and those that nobody should.
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

/// Names of branches, each of which looks like one of these tags.
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
fn what_is_not_refused_never_collides_and_what_is_refused_does() {
    let (mut taken, mut refused) = (0, 0);
    let choices: usize = TEMPLATES
        .iter()
        .map(|(_, templates)| templates.len())
        .product();
    // Every seventeenth choice: no two templates are always chosen together.
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
        let outcome = compile_with(&source, &Surroundings::on(TODAY), |plan, _| {
            planned = Some(plan.clone());
            Vec::new()
        });
        for finding in &outcome.findings {
            assert!(
                finding.name.ends_with("tags") || finding.name.ends_with("release"),
                "{finding:?}"
            );
            shown(&finding.message, &templates);
        }
        if let Some(plan) = planned {
            never_two_alike(&plan, &templates);
            taken += 1;
        } else {
            refused += 1;
        }
    }
    assert!(
        taken > 5 && refused > 50,
        "{taken} taken, {refused} refused"
    );
}

/// No two builds of `plan` write one tag.
#[track_caller]
fn never_two_alike(plan: &Plan, templates: &[(&str, &str)]) {
    let mut writers: BTreeMap<String, String> = BTreeMap::new();
    let tags = &plan.tags;
    let builder = tags.of_stage(&plan.stages[0].name);
    let all = [
        ("stage", &builder),
        ("branch", &tags.moving),
        ("release", &tags.release),
        ("review", &tags.review),
        ("local", &tags.local),
    ];
    let is_shared = templates[2].1 == templates[3].1;
    for (kind, tag) in all {
        // A push builds the trunk alone.
        let pushed = if kind == "release" {
            &BRANCHES[..1]
        } else {
            BRANCHES
        };
        for branch in pushed {
            let build = if tag.has(Hole::Branch) { *branch } else { "" };
            // Release and review of one template with the branch are two builds of the same code.
            let kind = if is_shared && kind == "review" {
                "release"
            } else {
                kind
            };
            let writer = format!("{kind} {build}");
            let text = filled(plan, tag, branch);
            if let Some(other) = writers.insert(text.clone(), writer.clone()) {
                assert_eq!(other, writer, "both write {text} with {templates:?}");
            }
        }
    }
}

fn filled(plan: &Plan, tag: &Tag, branch: &str) -> String {
    let hole = |hole| match hole {
        Hole::Branch => plan.tags.branches.name(branch),
        Hole::Commit => COMMIT.to_owned(),
        Hole::PullRequest => PULL_REQUEST.to_owned(),
        Hole::Timestamp => MOMENT.to_owned(),
    };
    spell(&tag.pieces, str::to_owned, hole)
}

/// The tag that `message` shows is one that two of `templates` give, with the branches that it names.
#[track_caller]
fn shown(message: &str, templates: &[(&str, &str)]) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (tag, words) = quoted.split_first().expect("it shows a tag");
    let gives = |template: &str| {
        words.iter().chain(&[""]).any(|branch| {
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
