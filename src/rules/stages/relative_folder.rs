//! A folder in `prepend_path` or `volumes` is not an absolute path.
//!
//! ## Why
//! A relative folder in `PATH` means another folder in each working directory. Docker rejects a relative volume.
//!
//! ## Fails
//! ```toml
//! [stages.builder]
//! prepend_path = ["bin"]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.builder]
//! prepend_path = ["/app/bin"]
//! ```

use crate::{lang::shell::Path, rules::prelude::*, spec::base::DEFAULT_WORKDIR};

pub const RULE: Rule = Rule::error("TV0362", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let workdir = spec.base.workdir.as_deref().unwrap_or(DEFAULT_WORKDIR);
    let base = (place!("base", "prepend_path"), &spec.base.prepend_path);
    let stages = spec.stages.iter().flat_map(|(name, stage)| {
        let place = place!("stages", name);
        [
            (place.key("prepend_path"), &stage.prepend_path),
            (place.key("volumes"), &stage.volumes),
        ]
    });
    for (place, list) in std::iter::once(base).chain(stages) {
        for (place, folder) in place.items(list) {
            let is_plain = !folder.contains(['*', '?', ':']) && Path::parse(folder).is_some();
            if folder.starts_with('/') && is_plain {
                continue;
            }
            let help = if is_plain {
                let folder = folder.trim_start_matches("./");
                format!("write `\"{}/{folder}\"`", workdir.trim_end_matches('/'))
            } else {
                "write an absolute path of letters, digits and `._-/@+,=%`".to_owned()
            };
            findings
                .report(place, format!("`{folder}` is not an absolute path"))
                .label("not absolute")
                .help(help);
        }
    }
}
