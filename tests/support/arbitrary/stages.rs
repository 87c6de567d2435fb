//! `[stages.NAME]`

use toml::{Table, Value};

use super::{
    base::packages,
    choices::{Choices, say, say_table, strings},
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
        say(&mut stages, name, plain(choices, &known));
        known.push(name);
    }
    let written = builder_stage(choices, spec, builder, &known);
    // The builder is the first where it is not mentioned, and a stage that JavaScript is installed in has to say so.
    if !written.is_empty() || !known.is_empty() {
        say(&mut stages, builder, written);
    }
    known.push(builder);
    for name in choices.some(late) {
        say(&mut stages, name, plain(choices, &known));
        known.push(name);
    }
    say_written(
        &mut stages,
        runtime,
        runtime_stage(choices, runtime, builder, &known),
    );
    say_table(spec, "stages", stages);
}

fn say_written(stages: &mut Table, name: &str, stage: Table) {
    if !stage.is_empty() {
        say(stages, name, stage);
    }
}

/// What every kind of stage can say.
fn common(choices: &mut Choices, stage: &mut Table) {
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
            args.push(Value::Table(arg));
        }
        args
    });
    choices.maybe(stage, "workdir", |choices| {
        choices.pick(&["/app", "/opt/work"])
    });
}

fn plain(choices: &mut Choices, known: &[&str]) -> Table {
    let mut stage = Table::new();
    choices.maybe(&mut stage, "kind", |_| "plain");
    let parents = [&["base", "alpine:3.22"], known].concat();
    choices.maybe(&mut stage, "from", |choices| choices.pick(&parents));
    common(choices, &mut stage);
    choices.maybe(&mut stage, "run", |choices| {
        choices.several(&["bin/make-it", "bin/a || bin/b"])
    });
    choices.maybe(&mut stage, "copy", |choices| copies(choices, "lib", known));
    stage
}

fn builder_stage(choices: &mut Choices, spec: &Table, name: &str, known: &[&str]) -> Table {
    let mut stage = Table::new();
    if name != "builder" || choices.flag() {
        say(&mut stage, "kind", "builder");
    }
    let parents = [&["base"], known].concat();
    if choices.number(4) == 3 {
        say(&mut stage, "from", choices.pick(&parents));
    }
    common(choices, &mut stage);
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
        say(&mut stage, "packages", packages);
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
        say(&mut stage, "kind", "runtime");
    }
    let others: Vec<&str> = known
        .iter()
        .copied()
        .filter(|name| *name != builder)
        .collect();
    let parents = [vec!["base"], others].concat();
    if choices.number(4) == 3 {
        say(&mut stage, "from", choices.pick(&parents));
    }
    common(choices, &mut stage);
    choices.maybe(&mut stage, "copy", |choices| copies(choices, "/app", known));
    choices.maybe(&mut stage, "user", |choices| {
        if choices.number(4) == 3 {
            return Value::from("root");
        }
        let mut user = Table::new();
        choices.maybe(&mut user, "name", |_| "rails");
        say(&mut user, "uid", choices.pick(&[10001, 1000]));
        choices.maybe(&mut user, "group", |_| "rails");
        say(&mut user, "gid", choices.pick(&[20001, 1000]));
        Value::Table(user)
    });
    choices.maybe(&mut stage, "writable", |choices| {
        choices.some(&["tmp", "log", "storage"])
    });
    choices.maybe(&mut stage, "healthcheck", |_| "/healthcheck");
    choices.maybe(&mut stage, "command", |choices| {
        let mut commands = choices.some(&["bundle exec rails db:migrate", "bin/warm || true"]);
        commands.push("bundle exec rails server -b 0.0.0.0");
        commands
    });
    stage
}

/// Copies: of `path`, and of files of the stages `known` and of an image.
fn copies(choices: &mut Choices, path: &str, known: &[&str]) -> Vec<Value> {
    let mut copies = vec![Value::from(path)];
    let sources = [&["nginx:1.29-alpine"], known].concat();
    for from in choices.some(&sources) {
        let mut copy = strings(&[("from", from), ("path", "/usr/share/files")]);
        choices.maybe(&mut copy, "to", |choices| {
            choices.pick(&["/srv/files", "files/"])
        });
        copies.push(Value::Table(copy));
    }
    copies
}
