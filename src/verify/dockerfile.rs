//! The Dockerfile, as an unrelated parser reads it.

mod actual;
mod expected;

use super::Facts;
use crate::plan::Plan;

/// An instruction: its keyword, and a subject and a word for each of its arguments.
type Described = (&'static str, Vec<(&'static str, String)>);

/// Stages: their names and their instructions, in order.
type Stages = Vec<(String, Vec<Described>)>;

/// The instructions of the plan's stages, and those of the Dockerfile `text`. Their order is compared where nothing else
/// differs.
pub(super) fn read(plan: &Plan, text: &str) -> Result<(Facts, Facts), String> {
    let stages = plan.stages.iter();
    let stages = stages.map(|stage| {
        let name = stage.name.as_str().to_owned();
        (name, expected::instructions(stage))
    });
    let stages = [stages.collect(), actual::stages(text)?];
    let [expected, actual] = stages.each_ref().map(by_subject);
    if expected.differences(&actual, "").is_empty() {
        return Ok(stages.each_ref().map(in_order).into());
    }
    Ok((expected, actual))
}

fn by_subject(stages: &Stages) -> Facts {
    let mut facts = Facts::default();
    for (stage, instructions) in stages {
        for (subject, word) in instructions.iter().flat_map(|(_, words)| words) {
            if *subject == STAGES {
                facts.word(STAGES, format!("{stage} from {word}"));
            } else {
                facts.word(format!("{subject} of stage {stage}"), word);
            }
        }
    }
    facts
}

fn in_order(stages: &Stages) -> Facts {
    let mut facts = Facts::default();
    for (stage, instructions) in stages {
        for (keyword, words) in instructions {
            let words: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
            let instruction = format!("{keyword} {}", words.join(" "));
            facts.word(format!("the instructions of stage {stage}"), instruction);
        }
    }
    facts
}

/// The subject of `FROM`.
const STAGES: &str = "the stages";

/// A `COPY` of `paths`, among them the destination, from `from`, with other `flags`.
fn describe_copy(mut paths: Vec<&str>, from: Option<&str>, flags: &[String]) -> Described {
    let to = paths.pop().unwrap_or_default();
    let from = from.unwrap_or("the context");
    let copy = format!("{} from {from} to {to}", paths.join(" "));
    let words = std::iter::once(copy).chain(flags.iter().cloned());
    (
        "COPY",
        vec![("the copies", words.collect::<Vec<_>>().join(" "))],
    )
}

/// A `RUN` of `script` with `mounts`.
fn describe_run(mounts: impl Iterator<Item = String>, script: &str) -> Described {
    let mounts = mounts.map(|mount| ("the secrets", format!("{mount} for {script}")));
    let commands = script
        .split(" && ")
        .map(|command| ("the commands", command.to_owned()));
    ("RUN", mounts.chain(commands).collect())
}

/// An instruction of which each of `words` is a word of `subject`.
fn describe_words<W: Into<String>>(
    keyword: &'static str,
    subject: &'static str,
    words: impl IntoIterator<Item = W>,
) -> Described {
    let words = words.into_iter().map(|word| (subject, word.into()));
    (keyword, words.collect())
}
