//! The steps of a scan.

use super::{
    build::pushed,
    job::{Run, secret},
    step::{Ours, Step},
};
use crate::{
    catalogue::actions,
    lang::shell,
    plan::{
        scan::{Scan, Scanner},
        workflows::Purpose,
    },
    spec::scan::Level,
};

/// The steps that install the scanner and scan what a build for `purpose` made.
pub(super) fn steps(run: &Run, purpose: Purpose, scan: &Scan) -> [Step; 2] {
    let level = scan.severity.value;
    let file = run.plan.outputs.dockerfile.as_ref();
    let mut step = Ours::new("Scan")
        .with("id", "scan")
        .with("env IMAGE", pushed(run, purpose));
    let (install, mut words) = match &scan.scanner.value {
        Scanner::Snyk(token) => {
            let name = token.value.as_str();
            step = step
                .with(&format!("env {name}"), secret(name))
                .trusted(run.trusted().as_ref());
            let setup = "snyk/actions/setup";
            let mut words = vec!["snyk container test \"$IMAGE\"".to_owned()];
            let file = file.map(|file| shell::word(file.value.as_str()));
            words.extend(file.map(|file| format!("--file={}", file.as_str())));
            words.push(format!("--severity-threshold={}", threshold(level)));
            (
                run.uses(setup, setup).trusted(run.trusted().as_ref()),
                words,
            )
        }
        Scanner::Trivy => {
            let setup = "aquasecurity/setup-trivy";
            let install = run.uses(setup, setup);
            let command = "trivy image \"$IMAGE\" --exit-code=1 --severity=";
            (
                install.with("with version", actions::trivy()),
                vec![format!("{command}{}", severities(level))],
            )
        }
    };
    let args = scan.args.iter().map(|arg| shell::word(&arg.value));
    words.extend(args.map(|arg| arg.as_str().to_owned()));
    [
        Step::Ours(install),
        Step::Ours(step.says("the command", [words.join(" ")])),
    ]
}

/// What Snyk calls a severity.
fn threshold(level: Level) -> &'static str {
    match level {
        Level::Low => "low",
        Level::Medium => "medium",
        Level::High => "high",
        Level::Critical => "critical",
    }
}

/// What Trivy calls a severity and all above it; the least has those that nobody knows too.
fn severities(level: Level) -> &'static str {
    match level {
        Level::Low => "UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL",
        Level::Medium => "MEDIUM,HIGH,CRITICAL",
        Level::High => "HIGH,CRITICAL",
        Level::Critical => "CRITICAL",
    }
}
