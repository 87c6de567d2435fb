//! The Dockerfile, as an unrelated parser reads it.

mod commands;
mod found;
mod planned;

use super::Facts;
use crate::plan::Plan;

/// What the plan says, and what the Dockerfile does.
pub(super) fn read(plan: &Plan, text: &str) -> Result<(Facts, Facts), String> {
    let stages = found::stages(text)?;
    let (mut planned, mut found) = (Facts::default(), Facts::default());
    for stage in &plan.stages {
        planned::stage(plan, stage, &mut planned);
    }
    for stage in &stages {
        stage.say(&mut found);
    }
    for stage in &plan.stages {
        let name = stage.name.as_str();
        let scripts = stages.iter().find(|stage| stage.name == name);
        let scripts = scripts.map_or(&[][..], |stage| &stage.scripts);
        let commands = commands::planned(stage);
        let matched = commands::found(&commands, scripts);
        for (number, (command, found_command)) in commands.iter().zip(matched).enumerate() {
            let what = format!("command {} of stage {name}", number + 1);
            planned.word(&what, command);
            found.say(what, found_command);
        }
    }
    Ok((planned, found))
}
