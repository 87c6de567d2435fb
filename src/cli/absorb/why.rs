//! Why the spec cannot take an edited line, in words.

use crate::{
    absorb::Why,
    emit::keep,
    source::{Place, Source},
};

/// `why` in words, and what to do about a line of the output `name`.
pub(super) fn why(why: &Why, source: &Source, name: &str) -> String {
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
        Why::Inherited(place) => format!("it comes of {}: change it there", at(place, source)),
        Why::Contradicts(change) => format!(
            "the spec says this once, and after another edited line `{change}`: edit both lines alike"
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
