//! `PATH` is set to a value with a variable, which is not expanded.
//!
//! ## Why
//! Values in `env` are literal, so that no value can read another one by accident. With `PATH = "/opt/bin:$PATH"`, the
//! search path ends in the text `$PATH`, and the shell finds none of the image's programs.
//!
//! ## Fails
//! ```toml
//! [stages.builder]
//! env = { PATH = "/opt/bin:$PATH" }
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.builder]
//! prepend_path = ["/opt/bin"]
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0360", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let base = (place!("base"), &spec.base.env);
    let stages = spec.stages.iter();
    let stages = stages.map(|(name, stage)| (place!("stages", name), &stage.env));
    for (table, env) in std::iter::once(base).chain(stages) {
        let Some(value) = env.get("PATH").filter(|value| value.contains('$')) else {
            continue;
        };
        let folders = value.split(':').filter(|folder| !folder.contains('$'));
        let folders: Vec<&str> = folders.filter(|folder| !folder.is_empty()).collect();
        findings
            .report(
                table.key("env").key("PATH"),
                format!("`{value}` is not expanded"),
            )
            .label("literal `$`")
            .help(format!(
                "remove `PATH`, and write `prepend_path = {folders:?}` in `[{table}]`"
            ));
    }
}
