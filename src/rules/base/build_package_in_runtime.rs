//! The runtime image contains a package that only builds need.
//!
//! ## Why
//! A compiler and its headers add hundreds of megabytes to each pull, findings to each scan, and tools for an attacker.
//! The builder compiles, and only the result is copied.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["build-base"]
//! ```
//!
//! ```toml
//! [stages.production]
//! packages = ["libpq", "postgresql-dev"]
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
//! packages = ["build-base", "postgresql-dev"]
//! ```

use crate::{
    catalogue::alpine::is_build_package,
    rules::prelude::*,
    spec::{base::Package, stages::StageKind},
};

pub const RULE: Rule = Rule::warning("TV0217", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(runtime) = spec.stage_of_kind(StageKind::Runtime) else {
        return;
    };
    let builder = spec.stage_of_kind(StageKind::Builder);
    let target = place!(
        "stages",
        builder.as_deref().unwrap_or("builder"),
        "packages"
    );
    for name in spec.lineage(&runtime) {
        let packages = spec.stages.get(name).map(|stage| &stage.packages);
        let place = place!("stages", name, "packages");
        let is_builder = builder.as_deref() == Some(name);
        report_build_packages(packages, &place, (!is_builder).then_some(&target), findings);
    }
    if spec.is_built_on_base(&runtime) {
        report_build_packages(
            Some(&spec.base.packages),
            &place!("base", "packages"),
            Some(&target),
            findings,
        );
    }
}

/// Reports the packages at `place` that only builds need; `target` is where they belong.
fn report_build_packages(
    packages: Option<&Vec<Package>>,
    place: &Place,
    target: Option<&Place>,
    findings: &mut Findings,
) {
    for (item, package) in packages.into_iter().flatten().enumerate() {
        let Some(name) = package.name().filter(|name| is_build_package(name)) else {
            continue;
        };
        let help = match target {
            Some(target) => format!("move it to `{target}`"),
            None => {
                "build the runtime stage on `base`, and copy the files that it needs".to_owned()
            }
        };
        findings
            .report(
                place.item(item),
                format!("`{name}` is in the runtime image, where nothing is compiled"),
            )
            .label("only for builds")
            .help(help);
    }
}
