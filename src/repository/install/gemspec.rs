//! Finds the files that the gemspec in the folder of the spec reads.

use super::Collector;
use crate::repository::statement::parse_statements;

/// Adds each gemspec in the folder of the spec and the files that it names: usually `lib/NAME/version.rb`.
pub(super) fn add_files(collector: &mut Collector) {
    let names = collector.repository.names("").into_iter();
    for gemspec in names.filter(|name| name.ends_with(".gemspec")) {
        let Some(text) = collector.repository.text(&gemspec) else {
            continue;
        };
        collector.add_existing(&gemspec);
        let statements = parse_statements(&text).into_iter();
        let tokens = statements.flat_map(|statement| statement.tokens);
        for token in tokens {
            let Some(text) = token.text() else { continue };
            let path = text.trim_start_matches("../");
            let candidates = [
                path.to_owned(),
                format!("{path}.rb"),
                format!("lib/{path}.rb"),
            ];
            let is_file = |path: &String| {
                path.contains(['/', '.']) && collector.repository.text(path).is_some()
            };
            if let Some(path) = candidates.into_iter().find(is_file) {
                collector.add_existing(&path);
            }
        }
    }
}
