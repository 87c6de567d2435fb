//! `[base]`

use toml::{Table, Value};

use super::choices::{Choices, set_key};

/// Ruby versions, each with an Alpine release for which an image exists.
const VERSIONS: &[(&str, &str)] = &[("3.4.7", "3.22"), ("4.0.2", "3.23"), ("3.3.6", "3.20")];

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let mut base = Table::new();
    let (ruby, alpine) = choices.pick(VERSIONS);
    set_key(&mut base, "ruby", ruby);
    choices.maybe(&mut base, "alpine", |_| alpine);
    choices.maybe(&mut base, "digest", |_| {
        format!("sha256:{}", "0a".repeat(32))
    });
    choices.maybe(&mut base, "image", |choices| {
        choices.pick(&["docker.io/library/ruby", "mirror.example.com:5000/ruby"])
    });
    choices.maybe(&mut base, "timezone", |choices| {
        choices.pick(&["UTC", "Europe/Paris"])
    });
    choices.maybe(&mut base, "workdir", |choices| {
        choices.pick(&["/srv/app", "/app"])
    });
    choices.maybe(&mut base, "env", |choices| {
        super::choices::strings(&choices.some(&[("MALLOC_ARENA_MAX", "2"), ("TERM", "a b$c")]))
    });
    choices.maybe(&mut base, "prepend_path", |choices| {
        choices.some(&["/opt/bin", "/srv/app/bin"])
    });
    choices.maybe(&mut base, "upgrade", Choices::flag);
    choices.maybe(&mut base, "packages", |choices| {
        packages(choices, &["libpq", "tzdata", "sqlite-libs>=3.53.4-r0"])
    });
    set_key(spec, "base", base);
}

/// Draws some of the packages `names`, and sometimes one with a reason.
pub fn packages(choices: &mut Choices, names: &[&str]) -> Vec<Value> {
    let mut packages: Vec<Value> = choices.some(names).into_iter().map(Value::from).collect();
    if choices.flag() {
        let mut constraint = Table::new();
        set_key(&mut constraint, "name", "openssl");
        choices.maybe(&mut constraint, "version", |choices| {
            choices.pick(&[">=3.5.7-r0", "~3.5", "<4"])
        });
        choices.maybe(&mut constraint, "reason", |_| "CVE-2026-0001");
        if choices.flag() {
            let day = "2099-03-01".parse().expect("a date");
            constraint.insert("until".to_owned(), Value::Datetime(day));
        }
        packages.push(Value::Table(constraint));
    }
    packages
}
