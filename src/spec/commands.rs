//! Collects the commands of a spec.

use super::{Spec, stages::StageCommands};
use crate::{
    place,
    place::{Key, Place, Placed},
};

impl Spec {
    /// All commands in the spec, with their places.
    #[must_use]
    pub fn commands(&self) -> Vec<Placed<&str>> {
        let mut commands = Vec::new();
        for (name, stage) in &self.stages {
            let run = place!("stages", name, "run");
            match &stage.run {
                Some(StageCommands::List(list)) => commands.extend(placed_items(list, &run)),
                Some(StageCommands::Points(points)) => {
                    for (point, list) in points.lists() {
                        commands.extend(placed_items(list, &run.key(point)));
                    }
                }
                None => {}
            }
            let entrypoint = stage.entrypoint.as_deref();
            commands.extend(
                entrypoint
                    .map(|command| Placed::new(command, place!("stages", name, "entrypoint"))),
            );
            let list = stage.command.as_deref().unwrap_or_default();
            commands.extend(placed_items(list, &place!("stages", name, "command")));
        }
        commands.extend(placed_items(
            &self.javascript.build,
            &place!("javascript", "build"),
        ));
        let assets = self.assets.command.as_deref();
        let smoke_test = self.smoke_test.command.as_deref();
        let single = [("assets", assets), ("smoke_test", smoke_test)];
        for (table, command) in single {
            commands.extend(command.map(|command| Placed::new(command, place!(table, "command"))));
        }
        commands
    }

    /// The commands that run during an image build.
    #[must_use]
    pub fn build_commands(&self) -> Vec<Placed<&str>> {
        let mut commands = self.commands();
        commands.retain(|command| {
            let keys: Vec<&str> = command.place.keys().iter().filter_map(Key::name).collect();
            !matches!(
                keys.as_slice(),
                ["stages", _, "command" | "entrypoint"] | ["smoke_test", ..]
            )
        });
        commands
    }

    /// The build commands of the stage `name` and of the stages that it is built on.
    #[must_use]
    pub fn commands_of(&self, name: &str) -> Vec<&str> {
        let stages = self.lineage(name).into_iter();
        let stages = stages.filter_map(|name| self.stages.get(name));
        let run = stages.filter_map(|stage| stage.run.as_ref());
        run.flat_map(|run| match run {
            StageCommands::List(list) => list.iter().map(String::as_str).collect::<Vec<_>>(),
            StageCommands::Points(points) => {
                let lists = points.lists().into_iter();
                lists
                    .flat_map(|(_, list)| list)
                    .map(String::as_str)
                    .collect()
            }
        })
        .collect()
    }
}

/// The items of the list at `place`, with their places.
pub(super) fn placed_items<'a>(
    list: &'a [String],
    place: &Place,
) -> impl Iterator<Item = Placed<&'a str>> + use<'a> {
    let items = place.clone().items(list);
    items.map(|(place, text)| Placed::new(text.as_str(), place))
}
