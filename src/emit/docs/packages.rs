//! The Alpine packages, and who wants them.

use super::prelude::*;

use crate::plan::stages::Stage;

#[derive(Serialize)]
struct View {
    rows: Vec<Row>,
    timezone: bool,
    reasons: bool,
}

#[derive(Serialize)]
struct Row {
    word: Text<Markdown>,
    stages: Text<Markdown>,
    reason: Option<Text<Markdown>>,
}

pub(super) fn section(plan: &Plan) -> Text<Markdown> {
    let all = plan.stages.iter().flat_map(|stage| &stage.packages);
    let mut words: Vec<&str> = all
        .clone()
        .map(|package| package.word.value.as_str())
        .collect();
    words.sort_unstable();
    words.dedup();
    let rows: Vec<Row> = words.iter().map(|word| row(&plan.stages, word)).collect();
    let view = View {
        reasons: all.clone().any(|package| package.reason.is_some()),
        timezone: plan.stages.iter().any(|stage| stage.timezone.is_some()),
        rows,
    };
    fill(template!("docs/packages.md.j2"), &view)
}

fn row(stages: &[Stage], word: &str) -> Row {
    let mut text = markdown::cell(word);
    let (mut names, mut reason) = (Vec::new(), None);
    for stage in stages {
        let own = stage
            .packages
            .iter()
            .find(|package| package.word.value == word);
        if let Some(package) = own {
            text = text.at(&package.word.at);
            names.push(code(stage.name.as_str(), &stage.at));
            let said = package.reason.as_ref();
            reason = reason.or(said.map(|said| {
                // The Dockerfile has the package's name before its reason.
                let why = said.split_once(": ").map_or(said.as_str(), |(_, why)| why);
                markdown::inline(why).at(&package.word.at)
            }));
        }
    }
    Row {
        word: text,
        stages: markdown::list(&names, "and"),
        reason,
    }
}
