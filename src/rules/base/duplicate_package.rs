//! A package is listed twice for one stage.
//!
//! ## Why
//! What is in `base.packages` is in every stage built on the base. When a second mention is left behind, somebody
//! will raise one constraint, and wonder why the other still holds.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["libpq", "git", { name = "libpq", version = ">=17.6-r0", reason = "17.5 loses connections" }]
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["git"]
//!
//! [stages.builder]
//! packages = ["build-base", "git"]
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["libpq"]
//!
//! [stages.builder]
//! packages = ["build-base", "git"]
//!
//! [stages.docs]
//! from = "docker.io/library/alpine:3.22"
//! packages = ["libpq"]
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{
    rules::prelude::*,
    spec::{
        base::{Package, is_package_name},
        stages::Stage,
    },
};

pub const RULE: Rule = Rule::warning("TV0208", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let base: &[Package] = &spec.base.packages;
    repeated(base, &at!("base", "packages"), findings);
    for (stage, Stage { packages, .. }) in &spec.stages {
        let at = at!("stages", stage, "packages");
        repeated(packages, &at, findings);
        if !spec.is_built_on_base(stage) {
            continue;
        }
        for (item, package) in packages.iter().enumerate() {
            let Some(name) = package.name().filter(|name| {
                is_package_name(name) && has(base, name) && !has(&packages[..item], name)
            }) else {
                continue;
            };
            findings
                .report(
                    at.item(item),
                    format!("`{name}` is a package of the base already"),
                )
                .label("listed twice")
                .help(format!(
                    "take it out of `{at}`; a constraint goes into `base.packages`"
                ));
        }
    }
}

/// Reports what is in one list twice.
fn repeated(packages: &[Package], at: &Place, findings: &mut Findings) {
    for (item, package) in packages.iter().enumerate() {
        let Some(name) = package
            .name()
            .filter(|name| is_package_name(name) && has(&packages[..item], name))
        else {
            continue;
        };
        findings
            .report(at.item(item), format!("`{name}` is listed in `{at}` twice"))
            .label("listed twice")
            .help("keep one of the two, with the constraint that is meant");
    }
}

fn has(packages: &[Package], name: &str) -> bool {
    packages.iter().any(|package| package.name() == Some(name))
}
