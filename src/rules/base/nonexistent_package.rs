//! The release of Alpine has no package with this name.
//!
//! ## Why
//! Debian's packages have other names, and Alpine removes packages between releases. `apk add` fails on the first name that it
//! does not find, and so does the build. A name that is not in the catalogue is not reported.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["libvips42"]
//! ```
//!
//! ```toml
//! [stages.production]
//! packages = ["wkhtmltopdf"]
//! ```
//!
//! ```toml
//! [stages.builder]
//! packages = ["build-base", "postgresql13-dev"]
//! ```
//!
//! ```toml
//! [stages.builder]
//! packages = ["build-base", "imagemagik-dev"]
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["vips", "our-own-package"]
//! ```
//!
//! ```toml
//! [stages.tools]
//! from = "docker.io/library/debian:13-slim@sha256:cdb113e8110f2ed8c5e2e1ef4b02494e0243f8d6fe59e4c0348441437ded2aaa"
//!
//! [stages.production]
//! copy = ["/app", { from = "tools", path = "/usr/bin/wkhtmltopdf" }]
//! ```

use crate::{
    catalogue::alpine::{find_removed, from_debian, from_typo},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::warning("TV0218", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (place, package) in spec.packages() {
        let stage = place.keys().get(1).and_then(Key::name);
        let is_alpine = place.keys().first().and_then(Key::name) == Some("base")
            || stage.is_some_and(|stage| spec.is_built_on_base(stage));
        let Some(name) = package.name().filter(|_| is_alpine) else {
            continue;
        };
        if let Some(alpine) = from_debian(name) {
            findings
                .report(
                    place,
                    format!("Alpine has no package `{name}`, which is a name of Debian"),
                )
                .label("Debian's name")
                .help(did_you_mean(alpine));
            continue;
        }
        if let Some(known) = from_typo(name) {
            findings
                .report(place, format!("Alpine has no package `{name}`"))
                .label("typo")
                .help(did_you_mean(known));
            continue;
        }
        let removed = spec
            .alpine_release()
            .and_then(|release| find_removed(name, release));
        if let Some(removed) = removed {
            let help = match &removed.instead {
                Some(instead) => format!("write `\"{instead}\"`"),
                None => format!("remove `{name}`, or copy the program from another stage"),
            };
            findings
                .report(
                    place,
                    format!("Alpine {} removed the package `{name}`", removed.since),
                )
                .label("no such package")
                .help(help);
        }
    }
}
