//! A spec split into several files renders the same outputs as in one file.

use tvgen::source::Source;

use crate::support::{bases::load_with_bases, compile, spec};

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

/// The paths and texts of all outputs.
#[track_caller]
fn outputs(source: &Source) -> Vec<(String, String)> {
    let outcome = compile(source);
    assert!(!outcome.has_errors(), "{:#?}", outcome.findings);
    let artifacts = outcome.artifacts.into_iter();
    artifacts
        .map(|artifact| (artifact.path, artifact.text))
        .collect()
}

/// The outputs of the spec `own` that extends `base`.
#[track_caller]
fn extended_outputs(own: &toml::Table, base: &toml::Table) -> Vec<(String, String)> {
    let own = format!("extends = \"base.toml\"\n{}", spec::to_toml(own));
    outputs(&load_with_bases(
        &own,
        &[("base.toml", spec::to_toml(base))],
    ))
}

#[test]
fn a_service_that_extends_a_platform_renders_like_a_single_spec() {
    let short = load_with_bases(SERVICE, &[("../platform.toml", PLATFORM)]);
    let long = Source::new("tvgen.toml", IN_ONE);
    assert_eq!(outputs(&short), outputs(&long));
}

#[test]
fn a_table_can_be_in_either_file() {
    let whole = spec::load("three-stages");
    let expected = outputs(&Source::new("tvgen.toml", spec::to_toml(&whole)));
    for table in whole.keys() {
        let (one, others): (toml::Table, toml::Table) =
            whole.clone().into_iter().partition(|(key, _)| key == table);
        assert_eq!(
            extended_outputs(&others, &one),
            expected,
            "{table} in the base"
        );
        assert_eq!(
            extended_outputs(&one, &others),
            expected,
            "{table} in the spec"
        );
    }
}

#[test]
fn an_overridden_value_of_the_base_has_no_effect() {
    let whole = spec::load("three-stages");
    let expected = outputs(&Source::new("tvgen.toml", spec::to_toml(&whole)));
    for (name, table) in &whole {
        for (key, value) in table.as_table().into_iter().flatten() {
            let (mut base, mut own) = (whole.clone(), toml::Table::new());
            base[name][key] = toml::Value::Float(0.5);
            let table = toml::Table::from_iter([(key.clone(), value.clone())]);
            own.insert(name.clone(), table.into());
            assert_eq!(extended_outputs(&own, &base), expected, "{name}.{key}");
        }
    }
}

#[test]
fn array_items_can_be_in_both_files() {
    let whole = spec::load("three-stages");
    let expected = outputs(&Source::new("tvgen.toml", spec::to_toml(&whole)));
    let packages = whole["stages"]["compile"]["packages"]
        .as_array()
        .expect("an array");
    for cut in 0..=packages.len() {
        let (mut base, mut own) = (whole.clone(), whole.clone());
        base["stages"]["compile"]["packages"] = packages[cut..].to_vec().into();
        let mut items = packages[..cut].to_vec();
        items.push("...".into());
        own["stages"]["compile"]["packages"] = items.into();
        assert_eq!(extended_outputs(&own, &base), expected, "after {cut}");
    }
}
