//! Review apps are deployed with the identity of another environment.
//!
//! ## Why
//! Whoever can open a pull request in the repository decides what runs in its review app's deployment, as far as the
//! workflow file goes. With an identity of its own, which reaches nothing but review apps, that is all they can reach; with
//! one for all, they reach production. Make one Azure application for each class of environment. Where each GitHub
//! environment holds a value of its own under the same name of a secret, allow this.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! login = { client_id = "AZURE_CLIENT_ID", tenant_id = "AZURE_TENANT_ID", subscription_id = "AZURE_SUBSCRIPTION_ID" }
//!
//! [environments.review]
//! on = "pull_request"
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//! login = { client_id = "AZURE_CLIENT_ID" }
//!
//! [environments.qa]
//! on = "manual"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! login = { client_id = "AZURE_CLIENT_ID", tenant_id = "AZURE_TENANT_ID", subscription_id = "AZURE_SUBSCRIPTION_ID" }
//!
//! [environments.review]
//! on = "pull_request"
//! login = { client_id = "AZURE_REVIEW_CLIENT_ID" }
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//!
//! [environments.staging]
//! on = "push"
//! ```

use crate::{
    at,
    finding::Severity,
    rules::{Check, Findings, Rule},
    spec::{
        Spec,
        deploy::{DEFAULT_REVIEW_LOGIN, NamedBy},
        environments::On,
    },
};

/// Compares the client ids of review environments with those of the others.
pub const RULE: Rule = Rule {
    code: "TV1214",
    severity: Severity::Warning,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(deploy) = &spec.deploy else { return };
    let reviews = spec.environments.iter();
    for (name, review) in reviews.filter(|(_, said)| said.on == Some(On::PullRequest)) {
        let [client, ..] = deploy.login_of(review);
        let shares = |(_, other): &(&String, &_)| {
            let [theirs, ..] = deploy.login_of(other);
            // GitHub compares the names of secrets without regard to case.
            theirs.name.eq_ignore_ascii_case(client.name)
        };
        let mut others = spec.environments.iter();
        let found = others.find(|one| {
            matches!(one.1.on, Some(On::Push | On::Manual)) && shares(one)
        });
        let Some((other, _)) = found else { continue };
        let own = at!("environments", name);
        let at = match client.named_by {
            NamedBy::Environment => own.key("login").key("client_id"),
            NamedBy::Deploy => at!("deploy", "login", "client_id"),
            NamedBy::Default => own,
        };
        let [client_id, tenant_id, subscription_id] = DEFAULT_REVIEW_LOGIN;
        findings
            .report(
                &RULE,
                at,
                format!("`{name}` and `{other}` log in to Azure with the same `{}`", client.name),
            )
            .label("one identity for both")
            .help(format!(
                "make an Azure application for `{name}`, and write in its table `login = {{ client_id = \"{client_id}\", \
                 tenant_id = \"{tenant_id}\", subscription_id = \"{subscription_id}\" }}`"
            ));
    }
}
