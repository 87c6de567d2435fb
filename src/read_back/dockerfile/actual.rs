//! The instructions that a parser finds in the Dockerfile.

use parse_dockerfile::{Command, Flag, HealthcheckArguments, Instruction, Source};

/// The stages of the Dockerfile `text`: their names, and their instructions as keywords and arguments.
pub(super) fn stages(text: &str) -> Result<Vec<(String, Vec<String>)>, String> {
    let file = parse_dockerfile::parse(text).map_err(|error| error.to_string())?;
    let mut stages: Vec<(String, Vec<String>)> = Vec::new();
    for instruction in &file.instructions {
        if let Instruction::From(from) = instruction {
            let name = from.as_.as_ref().map(|(_, name)| name.value.to_string());
            stages.push((name.unwrap_or_default(), Vec::new()));
        }
        let stage = stages.last_mut().ok_or("an instruction before `FROM`")?;
        stage.1.extend(describe(text, instruction)?);
    }
    Ok(stages)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser's enums may grow; the plan has nothing else"
)]
fn describe(text: &str, instruction: &Instruction) -> Result<Vec<String>, String> {
    Ok(vec![match instruction {
        Instruction::From(from) => {
            let name = from
                .as_
                .iter()
                .map(|(_, name)| format!("AS {}", name.value));
            let image = [from.image.value.to_string()];
            with_flags("FROM", &from.options, image.into_iter().chain(name))
        }
        Instruction::Copy(copy) => {
            let paths = copy.src.iter().map(source).chain([&*copy.dest.value]);
            with_flags("COPY", &copy.options, paths.map(str::to_owned))
        }
        Instruction::Arg(arg) => format!("ARG {}", arg.arguments.value),
        Instruction::Env(env) => {
            format!("ENV {}", decode_variable(&text[env.arguments.span.clone()]))
        }
        Instruction::Workdir(workdir) => format!("WORKDIR {}", workdir.arguments.value),
        Instruction::User(user) => format!("USER {}", user.arguments.value),
        Instruction::Expose(expose) => {
            let ports = expose.arguments.iter().map(|port| port.value.to_string());
            with_flags("EXPOSE", &[], ports)
        }
        Instruction::Shell(shell) => {
            let words: Vec<&str> = shell.arguments.iter().map(|word| &*word.value).collect();
            format!("SHELL {words:?}")
        }
        Instruction::Healthcheck(check) => {
            let command = match &check.arguments {
                HealthcheckArguments::Cmd { arguments, .. } => {
                    format!("CMD {:?}", decode_command(text, arguments)?)
                }
                _ => "NONE".to_owned(),
            };
            with_flags("HEALTHCHECK", &check.options, [command])
        }
        Instruction::Cmd(cmd) => format!("CMD {:?}", decode_command(text, &cmd.arguments)?),
        Instruction::Run(run) => {
            let Command::Shell(script) = &run.arguments else {
                return Err("a `RUN` without a shell".to_owned());
            };
            let lines = script.value.lines().map(|line| {
                let line = line.trim_start();
                line.strip_suffix('\\').unwrap_or(line).trim_end()
            });
            let script = lines.collect::<Vec<_>>().join(" ");
            let options: Vec<String> = run.options.iter().map(describe_flag).collect();
            return Ok(super::describe_run(&options, &script));
        }
        _ => "an instruction that the plan never has".to_owned(),
    }])
}

/// `keyword` with its flags and arguments, on one line.
fn with_flags(
    keyword: &str,
    options: &[Flag],
    arguments: impl IntoIterator<Item = String>,
) -> String {
    let flags = options.iter().map(describe_flag);
    let words = std::iter::once(keyword.to_owned()).chain(flags);
    words.chain(arguments).collect::<Vec<_>>().join(" ")
}

fn source<'a>(source: &'a Source) -> &'a str {
    if let Source::Path(path) = source {
        &path.value
    } else {
        "a document"
    }
}

fn describe_flag(flag: &Flag) -> String {
    let value = flag.value.as_ref().map_or("", |value| &value.value);
    format!("--{}={value}", flag.name.value)
}

/// The words of a command that no shell reads.
fn decode_command(text: &str, command: &Command) -> Result<Vec<String>, String> {
    match command {
        Command::Exec(words) => {
            serde_json::from_str(&text[words.span.clone()]).map_err(|error| error.to_string())
        }
        Command::Shell(script) => Ok(vec![script.value.to_owned()]),
        _ => Err("a command of an unknown form".to_owned()),
    }
}

/// Decodes `NAME=value` of an `ENV`. An unquoted blank becomes a newline, `$NAME` becomes `${NAME}`.
fn decode_variable(arguments: &str) -> String {
    let mut out = String::new();
    let mut quoted = false;
    let mut rest = arguments.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => quoted = !quoted,
            // The next variable of the same instruction.
            ' ' if !quoted => out.push('\n'),
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
