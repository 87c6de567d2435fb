//! GitHub's own token is used for another registry.
//!
//! ## Why
//! `GITHUB_TOKEN` is only valid for ghcr.io. Any other registry rejects the login, and the build fails before its first
//! step.
//!
//! ## Fails
//! ```toml
//! [registries.dockerhub]
//! repository = "docker.io/acme/hello"
//! login = "github-token"
//! ```
//!
//! ## Passes
//! ```toml
//! [registries.dockerhub]
//! repository = "docker.io/acme/hello"
//! login = { username = "DOCKERHUB_USERNAME", password = "DOCKERHUB_PASSWORD" }
//! ```

use crate::{
    lang::expr::SecretName,
    rules::prelude::*,
    spec::registries::{GITHUB_HOST, Login, Token},
};

pub const RULE: Rule = Rule::error("TV0904", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, registry) in &spec.registries {
        let (Some(Login::Token(Token::GithubToken)), Some(repository)) =
            (&registry.login, registry.parse_repository())
        else {
            continue;
        };
        if registry.is_github() {
            continue;
        }
        let host = repository.host();
        let secret = name.to_uppercase().replace(['-', '.'], "_");
        let secret = SecretName::parse(&secret).map_or("DOCKER", |_| secret.as_str());
        let secrets = format!(
            "login = {{ username = \"{secret}_USERNAME\", password = \"{secret}_PASSWORD\" }}"
        );
        let help = match find_nearest(host, [GITHUB_HOST]) {
            Some(near) => format!(
                "did you mean the host `{near}`? If not, write `{secrets}`, with the names of your own secrets"
            ),
            None => format!("write `{secrets}`, with the names of your own secrets"),
        };
        findings
            .report(
                place!("registries", name, "login"),
                format!("`github-token` is not valid for `{host}`"),
            )
            .label("only for ghcr.io")
            .help(help);
    }
}
