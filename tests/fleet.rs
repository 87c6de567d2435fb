//! `tvgen fleet`: compares, checks and changes many services.

mod check;
mod condition;
mod set;
mod table;

use crate::support::project::Project;

/// The base spec of all services.
const PLATFORM: &str = r#"# What all services share
spec = 1

[base]
ruby = "3.4.6" # the platform team moves it
alpine = "3.22"

[scan]
tool = "trivy"
"#;

/// The spec of the service `name`, followed by `more`.
fn service(name: &str, more: &str) -> String {
    format!(
        "spec = 1\nextends = \"../platform.toml\"\n\n[service]\nname = \"{name}\"\n\n[registries.ghcr]\n\
         repository = \"ghcr.io/acme/{name}\" # our own\nlogin = \"github-token\"\n{more}"
    )
}

/// A Ruby version that overrides the base spec.
const OWN_RUBY: &str = "\n[base]\nruby = \"3.3.9\" # waits for a gem\n";

/// Five rendered services: `mail` overrides the Ruby version, `jobs` has a hand edit, and `shop` an error.
fn fleet() -> Project {
    let mut project = Project::repository().file("platform.toml", PLATFORM);
    for name in ["api", "jobs", "mail", "shop", "web"] {
        let more = if name == "mail" { OWN_RUBY } else { "" };
        project = project.file(&format!("{name}/tvgen.toml"), &service(name, more));
    }
    project.run(&["render", ".", "--quiet"]).code(0);
    let edited = project
        .read("jobs/Makefile")
        .replace("List the", "Show the");
    let invalid = service("shop", "").replace("github-token", "github-tokn");
    project
        .file("jobs/Makefile", &edited)
        .file("shop/tvgen.toml", &invalid)
}
