//! Compares the Dockerfile, as an independent parser reads it, with the plan.

mod actual;
mod expected;

use super::Facts;
use crate::plan::Plan;

/// An instruction: its keyword, and a subject and a value for each of its arguments.
type DescribedInstruction = (&'static str, Vec<(&'static str, String)>);

/// Stages: their names and their instructions, in order.
type Stages = Vec<(String, Vec<DescribedInstruction>)>;

/// The facts of the plan and of the Dockerfile `text`. The order of instructions is compared only if nothing else differs.
pub(super) fn read_facts(plan: &Plan, text: &str) -> Result<(Facts, Facts), String> {
    let stages = plan.stages.iter();
    let stages = stages.map(|stage| {
        let name = stage.name.as_str().to_owned();
        (name, expected::instructions(stage))
    });
    let stages = [stages.collect(), actual::stages(text)?];
    let [expected, actual] = stages.each_ref().map(by_subject);
    if expected.differences(&actual, "").is_empty() {
        return Ok(stages.each_ref().map(by_order).into());
    }
    Ok((expected, actual))
}

fn by_subject(stages: &Stages) -> Facts {
    let mut facts = Facts::default();
    for (stage, instructions) in stages {
        for (subject, value) in instructions.iter().flat_map(|(_, words)| words) {
            if *subject == STAGES {
                facts.push(STAGES, format!("{stage} from {value}"));
            } else {
                facts.push(format!("{subject} of stage {stage}"), value);
            }
        }
    }
    facts
}

fn by_order(stages: &Stages) -> Facts {
    let mut facts = Facts::default();
    for (stage, instructions) in stages {
        for (keyword, words) in instructions {
            let words: Vec<&str> = words.iter().map(|(_, value)| value.as_str()).collect();
            let instruction = format!("{keyword} {}", words.join(" "));
            facts.push(format!("the instructions of stage {stage}"), instruction);
        }
    }
    facts
}

/// The subject of `FROM`.
const STAGES: &str = "the stages";

/// Describes a `COPY` from `from` with other `flags`; the last of `paths` is the destination.
fn describe_copy(
    mut paths: Vec<&str>,
    from: Option<&str>,
    flags: &[String],
) -> DescribedInstruction {
    let to = paths.pop().unwrap_or_default();
    let from = from.unwrap_or("the build context");
    let copy = format!("{} from {from} to {to}", paths.join(" "));
    let words = std::iter::once(copy).chain(flags.iter().cloned());
    (
        "COPY",
        vec![("the copies", words.collect::<Vec<_>>().join(" "))],
    )
}

/// Describes a `RUN` of `script` with `mounts`.
fn describe_run(mounts: impl Iterator<Item = String>, script: &str) -> DescribedInstruction {
    let mounts = mounts.map(|mount| ("the secrets", format!("{mount} for {script}")));
    let commands = script
        .split(" && ")
        .map(|command| ("the commands", command.to_owned()));
    ("RUN", mounts.chain(commands).collect())
}

/// Describes an instruction whose `words` are values of `subject`.
fn describe_words<W: Into<String>>(
    keyword: &'static str,
    subject: &'static str,
    words: impl IntoIterator<Item = W>,
) -> DescribedInstruction {
    let words = words.into_iter().map(|value| (subject, value.into()));
    (keyword, words.collect())
}
