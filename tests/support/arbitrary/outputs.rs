//! `[outputs]`

use toml::{Table, Value};

use super::choices::{Choices, set_key, set_table};

/// Outputs, each with an alternative path.
const PATHS: &[(&str, &str)] = &[
    ("dockerfile", "docker/Dockerfile.prod"),
    ("workflow", ".github/workflows/ci.yml"),
    ("review_cleanup", ".github/workflows/cleanup.yaml"),
    ("cache_rebuild", ".github/workflows/caches.yml"),
    ("manual_deploy", ".github/workflows/manual.yml"),
    ("makefile", "ops/Deploy.mk"),
    ("docs", "docs/pipeline.md"),
];

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let deploys = spec.contains_key("deploy");
    let mut outputs = Table::new();
    for (key, path) in PATHS {
        let value = match choices.number(8) {
            1 | 3 | 5 => Value::from(*path),
            2 => Value::from(true),
            // Deployments require the Makefile.
            4 if !(deploys && *key == "makefile") => Value::from(false),
            _ => continue,
        };
        set_key(&mut outputs, key, value);
    }
    // Docker reads `.dockerignore` in the root, or `NAME.dockerignore` next to the Dockerfile `NAME`.
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
    set_table(spec, "outputs", outputs);
}
