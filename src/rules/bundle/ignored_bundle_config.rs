//! A setting in `.bundle/config` has no effect in the image.
//!
//! ## Why
//! The official Ruby image sets `BUNDLE_APP_CONFIG`, so Bundler reads its settings from there and not from
//! `.bundle/config` in the repository. A mirror, or an option to build a gem, works on laptops and is missing in the image.
//!
//! ## Fails
//! ```text .bundle/config
//! ---
//! BUNDLE_BUILD__SASSC: "--disable-march-tune-native"
//! ```
//!
//! ```toml
//! [bundle]
//! jobs = 4
//! ```
//!
//! ## Passes
//! ```text .bundle/config
//! ---
//! BUNDLE_BUILD__SASSC: "--disable-march-tune-native"
//! BUNDLE_JOBS: "8"
//! ```
//!
//! ```toml
//! [bundle]
//! jobs = 4
//! settings = { "build.sassc" = "--disable-march-tune-native" }
//! ```

use crate::{
    repository::bundle_config::{self, Setting},
    rules::prelude::*,
    spec::base::{DEFAULT_IMAGE, is_official_image},
};

pub const RULE: Rule = Rule::warning("TV0423", Check::Repository(check));

/// Settings that the spec decides, or that matter only on a laptop.
const WITHOUT_EFFECT: &[&str] = &[
    "bin",
    "cache_all",
    "cache_all_platforms",
    "clean",
    "console",
    "default_install_uses_path",
    "deployment",
    "disable_version_check",
    "frozen",
    "gem.coc",
    "gem.mit",
    "gem.test",
    "jobs",
    "path",
    "path.system",
    "retry",
    "shebang",
    "with",
    "without",
];

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let image = spec.base.image.as_deref().unwrap_or(DEFAULT_IMAGE);
    if !is_official_image(image) {
        return;
    }
    for Setting { name, line } in bundle_config::settings(repository) {
        let is_local = WITHOUT_EFFECT.contains(&name.as_str()) || name.starts_with("local.");
        if is_local || spec.bundle.settings.contains_key(&name) {
            continue;
        }
        findings
            .report(
                place!("bundle", "settings"),
                format!(
                    "`{}` line {line} sets `{name}`, which the image does not read",
                    bundle_config::FILE
                ),
            )
            .label("not set here")
            .help(format!(
                "write `settings = {{ \"{name}\" = … }}` in `[bundle]`, or remove the line"
            ));
    }
}
