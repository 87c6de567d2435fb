//! The steps that scan the image before it is pushed.

use serde::Serialize;

use super::image_pair;
use crate::{
    catalogue::actions,
    lang::{
        Text,
        shell::{self, Shell},
        template::fill,
    },
    plan::{
        contents::{Pair, Scalar, Step, StepAction, job_context::JobContext, secret::StepSecret},
        scan::{Scan, Scanner},
    },
    spec::scan::ScanSeverity,
    template,
};

#[derive(Serialize)]
struct ScanView {
    command: Text<Shell>,
    args: Vec<Text<Shell>>,
}

/// The steps that install the scanner and scan the image.
pub(super) fn steps(context: &JobContext, scan: &Scan) -> Vec<Step> {
    let mut args: Vec<Text<Shell>> = Vec::new();
    let (mut install, command, token) = match &scan.scanner.value {
        Scanner::Snyk(token) => {
            let file = context.plan.outputs.dockerfile.as_ref();
            args.extend(file.map(|file| {
                shell::option_with_value("--file=", file.value.as_str()).with_place(&file.place)
            }));
            args.push(
                shell::option_with_value("--severity-threshold=", snyk(scan.severity.value))
                    .with_place(&scan.severity.place),
            );
            (
                context.action_step(
                    StepAction::InstallScanner,
                    "Install Snyk",
                    "snyk/actions/setup",
                    "The scan runs the Snyk CLI.",
                ),
                "snyk container test",
                Some(token),
            )
        }
        Scanner::Trivy => {
            let mut install = context.action_step(
                StepAction::InstallScanner,
                "Install Trivy",
                "aquasecurity/setup-trivy",
                "The scan runs the Trivy CLI, in the version that tvgen pins.",
            );
            install.with = vec![Pair::new("version", Scalar::text(actions::trivy()))];
            args.push(shell::literal("--exit-code=1"));
            args.push(
                shell::option_with_value("--severity=", trivy(scan.severity.value))
                    .with_place(&scan.severity.place),
            );
            (install, "trivy image", None)
        }
    };
    args.extend(
        scan.args
            .iter()
            .map(|arg| shell::quote(&arg.value).with_place(&arg.place)),
    );
    let view = ScanView {
        command: shell::literal(command).with_place(&scan.scanner.place),
        args,
    };
    let script = fill::<Shell>(template!("scan.sh.j2"), &view);
    let mut step = Step::run(
        StepAction::Scan,
        "Scan",
        script,
        "The image is scanned before it leaves the runner, so that a vulnerable image is neither pulled nor deployed.",
    )
    .with_id("scan");
    step.env = vec![image_pair(context)];
    if let Some(token) = token {
        let secret = StepSecret::from_repository(token.value.as_str(), &token.value, &token.place);
        install = context.if_trusted(install);
        step = context.if_trusted_with(step, Vec::new(), vec![secret]);
    }
    let comment = "A finding fails the job: the image is neither pushed nor deployed";
    vec![
        install.with_place(&scan.scanner.place),
        step.with_place(&scan.scanner.place).with_comment(comment),
    ]
}

/// The name of a severity in Snyk.
fn snyk(level: ScanSeverity) -> &'static str {
    match level {
        ScanSeverity::Low => "low",
        ScanSeverity::Medium => "medium",
        ScanSeverity::High => "high",
        ScanSeverity::Critical => "critical",
    }
}

/// The names of a severity and all above it in Trivy.
fn trivy(level: ScanSeverity) -> &'static str {
    match level {
        ScanSeverity::Low => "UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL",
        ScanSeverity::Medium => "MEDIUM,HIGH,CRITICAL",
        ScanSeverity::High => "HIGH,CRITICAL",
        ScanSeverity::Critical => "CRITICAL",
    }
}
