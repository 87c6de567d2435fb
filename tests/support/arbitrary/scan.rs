//! `[scan]`

use toml::Table;

use super::choices::{Choices, set_key};

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    if !choices.flag() {
        return;
    }
    let tool = choices.pick(&["none", "snyk", "trivy"]);
    let mut scan = Table::new();
    set_key(&mut scan, "tool", tool);
    if tool == "snyk" {
        choices.maybe(&mut scan, "secret", |choices| {
            choices.pick(&["SNYK_TOKEN", "SCANNER"])
        });
    }
    if tool != "none" {
        choices.maybe(&mut scan, "severity", |choices| {
            choices.pick(&["low", "medium", "high", "critical"])
        });
        choices.maybe(&mut scan, "args", |choices| {
            choices.some(&["--exclude-app-vulns", "--note=it's fine"])
        });
    }
    set_key(spec, "scan", scan);
}
