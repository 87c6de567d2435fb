//! The stages of a Dockerfile, with the arguments and secrets that each declares.

#![allow(clippy::wildcard_enum_match_arm)] // enums of other crates, with few relevant variants

use std::collections::{BTreeMap, BTreeSet};

use parse_dockerfile::{Flag, Instruction};

/// A stage.
pub struct Stage {
    /// Its name.
    pub name: String,
    /// The stages and images that it is built on or copies files from.
    pub needs: Vec<String>,
    /// The arguments that it declares.
    pub args: BTreeSet<String>,
    /// The secrets that it mounts: each ID with its variable.
    pub secrets: BTreeMap<String, String>,
}

/// Parses the stages of `text`.
#[track_caller]
pub fn read(text: &str) -> Vec<Stage> {
    let file = parse_dockerfile::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut stages: Vec<Stage> = Vec::new();
    for instruction in &file.instructions {
        if let Instruction::From(from) = instruction {
            let (_, name) = from.as_.as_ref().expect("every stage has a name");
            stages.push(Stage {
                name: name.value.to_string(),
                needs: vec![from.image.value.to_string()],
                args: BTreeSet::new(),
                secrets: BTreeMap::new(),
            });
            continue;
        }
        let stage = stages.last_mut().expect("a stage comes first");
        match instruction {
            Instruction::Arg(arg) => {
                let name = arg.arguments.value.split('=').next().unwrap_or_default();
                stage.args.insert(name.trim().to_owned());
            }
            Instruction::Copy(copy) => stage.needs.extend(flags(&copy.options, "from")),
            Instruction::Run(run) => {
                for mount in flags(&run.options, "mount") {
                    let field = |key: &str| {
                        let fields = mount.split(',').filter_map(|field| field.split_once('='));
                        fields
                            .clone()
                            .find(|(name, _)| *name == key)
                            .map(|(_, value)| value.to_owned())
                    };
                    if field("type").as_deref() == Some("secret") {
                        let id = field("id").expect("a secret has an ID");
                        stage.secrets.insert(id, field("env").unwrap_or_default());
                    }
                }
            }
            _ => {}
        }
    }
    stages
}

/// The arguments and secrets of a build of `name`: those of the stage and of all stages that it needs.
pub fn collect_inputs(
    stages: &[Stage],
    name: &str,
) -> (BTreeSet<String>, BTreeMap<String, String>) {
    let (mut args, mut secrets) = (BTreeSet::new(), BTreeMap::new());
    let mut names = vec![name.to_owned()];
    while let Some(name) = names.pop() {
        for stage in stages.iter().filter(|stage| stage.name == name) {
            args.extend(stage.args.clone());
            secrets.extend(stage.secrets.clone());
            names.extend(stage.needs.clone());
        }
    }
    (args, secrets)
}

fn flags(options: &[Flag], name: &str) -> Vec<String> {
    let found = options.iter().filter(|flag| flag.name.value == name);
    found
        .filter_map(|flag| Some(flag.value.as_ref()?.value.to_string()))
        .collect()
}
