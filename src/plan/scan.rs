//! Plans the scan of the image between build and push.

use super::parse::{parse_items, parse_secret};
use crate::{
    lang::expr::SecretName,
    place,
    place::Placed,
    spec::{
        Spec,
        scan::{DEFAULT_SNYK_SECRET, ScanSeverity, ScanTool},
    },
};

/// The scan of the image between build and push.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The scanner.
    pub scanner: Placed<Scanner>,
    /// The lowest severity that fails the build.
    pub severity: Placed<ScanSeverity>,
    /// Additional arguments.
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

pub(super) fn plan_scan(spec: &Spec) -> Option<Scan> {
    let table = &spec.scan;
    let scanner = match table.tool? {
        ScanTool::None => return None,
        ScanTool::Trivy => Scanner::Trivy,
        ScanTool::Snyk => {
            let name = table.secret.as_deref().unwrap_or(DEFAULT_SNYK_SECRET);
            Scanner::Snyk(Placed::new(parse_secret(name), place!("scan", "secret")))
        }
    };
    Some(Scan {
        scanner: Placed::new(scanner, place!("scan", "tool")),
        severity: Placed::new(
            table.severity.unwrap_or(ScanSeverity::Low),
            place!("scan", "severity"),
        ),
        args: parse_items(&table.args, place!("scan", "args"), Clone::clone),
    })
}
