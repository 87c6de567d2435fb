//! The Dockerfile, as an unrelated parser reads it.

mod actual;
mod expected;

use super::Facts;
use crate::plan::Plan;

/// The instructions of the plan's stages, and those of the Dockerfile `text`.
pub(super) fn read(plan: &Plan, text: &str) -> Result<(Facts, Facts), String> {
    let (mut expected, mut actual) = (Facts::default(), Facts::default());
    for stage in &plan.stages {
        add_stage(
            stage.name.as_str(),
            expected::instructions(stage),
            &mut expected,
        );
    }
    for (name, instructions) in actual::stages(text)? {
        add_stage(&name, instructions, &mut actual);
    }
    Ok((expected, actual))
}

fn add_stage(stage: &str, instructions: Vec<String>, facts: &mut Facts) {
    facts.word("the stages", stage);
    facts.say(format!("the instructions of stage {stage}"), instructions);
}

/// A `RUN` with `options`, then the commands that it joins with `&&`.
fn describe_run(options: &[String], script: &str) -> Vec<String> {
    let instruction = [&["RUN".to_owned()], options].concat().join(" ");
    let commands = script.split(" && ").map(str::to_owned);
    std::iter::once(instruction).chain(commands).collect()
}
