//! A package is listed twice for one stage.
//!
//! ## Why
//! Every stage built on the base has the packages of `base.packages`. If a package is listed again, somebody will
//! raise one constraint and wonder why the other still applies.
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
    report_duplicates(base, &place!("base", "packages"), findings);
    for (stage, Stage { packages, .. }) in &spec.stages {
        let place = place!("stages", stage, "packages");
        report_duplicates(packages, &place, findings);
        if !spec.is_built_on_base(stage) {
            continue;
        }
        for (item, package) in packages.iter().enumerate() {
            let Some(name) = package.name().filter(|name| {
                is_package_name(name)
                    && has_package(base, name)
                    && !has_package(&packages[..item], name)
            }) else {
                continue;
            };
            findings
                .report(
                    place.item(item),
                    format!("`{name}` is already in `base.packages`"),
                )
                .label("listed twice")
                .help(format!(
                    "remove it from `{place}`; a constraint goes into `base.packages`"
                ));
        }
    }
}

/// Reports duplicates in one list.
fn report_duplicates(packages: &[Package], place: &Place, findings: &mut Findings) {
    for (item, package) in packages.iter().enumerate() {
        let Some(name) = package
            .name()
            .filter(|name| is_package_name(name) && has_package(&packages[..item], name))
        else {
            continue;
        };
        findings
            .report(
                place.item(item),
                format!("`{name}` is listed twice in `{place}`"),
            )
            .label("listed twice")
            .help("keep one of them, with the constraint that you need");
    }
}

fn has_package(packages: &[Package], name: &str) -> bool {
    packages.iter().any(|package| package.name() == Some(name))
}
