//! Review apps use the Azure identity of another environment.
//!
//! ## Why
//! Anyone who can push a branch can change the workflow file in its pull request, and so use the identity that deploys
//! the review app. A separate identity for review apps reaches nothing else; a shared one reaches production. Create
//! one Azure application for each class of environment. If each GitHub environment has its own value for the secret,
//! allow `shared-login` in `[lints]`.
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
    rules::prelude::*,
    spec::{
        deploy::{DEFAULT_REVIEW_LOGIN, NamedBy},
        environments::On,
    },
};

pub const RULE: Rule = Rule::warning("TV1214", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(deploy) = spec.deploy.as_option() else {
        return;
    };
    let reviews = spec.environments.iter();
    for (name, review) in reviews.filter(|(_, environment)| environment.on == Some(On::PullRequest))
    {
        let [client, ..] = deploy.login_of(review);
        let shares = |(_, other): &(&String, &_)| {
            let [theirs, ..] = deploy.login_of(other);
            // Secret names are case-insensitive on GitHub.
            theirs.name.eq_ignore_ascii_case(client.name)
        };
        let mut others = spec.environments.iter();
        let sharing =
            others.find(|other| matches!(other.1.on, Some(On::Push | On::Manual)) && shares(other));
        let Some((other, _)) = sharing else { continue };
        let own = place!("environments", name);
        let place = match client.named_by {
            NamedBy::Environment => own.key("login").key("client_id"),
            NamedBy::Deploy => place!("deploy", "login", "client_id"),
            NamedBy::Default => own,
        };
        let [client_id, tenant_id, subscription_id] = DEFAULT_REVIEW_LOGIN;
        findings
            .report(
                place,
                format!("`{name}` and `{other}` log in to Azure with the same `{}`", client.name),
            )
            .label("shared identity")
            .help(format!(
                "create an Azure application for `{name}`, and write `login = {{ client_id = \"{client_id}\", \
                 tenant_id = \"{tenant_id}\", subscription_id = \"{subscription_id}\" }}` in `[{}]`",
                place!("environments", name)
            ));
    }
}
