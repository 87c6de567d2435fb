//! `[[hooks.steps]]`

use toml::{Table, Value};

use super::choices::{Choices, set_key, strings};

const BUILD: &[&str] = &[
    "build.before_image",
    "build.start",
    "build.before_push",
    "build.end",
];
const DEPLOY: &[&str] = &[
    "deploy.end",
    "deploy.start",
    "deploy.before_apply",
    "deploy.after_apply",
];
/// A condition that is true except for pull requests from forks.
const NOT_FROM_A_FORK: &str = "github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository";
/// Token scopes, each with an access level.
const PERMISSIONS: &[(&str, &str)] = &[
    ("pull-requests", "write"),
    ("issues", "read"),
    ("contents", "write"),
    ("packages", "read"),
];

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let environments: Vec<String> = spec
        .get("environments")
        .and_then(Value::as_table)
        .map(|table| table.keys().cloned().collect())
        .unwrap_or_default();
    let count = choices.number(5);
    let steps: Vec<Value> = (0..count)
        .map(|item| Value::Table(draw_step(choices, item, &environments)))
        .collect();
    if !steps.is_empty() {
        let mut hooks = Table::new();
        set_key(&mut hooks, "steps", steps);
        set_key(spec, "hooks", hooks);
    }
}

/// Draws step number `item`; the number makes its name and script unique.
fn draw_step(choices: &mut Choices, item: usize, environments: &[String]) -> Table {
    let mut step = Table::new();
    let deploys = !environments.is_empty() && choices.flag();
    let points = if deploys { DEPLOY } else { BUILD };
    set_key(&mut step, "at", choices.pick(points));
    if deploys {
        choices.maybe(&mut step, "environments", |choices| {
            let names: Vec<&str> = environments.iter().map(String::as_str).collect();
            choices.several(&names)
        });
    }
    choices.maybe(&mut step, "permissions", |choices| {
        strings(&choices.some(PERMISSIONS))
    });
    let uses = choices.flag();
    // Two steps with the same action need different names.
    if uses || choices.flag() {
        set_key(&mut step, "name", format!("Hook {item}: \"own\""));
    }
    choices.maybe(&mut step, "id", |_| format!("hook_{item}"));
    if uses {
        draw_action(choices, &mut step);
    } else {
        set_key(
            &mut step,
            "run",
            format!("bin/hook-{item}\necho \"answer={item}\" >> \"$GITHUB_OUTPUT\"\n"),
        );
        choices.maybe(&mut step, "shell", |choices| choices.pick(&["bash", "sh"]));
        choices.maybe(&mut step, "working-directory", |_| "docs");
    }
    choices.maybe(&mut step, "continue-on-error", Choices::flag);
    choices.maybe(&mut step, "timeout-minutes", |choices| {
        choices.pick(&[5, 1])
    });
    choices.maybe(&mut step, "env", |choices| {
        let mut env = Table::new();
        choices.maybe(&mut env, "NOTE", |choices| {
            choices.pick(&["yes", "${{ github.sha }}", "it's"])
        });
        choices.maybe(&mut env, "COUNT", |_| 3);
        choices.maybe(&mut env, "VERBOSE", Choices::flag);
        env
    });
    // In a build only trusted events may use a secret.
    if choices.flag() {
        let condition = if deploys {
            "success()"
        } else {
            NOT_FROM_A_FORK
        };
        set_key(&mut step, "if", condition);
        let mut env = step
            .get("env")
            .and_then(Value::as_table)
            .cloned()
            .unwrap_or_default();
        set_key(&mut env, "OWN", "${{ secrets.OWN_SECRET }}");
        set_key(&mut step, "env", env);
    }
    step
}

fn draw_action(choices: &mut Choices, step: &mut Table) {
    let commit = "89abcdef01".repeat(4);
    let own = format!("acme/other-action@{commit}");
    let uses = choices.pick(&[
        "actions/cache/restore",
        "actions/upload-artifact",
        "ruby/setup-ruby",
        &own,
    ]);
    set_key(step, "uses", uses);
    let mut with = Table::new();
    match uses {
        "actions/cache/restore" => {
            with = strings(&[
                ("path", "swagger"),
                ("key", "swagger-${{ hashFiles('app/**/*.rb') }}"),
            ]);
            choices.maybe(&mut with, "fail-on-cache-miss", Choices::flag);
        }
        "actions/upload-artifact" => {
            with = strings(&[("path", "log")]);
            choices.maybe(&mut with, "retention-days", |_| 5);
        }
        "ruby/setup-ruby" => choices.maybe(&mut with, "ruby-version", |_| "3.4.7"),
        _ => choices.maybe(&mut with, "greeting", |_| "hello"),
    }
    if !with.is_empty() {
        set_key(step, "with", with);
    }
}
