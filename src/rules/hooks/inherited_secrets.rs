//! A called workflow receives every secret.
//!
//! ## Why
//! `secrets: inherit` passes all secrets of the repository and of the organisation to a workflow that needs one or two.
//! Anyone who can change that workflow can read them all, and the spec does not show which ones it uses.
//!
//! ## Fails
//! ```toml
//! [hooks.jobs.swagger]
//! if = "github.event_name == 'push'"
//! uses = "acme/workflows/.github/workflows/swagger.yml@0123456789abcdef0123456789abcdef01234567"
//! secrets = "inherit"
//! ```
//!
//! ## Passes
//! ```toml
//! [hooks.jobs.swagger]
//! if = "github.event_name == 'push'"
//! uses = "acme/workflows/.github/workflows/swagger.yml@0123456789abcdef0123456789abcdef01234567"
//! secrets = { token = "${{ secrets.SWAGGER_TOKEN }}" }
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::warning("TV1421", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, job) in spec.custom_jobs() {
        if job.value("secrets").and_then(|value| value.as_str()) != Some("inherit") {
            continue;
        }
        let uses = job
            .value("uses")
            .and_then(|value| value.as_str())
            .unwrap_or(name);
        findings
            .report(
                place!("hooks", "jobs", name, "secrets"),
                format!("`{uses}` receives every secret of the repository"),
            )
            .label("all secrets")
            .help(
                "list the secrets that it needs, as in `secrets = { token = \"${{ secrets.TOKEN }}\" }`",
            );
    }
}
