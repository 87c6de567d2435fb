//! How an image is scanned between build and push.

use super::said::{items, secret};
use crate::{
    at,
    lang::expr::SecretName,
    place::Placed,
    spec::{
        Spec,
        scan::{DEFAULT_SNYK_SECRET, Level, Tool},
    },
};

/// How an image is scanned between build and push.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The scanner.
    pub scanner: Placed<Scanner>,
    /// The least severity that breaks the build.
    pub severity: Placed<Level>,
    /// More arguments.
    pub args: Vec<Placed<String>>,
}

/// A scanner.
#[derive(Clone, Debug)]
pub enum Scanner {
    /// Snyk Container, with the secret that holds its token.
    Snyk(Placed<SecretName>),
    /// Trivy.
    Trivy,
}

pub(super) fn scan(spec: &Spec) -> Option<Scan> {
    let said = &spec.scan;
    let scanner = match said.tool? {
        Tool::None => return None,
        Tool::Trivy => Scanner::Trivy,
        Tool::Snyk => {
            let name = said.secret.as_deref().unwrap_or(DEFAULT_SNYK_SECRET);
            Scanner::Snyk(Placed::new(secret(name), at!("scan", "secret")))
        }
    };
    Some(Scan {
        scanner: Placed::new(scanner, at!("scan", "tool")),
        severity: Placed::new(said.severity.unwrap_or(Level::Low), at!("scan", "severity")),
        args: items(&said.args, at!("scan", "args"), Clone::clone),
    })
}
