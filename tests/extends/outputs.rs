//! The outputs of a spec in several files are those of the same spec in one.

use tvgen::source::Source;

use crate::support::{bases::on_bases, compile, spec};

const PLATFORM: &str = r#"spec = 1

[base]
ruby = "3.4.7"
alpine = "3.22"
packages = ["libpq", "tzdata"]

[stages.builder]
packages = ["build-base", "postgresql-dev", "git"]
run = { before_assets = ["bundle exec bootsnap precompile app/ lib/"] }

[stages.production]
user = { name = "app", uid = 1000, group = "app", gid = 1000 }
healthcheck = "/ping"

[cache]
trunk = "main"

[registries.ghcr]
login = "github-token"

[environments.review]
on = "pull_request"

[environments.production]
on = "push"
confirm = true

[deploy]
version = "1.14.5"
backend = { key = "{name}.tfstate", container_name = "tfstate" }
cluster = { resource_group = "rg", name = "aks", namespace = "development" }
"#;

const SERVICE: &str = r#"extends = "../platform.toml"
service = { name = "hello", port = 8080 }
base.packages = ["...", "imagemagick"]
registries.ghcr.repository = "ghcr.io/acme/hello"

[stages.docs]
run = ["rake docs"]

[stages.production]
copy = [{ from = "builder", path = "/app" }, { from = "docs", path = "/app" }]

[environments.staging]
on = "push"

[environments.production]
after = ["staging"]
"#;

const IN_ONE: &str = r#"spec = 1

[service]
name = "hello"
port = 8080

[base]
ruby = "3.4.7"
alpine = "3.22"
packages = ["libpq", "tzdata", "imagemagick"]

[stages.builder]
packages = ["build-base", "postgresql-dev", "git"]
run = { before_assets = ["bundle exec bootsnap precompile app/ lib/"] }

[stages.docs]
run = ["rake docs"]

[stages.production]
user = { name = "app", uid = 1000, group = "app", gid = 1000 }
healthcheck = "/ping"
copy = [{ from = "builder", path = "/app" }, { from = "docs", path = "/app" }]

[cache]
trunk = "main"

[registries.ghcr]
repository = "ghcr.io/acme/hello"
login = "github-token"

[environments.review]
on = "pull_request"

[environments.staging]
on = "push"

[environments.production]
on = "push"
confirm = true
after = ["staging"]

[deploy]
version = "1.14.5"
backend = { key = "{name}.tfstate", container_name = "tfstate" }
cluster = { resource_group = "rg", name = "aks", namespace = "development" }
"#;

/// The path and the text of every output.
#[track_caller]
fn outputs(source: &Source) -> Vec<(String, String)> {
    let outcome = compile(source);
    assert!(!outcome.failed(), "{:#?}", outcome.findings);
    let artifacts = outcome.artifacts.into_iter();
    artifacts
        .map(|artifact| (artifact.path, artifact.text))
        .collect()
}

/// What the spec in `base` says, with `own` on it.
#[track_caller]
fn in_two(own: &toml::Table, base: &toml::Table) -> Vec<(String, String)> {
    let own = format!("extends = \"base.toml\"\n{}", spec::text(own));
    outputs(&on_bases(&own, &[("base.toml", spec::text(base))]))
}

#[test]
fn a_service_of_a_dozen_lines_is_the_same_written_out() {
    let short = on_bases(SERVICE, &[("../platform.toml", PLATFORM)]);
    let long = Source::new("tvgen.toml", IN_ONE);
    assert_eq!(outputs(&short), outputs(&long));
}

#[test]
fn a_table_can_lie_in_either_file() {
    let whole = spec::load("three-stages");
    let expected = outputs(&Source::new("tvgen.toml", spec::text(&whole)));
    for table in whole.keys() {
        let (one, others): (toml::Table, toml::Table) =
            whole.clone().into_iter().partition(|(key, _)| key == table);
        assert_eq!(in_two(&others, &one), expected, "{table} in the base");
        assert_eq!(in_two(&one, &others), expected, "{table} in the spec");
    }
}

#[test]
fn what_the_base_says_otherwise_is_not_heard() {
    let whole = spec::load("three-stages");
    let expected = outputs(&Source::new("tvgen.toml", spec::text(&whole)));
    for (name, table) in &whole {
        for (key, value) in table.as_table().into_iter().flatten() {
            let (mut base, mut own) = (whole.clone(), toml::Table::new());
            base[name][key] = toml::Value::Float(0.5);
            let table = toml::Table::from_iter([(key.clone(), value.clone())]);
            own.insert(name.clone(), table.into());
            assert_eq!(in_two(&own, &base), expected, "{name}.{key}");
        }
    }
}

#[test]
fn the_items_of_an_array_can_lie_in_both_files() {
    let whole = spec::load("three-stages");
    let expected = outputs(&Source::new("tvgen.toml", spec::text(&whole)));
    let packages = whole["stages"]["compile"]["packages"]
        .as_array()
        .expect("it is an array");
    for cut in 0..=packages.len() {
        let (mut base, mut own) = (whole.clone(), whole.clone());
        base["stages"]["compile"]["packages"] = packages[cut..].to_vec().into();
        let mut items = packages[..cut].to_vec();
        items.push("...".into());
        own["stages"]["compile"]["packages"] = items.into();
        assert_eq!(in_two(&own, &base), expected, "after {cut}");
    }
}
