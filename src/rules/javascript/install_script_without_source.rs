//! A script of `package.json` needs the source, which is copied later.
//!
//! ## Why
//! JavaScript packages are installed before the source is copied, so that a change of the source does not reinstall them.
//! The package manager runs `postinstall`, `prepare` and similar scripts at that time. tvgen copies the files that such a
//! script names; a script that starts Rails, or runs a program that does not exist yet, fails.
//!
//! ## Fails
//! ```text package.json
//! { "scripts": { "postinstall": "bundle exec rails i18n:js:export" } }
//! ```
//!
//! ```text package-lock.json
//! { "lockfileVersion": 3 }
//! ```
//!
//! ```toml
//! [javascript]
//! manager = "npm"
//! version = "11.6.2"
//!
//! [stages.builder]
//! packages = ["npm"]
//! ```
//!
//! ## Passes
//! ```text package.json
//! { "scripts": { "postinstall": "node script/copy-assets.js" } }
//! ```
//!
//! ```text script/copy-assets.js
//! console.log("done")
//! ```
//!
//! ```text package-lock.json
//! { "lockfileVersion": 3 }
//! ```
//!
//! ```toml
//! [javascript]
//! manager = "npm"
//! version = "11.6.2"
//!
//! [stages.builder]
//! packages = ["npm"]
//! ```

use crate::{
    repository::install::{ObstacleKind, javascript::find_files},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::warning("TV0510", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let javascript = &spec.javascript;
    let Some(manager) = javascript.manager else {
        return;
    };
    let found = find_files(repository, manager.catalogue_entry(), &javascript.folder());
    for obstacle in found.obstacles {
        if obstacle.kind == ObstacleKind::NeedsSource {
            let claim = &obstacle.claim;
            findings
                .report(
                    place!("javascript", "manager"),
                    format!("{}, which needs the source of the app", claim.describe()),
                )
                .label("runs before the source is copied")
                .help("move the command to `build` in `[javascript]`, or list the files that it reads in `files`");
        }
    }
}
