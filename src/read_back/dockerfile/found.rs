//! What a parser finds in the Dockerfile.

use parse_dockerfile::{Command, Flag, HealthcheckArguments, Instruction, Source};

use super::{super::Facts, commands::flat};

/// A stage as the parser finds it.
#[derive(Default)]
pub(super) struct Stage {
    pub(super) name: String,
    from: String,
    /// What is said of it, in pairs of the thing and a word.
    said: Vec<(&'static str, String)>,
    /// The scripts that it runs.
    pub(super) scripts: Vec<String>,
}

/// The stages of the Dockerfile `text`.
pub(super) fn stages(text: &str) -> Result<Vec<Stage>, String> {
    let file = parse_dockerfile::parse(text).map_err(|error| error.to_string())?;
    let mut stages: Vec<Stage> = Vec::new();
    for instruction in &file.instructions {
        if let Instruction::From(from) = instruction {
            let name = from.as_.as_ref().map(|(_, name)| name.value.to_string());
            stages.push(Stage {
                name: name.unwrap_or_default(),
                from: from.image.value.to_string(),
                ..Stage::default()
            });
            continue;
        }
        let stage = stages.last_mut().ok_or("an instruction before `FROM`")?;
        stage.read(text, instruction)?;
    }
    Ok(stages)
}

impl Stage {
    /// Says what it has.
    pub(super) fn say(&self, facts: &mut Facts) {
        facts.word("the stages", format!("{} from {}", self.name, self.from));
        for (what, word) in &self.said {
            facts.word(format!("{what} of stage {}", self.name), word);
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the parser's enums may grow; the plan has nothing else"
    )]
    fn read(&mut self, text: &str, instruction: &Instruction) -> Result<(), String> {
        match instruction {
            Instruction::Copy(copy) => {
                let sources: Vec<&str> = copy.src.iter().map(source).collect();
                let from = value(&copy.options, "from").unwrap_or("the context");
                let words = format!("{} from {from} to {}", sources.join(" "), copy.dest.value);
                self.word("the copies", words);
            }
            Instruction::Arg(arg) => self.word("the arguments", arg.arguments.value.as_ref()),
            Instruction::Env(env) => {
                let word = variable(&text[env.arguments.span.clone()]);
                self.word("the variables", word);
            }
            Instruction::Workdir(workdir) => {
                self.word("the working directory", workdir.arguments.value.as_ref());
            }
            Instruction::User(user) => self.word("the user", user.arguments.value.as_ref()),
            Instruction::Expose(expose) => {
                for port in &expose.arguments {
                    self.word("the ports", port.value.as_ref());
                }
            }
            Instruction::Shell(shell) => {
                for word in &shell.arguments {
                    self.word("the shell", word.value.as_ref());
                }
            }
            Instruction::Healthcheck(check) => {
                let url = match &check.arguments {
                    HealthcheckArguments::Cmd { arguments, .. } => words(text, arguments)?.pop(),
                    _ => None,
                };
                self.word("the health check", url.unwrap_or_else(|| "none".to_owned()));
            }
            Instruction::Cmd(command) => {
                for word in words(text, &command.arguments)? {
                    self.word("the command", word);
                }
            }
            Instruction::Run(run) => {
                let script = match &run.arguments {
                    Command::Shell(script) => flat(script.value),
                    _ => return Err("a `RUN` without a shell".to_owned()),
                };
                for option in &run.options {
                    let value = option.value.as_ref().map_or("", |value| &value.value);
                    self.word("the secrets", format!("{value} for {script}"));
                }
                self.scripts.push(script);
            }
            _ => self.word("what nobody planned", "an instruction"),
        }
        Ok(())
    }

    fn word(&mut self, what: &'static str, word: impl Into<String>) {
        self.said.push((what, word.into()));
    }
}

fn source<'a>(source: &'a Source) -> &'a str {
    if let Source::Path(path) = source {
        &path.value
    } else {
        "a document"
    }
}

fn value<'a>(options: &'a [Flag], name: &str) -> Option<&'a str> {
    let option = options.iter().find(|option| option.name.value == name)?;
    option.value.as_ref().map(|value| value.value.as_ref())
}

/// The words of a command that no shell reads.
fn words(text: &str, command: &Command) -> Result<Vec<String>, String> {
    match command {
        Command::Exec(words) => {
            serde_json::from_str(&text[words.span.clone()]).map_err(|error| error.to_string())
        }
        Command::Shell(script) => Ok(vec![script.value.to_owned()]),
        _ => Err("a command of an unknown form".to_owned()),
    }
}

/// `NAME=value` of an `ENV`: quotes read, `$NAME` written as `${NAME}`.
fn variable(arguments: &str) -> String {
    let mut out = String::new();
    let mut quoted = false;
    let mut rest = arguments.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => quoted = !quoted,
            '\\' => match rest.next() {
                Some(c @ ('"' | '$' | '\\')) => out.push(c),
                Some(c) if quoted => out.extend(['\\', c]),
                other => out.extend(other),
            },
            '$' => {
                let is_name = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
                let name: String = std::iter::from_fn(|| rest.next_if(is_name)).collect();
                out.extend(["${", &name, "}"]);
            }
            c => out.push(c),
        }
    }
    out
}
