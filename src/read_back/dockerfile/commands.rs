//! The commands of a stage: those the plan has, and where they stand in what is run.

use crate::{
    lang::{
        Text,
        shell::{self, Command, Path, Shell},
    },
    plan::{
        builder::{Assets, Builder, Bundle},
        stages::{Body, Runtime, Stage},
    },
    source::Placed,
    spec::bundle::ExcludeBy,
};

/// The commands of `stage` that have a value of the plan in them, in order.
pub(super) fn planned(stage: &Stage) -> Vec<String> {
    let mut commands = Vec::new();
    if let Body::Runtime(runtime) = &stage.body
        && runtime.upgrade.value
    {
        commands.push("apk upgrade --no-cache".to_owned());
    }
    let mut packages: Vec<&str> = stage
        .packages
        .iter()
        .map(|package| package.word.value.as_str())
        .collect();
    if stage.timezone.is_some() && !packages.iter().any(|word| word.starts_with("tzdata")) {
        packages.push("tzdata");
        packages.sort_unstable();
    }
    if !packages.is_empty() {
        commands.push(format!("apk add --no-cache {}", words(&packages)));
    }
    if let Some(zone) = &stage.timezone {
        commands.push(format!("echo {} > /etc/timezone", word(&zone.value)));
    }
    match &stage.body {
        Body::Builder(body) => builder(body, &mut commands),
        Body::Plain { run, .. } => commands.extend(run.iter().map(term)),
        Body::Runtime(body) => runtime(body, &mut commands),
    }
    commands.iter().map(|command| flat(command)).collect()
}

/// What the stage runs for each of `commands`; for one that is missing, what begins with the same words.
pub(super) fn found(commands: &[String], scripts: &[String]) -> Vec<Vec<String>> {
    let mut rest = scripts;
    let mut from = 0;
    let mut found = Vec::new();
    for command in commands {
        let place = rest.iter().enumerate().find_map(|(number, script)| {
            let from = if number == 0 { from } else { 0 };
            place(script, command, from).map(|place| (number, place))
        });
        if let Some((number, place)) = place {
            rest = &rest[number..];
            from = place + command.len();
            found.push(vec![command.clone()]);
        } else {
            found.push(alike(command, scripts));
        }
    }
    found
}

/// What starts the service, as the words that Docker runs.
pub(super) fn start(body: &Runtime) -> Vec<String> {
    if let [only] = body.command.as_slice()
        && let Some(words) = only.value.words()
    {
        return words.to_vec();
    }
    let Some((last, earlier)) = body.command.split_last() else {
        return Vec::new();
    };
    let earlier = earlier.iter().map(|command| shell::term(&command.value));
    let terms: Vec<Text<Shell>> = earlier.chain([shell::exec(&last.value)]).collect();
    let terms: Vec<&str> = terms.iter().map(Text::as_str).collect();
    vec!["sh".to_owned(), "-c".to_owned(), terms.join(" && ")]
}

/// The command that compiles assets, with its variables.
pub(super) fn precompile(assets: &Assets) -> String {
    let variables: Vec<Text<Shell>> = assets
        .env
        .iter()
        .map(|variable| shell::assignment(&variable.name, &variable.value.value))
        .collect();
    flat(shell::with_variables(&variables, &assets.command.value).as_str())
}

/// `script` on one line, each run of blanks as one.
pub(super) fn flat(script: &str) -> String {
    let script = script.replace("\\\n", " ");
    let mut out = String::with_capacity(script.len());
    for c in script.chars() {
        if !matches!(c, ' ' | '\t' | '\n') {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.trim().to_owned()
}

fn builder(body: &Builder, commands: &mut Vec<String>) {
    commands.extend(body.before_bundle.iter().map(term));
    bundle(&body.bundle, commands);
    commands.extend(body.after_bundle.iter().map(term));
    if let Some(javascript) = &body.javascript {
        commands.extend(javascript.build.iter().map(term));
    }
    commands.extend(body.before_assets.iter().map(term));
    commands.extend(body.assets.iter().map(precompile));
    commands.extend(body.after_assets.iter().map(term));
    if !body.remove.is_empty() {
        commands.push(format!("rm -rf {}", paths(&body.remove)));
    }
    if body.strip_gems.value {
        commands.push("rm -rf /usr/local/bundle/cache".to_owned());
    }
}

fn bundle(bundle: &Bundle, commands: &mut Vec<String>) {
    if let Some(version) = &bundle.version {
        let gem = word(&format!("bundler:{}", version.value));
        commands.push(format!("gem install --no-document {gem}"));
    }
    let set =
        |key: &str, value: &str| format!("bundle config set --local {} {}", word(key), word(value));
    let settings = bundle.settings.iter();
    commands.extend(settings.map(|(key, value)| set(key, &value.value)));
    let groups: Vec<&str> = bundle
        .without
        .iter()
        .map(|group| group.value.as_str())
        .collect();
    let by_flags = bundle.exclude_by.value == ExcludeBy::Flags;
    if !groups.is_empty() && !by_flags {
        commands.push(set("without", &groups.join(" ")));
    }
    let (retry, jobs) = (bundle.retry.value, bundle.jobs.value);
    let counts = format!("--retry={retry} --jobs={jobs} --no-cache");
    commands.push(match (by_flags, groups.is_empty()) {
        (false, _) => format!("bundle install {counts}"),
        (true, true) => format!("bundle install --no-binstubs {counts}"),
        (true, false) => format!(
            "bundle install --no-binstubs {counts} --without {}",
            words(&groups)
        ),
    });
}

fn runtime(body: &Runtime, commands: &mut Vec<String>) {
    if let Some(user) = &body.user {
        let (name, group) = (word(&user.name), word(&user.group));
        commands.push(format!("addgroup -S -g {} {group}", user.gid));
        commands.push(format!("adduser -S -u {} -G {group} {name}", user.uid));
    }
    if body.writable.is_empty() {
        return;
    }
    commands.push(format!("mkdir -p {}", paths(&body.writable)));
    if let Some(user) = &body.user {
        let owner = word(&format!("{}:{}", user.name, user.group));
        commands.push(format!("chown -R {owner} {}", paths(&body.writable)));
    }
}

/// Where `command` stands in `script` at or after `from`, whole.
fn place(script: &str, command: &str, from: usize) -> Option<usize> {
    let places = script.get(from..)?.match_indices(command);
    let mut places = places.map(|(place, _)| place + from);
    places.find(|place| {
        let (before, after) = (&script[..*place], &script[place + command.len()..]);
        (before.is_empty() || before.ends_with("&& "))
            && (after.is_empty() || after.starts_with(" &&"))
    })
}

/// The commands of `scripts` that begin like `command`.
fn alike(command: &str, scripts: &[String]) -> Vec<String> {
    let begin = |command: &str| {
        let words: Vec<String> = command.split(' ').take(2).map(str::to_owned).collect();
        words
    };
    let all = scripts.iter().flat_map(|script| script.split(" && "));
    let alike = all.filter(|other| begin(other) == begin(command));
    alike
        .map(|other| {
            let place = if other == command {
                ", in another place"
            } else {
                ""
            };
            format!("{other}{place}")
        })
        .collect()
}

fn term(command: &Placed<Command>) -> String {
    flat(shell::term(&command.value).as_str())
}

fn word(text: &str) -> String {
    shell::word(text).as_str().to_owned()
}

fn words(texts: &[&str]) -> String {
    let words: Vec<String> = texts.iter().map(|text| word(text)).collect();
    words.join(" ")
}

fn paths(paths: &[Placed<Path>]) -> String {
    let paths: Vec<&str> = paths.iter().map(|path| path.value.as_str()).collect();
    paths.join(" ")
}
