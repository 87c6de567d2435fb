//! `[outputs]`

use toml::{Table, Value};

use super::choices::{Choices, say, say_table};

/// Each output, with another place for it.
const PLACES: &[(&str, &str)] = &[
    ("dockerfile", "docker/Dockerfile.prod"),
    ("workflow", ".github/workflows/ci.yml"),
    ("review_cleanup", ".github/workflows/cleanup.yaml"),
    ("cache_rebuild", ".github/workflows/caches.yml"),
    ("manual_deploy", ".github/workflows/by_hand.yml"),
    ("makefile", "ops/Deploy.mk"),
    ("docs", "docs/pipeline.md"),
];

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let deploys = spec.contains_key("deploy");
    let mut outputs = Table::new();
    for (key, place) in PLACES {
        let value = match choices.number(8) {
            1 | 3 | 5 => Value::from(*place),
            2 => Value::from(true),
            // Deployments are made with the Makefile.
            4 if !(deploys && *key == "makefile") => Value::from(false),
            _ => continue,
        };
        say(&mut outputs, key, value);
    }
    // Docker reads it in the root, and beside a Dockerfile under its name.
    let dockerfile = outputs
        .get("dockerfile")
        .and_then(Value::as_str)
        .unwrap_or("Dockerfile");
    let ignored = match choices.number(4) {
        1 => Value::from(format!("{dockerfile}.dockerignore")),
        2 => Value::from(false),
        3 => Value::from(true),
        _ => Value::from(".dockerignore"),
    };
    choices.maybe(&mut outputs, "dockerignore", |_| ignored);
    say_table(spec, "outputs", outputs);
}
