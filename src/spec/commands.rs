//! The commands of a spec, wherever they stand.

use super::{Spec, stages::Run};
use crate::{
    at,
    place::{Key, Place, Placed},
};

impl Spec {
    /// Every command of the user's, at its place.
    #[must_use]
    pub fn commands(&self) -> Vec<Placed<&str>> {
        let mut commands = Vec::new();
        for (name, stage) in &self.stages {
            let run = at!("stages", name, "run");
            match &stage.run {
                Some(Run::List(list)) => commands.extend(items(list, &run)),
                Some(Run::Points(points)) => {
                    for (point, list) in points.lists() {
                        commands.extend(items(list, &run.key(point)));
                    }
                }
                None => {}
            }
            let list = stage.command.as_deref().unwrap_or_default();
            commands.extend(items(list, &at!("stages", name, "command")));
        }
        commands.extend(items(&self.javascript.build, &at!("javascript", "build")));
        let assets = self.assets.command.as_deref();
        let smoke_test = self.smoke_test.command.as_deref();
        let single = [("assets", assets), ("smoke_test", smoke_test)];
        for (table, command) in single {
            commands.extend(command.map(|command| Placed::new(command, at!(table, "command"))));
        }
        commands
    }

    /// The commands that run while an image is built.
    #[must_use]
    pub fn build_commands(&self) -> Vec<Placed<&str>> {
        let mut commands = self.commands();
        commands.retain(|command| {
            let keys: Vec<&str> = command.at.keys().iter().filter_map(Key::name).collect();
            !matches!(
                keys.as_slice(),
                ["stages", _, "command"] | ["smoke_test", ..]
            )
        });
        commands
    }

    /// The commands that the stage `name` runs when it is built, and those of the stages that it is built on.
    #[must_use]
    pub fn commands_of(&self, name: &str) -> Vec<&str> {
        let stages = self.lineage(name).into_iter();
        let stages = stages.filter_map(|name| self.stages.get(name));
        let run = stages.filter_map(|stage| stage.run.as_ref());
        run.flat_map(|run| match run {
            Run::List(list) => list.iter().map(String::as_str).collect::<Vec<_>>(),
            Run::Points(points) => {
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

/// The items of the list at `at`, each at its own place.
pub(super) fn items<'a>(
    list: &'a [String],
    at: &Place,
) -> impl Iterator<Item = Placed<&'a str>> + use<'a> {
    let items = at.clone().items(list);
    items.map(|(at, text)| Placed::new(text.as_str(), at))
}
