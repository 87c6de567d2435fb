//! No registry is defined.
//!
//! ## Why
//! An image that is not pushed cannot be deployed, and later builds cannot use it as a cache.
//!
//! ## Fails
//! ```toml
//! [registries]
//! ```
//!
//! ## Passes
//! ```toml
//! [registries.ghcr]
//! repository = "ghcr.io/acme/hello"
//! login = "github-token"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0901", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    if spec.registries.is_empty() {
        let name = spec.service.name.as_deref().unwrap_or("hello");
        findings
            .report(place!("registries"), "no registry to push images to")
            .label("no registry")
            .help(format!(
                "add `[registries.ghcr]` with `repository = \"ghcr.io/OWNER/{name}\"` and `login = \"github-token\"`"
            ));
    }
}
