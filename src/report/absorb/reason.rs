//! Why an edited line cannot be absorbed.

use crate::{absorb::Obstacle, emit::keep_hint, place::Place, source::Source};

/// Why a line of the output `name` was not absorbed, and a fix. `paths` returns the path of an output by its name.
pub(super) fn describe_reason(
    why: &Obstacle,
    source: &Source,
    name: &str,
    paths: &dyn Fn(&str) -> String,
) -> String {
    match why {
        Obstacle::NoKey(reason) => {
            let reason = reason
                .map(|reason| format!("{} ", reason.explanation))
                .unwrap_or_default();
            format!(
                "no spec key generates this line. {reason}To keep it, {}",
                keep_hint(name)
            )
        }
        Obstacle::NoValue(places) => {
            let keys: Vec<String> = places.iter().map(|place| describe_place(place, source)).collect();
            format!(
                "no value of {} renders this line. To keep it, {}",
                keys.join(", "),
                keep_hint(name)
            )
        }
        Obstacle::SideEffects(change, others) => format!(
            "`{change}` renders this line but also changes {}: edit all of them the same way, or edit the spec",
            list_lines(others, paths)
        ),
        Obstacle::DifferentResult(change) => format!(
            "`{change}` does not render exactly this line. To keep the edit, {}",
            keep_hint(name)
        ),
        Obstacle::Unpinned => "pin the action to a commit, with the version in a comment: `uses: NAME@COMMIT # VERSION`"
            .to_owned(),
        Obstacle::IncompleteGroup => "added or removed together with adjacent lines, one of which cannot be absorbed".to_owned(),
        Obstacle::MostlyDeleted => "most of the file was deleted, so nothing was absorbed: restore the file, or run `tvgen render --force`"
            .to_owned(),
        Obstacle::Inherited(place) => format!("set by {}: change it there", describe_place(place, source)),
        Obstacle::Contradiction(change) => format!(
            "edited lines give `{}` different values: edit them the same way",
            change.place()
        ),
        Obstacle::NotTried => {
            "not tried, because too many lines were edited: undo some edits, then run `tvgen absorb` again"
                .to_owned()
        }
        Obstacle::InvalidSpec(finding) => format!(
            "the spec would be invalid, {} {}: {}",
            finding.code, finding.name, finding.message
        ),
    }
}

/// `place`, with the file and the line that set it.
fn describe_place(place: &Place, source: &Source) -> String {
    if !source.is_set(place) {
        return format!("`{place}`");
    }
    let span = source.key_span(place);
    let file = source.file(span);
    let (line, _) = file.position(span.start);
    format!("`{place}` ({}:{line})", file.name)
}

/// The largest number of lines that are listed.
const MAX_LINES: usize = 3;

/// The first [`MAX_LINES`] of `lines`, and how many more there are.
fn list_lines(lines: &[(&str, usize)], paths: &dyn Fn(&str) -> String) -> String {
    let shown = lines.iter().take(MAX_LINES);
    let shown: Vec<String> = shown
        .map(|(output, line)| format!("{}:{line}", paths(output)))
        .collect();
    let shown = shown.join(", ");
    match lines.len().saturating_sub(MAX_LINES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
