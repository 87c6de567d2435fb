//! `[stages.NAME]`

use toml::{Table, Value};

use super::{
    base::packages,
    choices::{Choices, set_key, set_table, strings},
};

const PLAIN: &[&str] = &["docs", "fonts", "tools-2"];
const ARGS: &[&str] = &["BUILD_NUMBER", "COMMIT_SHA", "FEATURES"];

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let mut stages = Table::new();
    let builder = choices.pick(&["builder", "gems"]);
    let runtime = choices.pick(&["production", "web"]);
    let (early, late) = PLAIN.split_at(choices.number(PLAIN.len()));
    let mut known: Vec<&str> = Vec::new();
    for name in choices.some(early) {
        set_key(&mut stages, name, plain_stage(choices, &known));
        known.push(name);
    }
    let stage = builder_stage(choices, spec, builder, &known);
    // The builder can be omitted only if it has no keys and no stage comes before it.
    if !stage.is_empty() || !known.is_empty() {
        set_key(&mut stages, builder, stage);
    }
    known.push(builder);
    for name in choices.some(late) {
        set_key(&mut stages, name, plain_stage(choices, &known));
        known.push(name);
    }
    set_table(
        &mut stages,
        runtime,
        runtime_stage(choices, runtime, builder, &known),
    );
    set_table(spec, "stages", stages);
}

/// Draws the keys that every kind of stage supports.
fn draw_common(choices: &mut Choices, stage: &mut Table) {
    choices.maybe(stage, "packages", |choices| {
        packages(choices, &["git", "build-base", "yaml-dev"])
    });
    choices.maybe(stage, "env", |choices| {
        strings(&choices.some(&[
            ("LANG", "C.UTF-8"),
            ("NODE_OPTIONS", "--max-old-space-size=4096"),
        ]))
    });
    choices.maybe(stage, "build_args", |choices| {
        let mut args: Vec<Value> = choices.some(ARGS).into_iter().map(Value::from).collect();
        if choices.flag() {
            let mut arg = strings(&[("name", "RELEASE")]);
            choices.maybe(&mut arg, "env", |_| "APP_RELEASE");
            choices.maybe(&mut arg, "value", |_| "https://example.org/a");
            choices.maybe(&mut arg, "default", |_| "none");
            args.push(Value::Table(arg));
        }
        args
    });
    choices.maybe(stage, "prepend_path", |choices| {
        choices.some(&["/opt/tools", "/app/bin"])
    });
    choices.maybe(stage, "workdir", |choices| {
        choices.pick(&["/app", "/opt/work"])
    });
}

fn plain_stage(choices: &mut Choices, known: &[&str]) -> Table {
    let mut stage = Table::new();
    choices.maybe(&mut stage, "kind", |_| "plain");
    let parents = [&["base", "alpine:3.22"], known].concat();
    choices.maybe(&mut stage, "from", |choices| choices.pick(&parents));
    draw_common(choices, &mut stage);
    choices.maybe(&mut stage, "run", |choices| {
        choices.several(&["bin/make-it", "bin/a || bin/b"])
    });
    choices.maybe(&mut stage, "copy", |choices| copies(choices, "lib", known));
    stage
}

fn builder_stage(choices: &mut Choices, spec: &Table, name: &str, known: &[&str]) -> Table {
    let mut stage = Table::new();
    if name != "builder" || choices.flag() {
        set_key(&mut stage, "kind", "builder");
    }
    let parents = [&["base"], known].concat();
    if choices.number(4) == 3 {
        set_key(&mut stage, "from", choices.pick(&parents));
    }
    draw_common(choices, &mut stage);
    if spec.contains_key("javascript") {
        let mut packages = vec![
            Value::from("nodejs"),
            Value::from("npm"),
            Value::from("pnpm"),
            Value::from("yarn"),
        ];
        packages.extend(
            stage
                .get("packages")
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default(),
        );
        set_key(&mut stage, "packages", packages);
    }
    choices.maybe(&mut stage, "extra_files", |choices| {
        choices.some(&[".ruby-version", "vendor/gems"])
    });
    choices.maybe(&mut stage, "run", |choices| {
        let mut points = Table::new();
        for point in [
            "before_bundle",
            "after_bundle",
            "before_assets",
            "after_assets",
        ] {
            choices.maybe(&mut points, point, |choices| {
                choices.some(&["bin/one", "mkdir -p a && cp b a"])
            });
        }
        points
    });
    choices.maybe(&mut stage, "remove", |choices| {
        choices.some(&["node_modules", "log", "tmp"])
    });
    choices.maybe(&mut stage, "strip_gems", Choices::flag);
    stage
}

fn runtime_stage(choices: &mut Choices, name: &str, builder: &str, known: &[&str]) -> Table {
    let mut stage = Table::new();
    if name != "production" || choices.flag() {
        set_key(&mut stage, "kind", "runtime");
    }
    let others: Vec<&str> = known
        .iter()
        .copied()
        .filter(|name| *name != builder)
        .collect();
    let parents = [vec!["base"], others].concat();
    if choices.number(4) == 3 {
        set_key(&mut stage, "from", choices.pick(&parents));
    }
    draw_common(choices, &mut stage);
    choices.maybe(&mut stage, "copy", |choices| copies(choices, "/app", known));
    choices.maybe(&mut stage, "user", |choices| {
        if choices.number(4) == 3 {
            return Value::from("root");
        }
        let mut user = Table::new();
        choices.maybe(&mut user, "name", |_| "rails");
        set_key(&mut user, "uid", choices.pick(&[10001, 1000]));
        choices.maybe(&mut user, "group", |_| "rails");
        set_key(&mut user, "gid", choices.pick(&[20001, 1000]));
        Value::Table(user)
    });
    choices.maybe(&mut stage, "writable", |choices| {
        choices.some(&["tmp", "log", "storage"])
    });
    choices.maybe(&mut stage, "run", |choices| {
        let mut points = Table::new();
        for point in ["before_copy", "after_copy"] {
            choices.maybe(&mut points, point, |choices| {
                choices.some(&["mkdir -p /data", "bin/a | bin/b"])
            });
        }
        points
    });
    choices.maybe(&mut stage, "volumes", |choices| {
        choices.some(&["/data", "/app/storage"])
    });
    choices.maybe(&mut stage, "entrypoint", |_| "bin/docker-entrypoint");
    choices.maybe(&mut stage, "healthcheck", |_| "/healthcheck");
    choices.maybe(&mut stage, "command", |choices| {
        let mut commands = choices.some(&["bundle exec rails db:migrate", "bin/warm || true"]);
        commands.push("bundle exec rails server -b 0.0.0.0");
        commands
    });
    stage
}

/// Copies of `path`, of files of the stages `known`, and of files of an image.
fn copies(choices: &mut Choices, path: &str, known: &[&str]) -> Vec<Value> {
    let mut copies = vec![Value::from(path)];
    let sources = [&["nginx:1.29-alpine"], known].concat();
    for from in choices.some(&sources) {
        let mut copy = strings(&[("from", from), ("path", "/usr/share/files")]);
        choices.maybe(&mut copy, "to", |choices| {
            choices.pick(&["/srv/files", "files/"])
        });
        choices.maybe(&mut copy, "owner", |choices| {
            choices.pick(&["10001:20001", "root"])
        });
        choices.maybe(&mut copy, "mode", |_| "755");
        copies.push(Value::Table(copy));
    }
    copies
}
