//! Why the spec cannot take an edited line.

use crate::{absorb::Why, emit::keep, place::Place, source::Source};

/// `why` in words, and what to do about a line of the output `name`; `paths` gives the path of an output by its name.
pub(super) fn reason(
    why: &Why,
    source: &Source,
    name: &str,
    paths: &dyn Fn(&str) -> String,
) -> String {
    match why {
        Why::NoKey(reason) => {
            let reason = reason
                .map(|reason| format!("{} ", reason.why))
                .unwrap_or_default();
            format!(
                "no key of the spec makes this line. {reason}To keep it, {}",
                keep(name)
            )
        }
        Why::NoValue(places) => {
            let keys: Vec<String> = places.iter().map(|place| at(place, source)).collect();
            format!(
                "nothing that the spec can say gives this line, which comes of {}. To keep it, {}",
                keys.join(", "),
                keep(name)
            )
        }
        Why::Follows(change, others) => format!(
            "`{change}` gives this line, but changes {} too: edit all of them alike, or the spec",
            lines(others, paths)
        ),
        Why::Otherwise(change) => format!(
            "the spec could say `{change}`, but that does not give just this line here. To keep it as it is, {}",
            keep(name)
        ),
        Why::Unpinned => "an action is pinned by its commit, with the version in a comment: `uses: NAME@COMMIT # VERSION`"
            .to_owned(),
        Why::Together => "it came or went with the lines beside it, and one of those cannot be taken".to_owned(),
        Why::Gone => "so much of the file is gone that nothing of it was taken: bring it back, or `tvgen render --force`"
            .to_owned(),
        Why::Inherited(place) => format!("it comes of {}: change it there", at(place, source)),
        Why::Contradicts(change) => format!(
            "edited lines make two things of `{}`, which the spec says once: edit them alike",
            change.place()
        ),
        Why::NotTried => {
            "so many lines were edited that nobody looked at this one: drop some, and absorb again"
                .to_owned()
        }
        Why::Refused(finding) => format!(
            "the spec would be wrong with it, {} {}: {}",
            finding.code, finding.name, finding.message
        ),
    }
}

/// `place`, and where it is written.
fn at(place: &Place, source: &Source) -> String {
    if !source.is_written(place) {
        return format!("`{place}`");
    }
    let span = source.key_span(place);
    let file = source.file(span);
    let (line, _) = file.position(span.start);
    format!("`{place}` ({}:{line})", file.name)
}

/// How many lines are named.
const MOST_LINES: usize = 3;

/// The first of `lines`, and how many there are besides.
fn lines(lines: &[(&str, usize)], paths: &dyn Fn(&str) -> String) -> String {
    let shown = lines.iter().take(MOST_LINES);
    let shown: Vec<String> = shown
        .map(|(output, line)| format!("{}:{line}", paths(output)))
        .collect();
    let shown = shown.join(", ");
    match lines.len().saturating_sub(MOST_LINES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
