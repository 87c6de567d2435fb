//! The image that runs has a package that only builds need.
//!
//! ## Why
//! A compiler and its headers are hundreds of megabytes that each node pulls, findings for each scan, and tools for
//! whoever gets into the container. What they compile is copied from the builder without them.
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
    spec::{base::Package, stages::Kind},
};

pub const RULE: Rule = Rule::warning("TV0217", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(runtime) = spec.stage_of_kind(Kind::Runtime) else {
        return;
    };
    let builder = spec.stage_of_kind(Kind::Builder);
    let home = at!(
        "stages",
        builder.as_deref().unwrap_or("builder"),
        "packages"
    );
    for name in spec.lineage(&runtime) {
        let packages = spec.stages.get(name).map(|stage| &stage.packages);
        let at = at!("stages", name, "packages");
        let is_builder = builder.as_deref() == Some(name);
        list(packages, &at, (!is_builder).then_some(&home), findings);
    }
    if spec.is_built_on_base(&runtime) {
        list(
            Some(&spec.base.packages),
            &at!("base", "packages"),
            Some(&home),
            findings,
        );
    }
}

/// Reports the packages at `at` that only builds need; `home` is where they belong.
fn list(
    packages: Option<&Vec<Package>>,
    at: &Place,
    home: Option<&Place>,
    findings: &mut Findings,
) {
    for (item, package) in packages.into_iter().flatten().enumerate() {
        let Some(name) = package.name().filter(|name| is_build_package(name)) else {
            continue;
        };
        let help = match home {
            Some(home) => format!("move it to `{home}`"),
            None => "build the runtime stage on `base`, and copy into it what it needs".to_owned(),
        };
        findings
            .report(
                at.item(item),
                format!("`{name}` is in the image that runs, where nothing is compiled"),
            )
            .label("for builds only")
            .help(help);
    }
}
