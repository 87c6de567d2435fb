//! The steps that scan the image before it is pushed.

use serde::Serialize;

use super::image_of;
use crate::{
    catalogue::actions,
    lang::{
        Text,
        shell::{self, Shell},
        template::fill,
    },
    plan::{
        contents::{Pair, Scalar, Step, StepAction, run::Run, secret::Secret},
        scan::{Scan, Scanner},
    },
    spec::scan::Level,
    template,
};

#[derive(Serialize)]
struct ScanView {
    command: Text<Shell>,
    args: Vec<Text<Shell>>,
}

/// The steps that install the scanner and scan the image.
pub(super) fn steps(run: &Run, scan: &Scan) -> Vec<Step> {
    let mut args: Vec<Text<Shell>> = Vec::new();
    let (mut install, command, token) = match &scan.scanner.value {
        Scanner::Snyk(token) => {
            let file = run.plan.outputs.dockerfile.as_ref();
            args.extend(
                file.map(|file| shell::valued("--file=", file.value.as_str()).at(&file.at)),
            );
            args.push(
                shell::valued("--severity-threshold=", snyk(scan.severity.value))
                    .at(&scan.severity.at),
            );
            (
                run.uses(
                    StepAction::InstallScanner,
                    "Install Snyk",
                    "snyk/actions/setup",
                    "The scan is a command of Snyk's, which is installed for it.",
                ),
                "snyk container test",
                Some(token),
            )
        }
        Scanner::Trivy => {
            let mut install = run.uses(
        StepAction::InstallScanner,
                "Install Trivy",
                "aquasecurity/setup-trivy",
                "The scan is a command of Trivy's, which is installed for it in the version that tvgen's catalogue names.",
            );
            install.with = vec![Pair::new("version", Scalar::text(actions::trivy()))];
            args.push(shell::literal("--exit-code=1"));
            args.push(
                shell::valued("--severity=", trivy(scan.severity.value)).at(&scan.severity.at),
            );
            (install, "trivy image", None)
        }
    };
    args.extend(
        scan.args
            .iter()
            .map(|arg| shell::word(&arg.value).at(&arg.at)),
    );
    let view = ScanView {
        command: shell::literal(command).at(&scan.scanner.at),
        args,
    };
    let script = fill::<Shell>(template!("scan.sh.j2"), &view);
    let mut step = Step::run(
        StepAction::Scan,
        "Scan",
        script,
        "The image is scanned while it is on the runner alone, so that what has a known hole is neither pulled nor deployed.",
    )
    .id("scan");
    step.env = vec![image_of(run)];
    if let Some(token) = token {
        let secret = Secret::of_repository(token.value.as_str(), &token.value, &token.at);
        install = run.if_trusted(install);
        step = run.if_trusted_with(step, Vec::new(), vec![secret]);
    }
    let comment = "A finding stops here: the image is pushed nowhere and deployed nowhere.";
    vec![
        install.at(&scan.scanner.at),
        step.at(&scan.scanner.at).comment(comment),
    ]
}

/// What Snyk calls a severity.
fn snyk(level: Level) -> &'static str {
    match level {
        Level::Low => "low",
        Level::Medium => "medium",
        Level::High => "high",
        Level::Critical => "critical",
    }
}

/// What Trivy calls a severity and all above it.
fn trivy(level: Level) -> &'static str {
    match level {
        Level::Low => "UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL",
        Level::Medium => "MEDIUM,HIGH,CRITICAL",
        Level::High => "HIGH,CRITICAL",
        Level::Critical => "CRITICAL",
    }
}
