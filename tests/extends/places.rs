//! Findings about a spec that builds on others point at the file that says it.

use tvgen::{
    at,
    place::Place,
    source::{
        File, Source,
        base::{Found, NoBase, Unread},
        path::tidy,
    },
};

use crate::support::{bases::on_bases, compile};

const PLATFORM: &str = "spec = 1\n[base]\nruby = \"3.4.7\"\npackages = [\"libpq\", \"tzdata\"]\n\
                        [registries.ghcr]\nrepository = \"ghcr.io/acme/hello\"\nlogin = \"github-token\"\n[lints]\n\
                        allow = [\"floating-alpine\", \"unscanned-image\"]\n";

const OWN: &str = "extends = \"platform.toml\"\n[service]\nname = \"hello\"\n[base]\npackages = [\"git\", \"...\", \"yarn\"]\n";

/// The file, the line and the text that `place` spans.
fn text(source: &Source, place: &Place) -> String {
    let span = source.span(place);
    let file = source.file(span);
    let (line, _) = file.position(span.start);
    format!("{}:{line} {}", file.name, &file.text[span.bytes()])
}

/// What is found in `own` on `bases`: the file, the line, the rule.
fn found(own: &str, bases: &[(&str, &str)]) -> Vec<String> {
    let source = on_bases(own, bases);
    let findings = compile(&source).findings;
    let messages = findings.iter().map(|finding| {
        let span = finding.at.span(&source);
        let file = source.file(span);
        assert!(file.text.get(span.bytes()).is_some(), "{finding:?}");
        assert!(finding.help.is_some(), "{finding:?}");
        format!(
            "{}:{} {}",
            file.name,
            file.position(span.start).0,
            finding.name
        )
    });
    messages.collect()
}

#[test]
fn an_inherited_value_lies_in_the_base() {
    let source = on_bases(OWN, &[("platform.toml", PLATFORM)]);
    let packages = at!("base", "packages");
    assert_eq!(text(&source, &packages.item(0)), "tvgen.toml:5 \"git\"");
    assert_eq!(
        text(&source, &packages.item(1)),
        "platform.toml:4 \"libpq\""
    );
    assert_eq!(
        text(&source, &packages.item(2)),
        "platform.toml:4 \"tzdata\""
    );
    assert_eq!(text(&source, &packages.item(3)), "tvgen.toml:5 \"yarn\"");
    assert_eq!(
        text(&source, &at!("base", "ruby")),
        "platform.toml:3 \"3.4.7\""
    );
    assert_eq!(text(&source, &at!("base")), "tvgen.toml:4 base");
    assert_eq!(
        text(&source, &at!("registries", "ghcr")),
        "platform.toml:5 ghcr"
    );
    assert_eq!(
        text(&source, &at!("service", "port")),
        "tvgen.toml:2 service"
    );
    assert_eq!(source.own.name, "tvgen.toml");
    assert_eq!(source.file_name(), "tvgen.toml");
}

#[test]
fn findings_come_file_by_file_each_where_it_is_said() {
    let platform = PLATFORM.replace("3.4.7", "3.4").replace("libpq", "LibPQ");
    let own = format!("{OWN}prt = 1\n[scan]\ntool = \"snik\"\n");
    assert_eq!(
        found(&own, &[("platform.toml", &platform)]),
        [
            "tvgen.toml:6 unknown-key",
            "tvgen.toml:8 unknown-value",
            "platform.toml:3 inexact-ruby",
            "platform.toml:4 malformed-package",
        ]
    );
}

#[test]
fn a_gap_among_inherited_items_moves_no_place() {
    let platform = PLATFORM.replace("\"libpq\", ", "7, \"Libpq\", ");
    let own = OWN.replace("\"git\"", "1, \"git\"").replace("yarn", "Yarn");
    assert_eq!(
        found(&own, &[("platform.toml", &platform)]),
        [
            "tvgen.toml:5 wrong-type",
            "tvgen.toml:5 malformed-package",
            "platform.toml:4 wrong-type",
            "platform.toml:4 malformed-package",
        ]
    );
    let source = on_bases(&own, &[("platform.toml", &platform)]);
    let spots: Vec<String> = compile(&source)
        .findings
        .iter()
        .map(|finding| {
            let span = finding.at.span(&source);
            source.file(span).text[span.bytes()].to_owned()
        })
        .collect();
    assert_eq!(spots, ["1", "\"Yarn\"", "7", "\"Libpq\""]);
}

#[test]
fn a_base_that_is_not_toml_is_named() {
    let platform = format!("{PLATFORM}[scan\n");
    assert_eq!(
        found(OWN, &[("platform.toml", &platform)]),
        ["platform.toml:10 syntax-error"]
    );
}

#[test]
fn a_key_that_the_base_has_is_not_missing() {
    assert_eq!(found(OWN, &[("platform.toml", PLATFORM)]), [""; 0]);
}

#[test]
fn a_key_that_nobody_has_is_missing_in_the_spec() {
    let platform = PLATFORM
        .replace("ruby = \"3.4.7\"\n", "")
        .replace("login = \"github-token\"\n", "");
    assert_eq!(
        found(OWN, &[("platform.toml", &platform)]),
        ["tvgen.toml:1 missing-key", "tvgen.toml:4 missing-key"]
    );
}

#[test]
fn a_key_of_an_inherited_item_is_missing_there() {
    let platform = PLATFORM.replace("\"tzdata\"", "{ version = \"=1.0\" }");
    assert_eq!(
        found(OWN, &[("platform.toml", &platform)]),
        ["platform.toml:4 missing-key"]
    );
}

#[test]
fn a_base_of_the_base_that_is_missing_is_told_where_it_is_named_and_hides_nothing_else() {
    let platform = format!(
        "extends = \"ralis.toml\"\n{}",
        PLATFORM.replace("ruby =", "rubi =")
    );
    let own = format!("{OWN}[scan]\ntool = \"snik\"\n[stages.docs]\nfrom = \"rails\"\n");
    assert_eq!(
        found(&own, &[("platform.toml", &platform), ("rails.toml", "")]),
        [
            "tvgen.toml:7 unknown-value",
            "platform.toml:1 unknown-base-spec",
            "platform.toml:4 unknown-key",
        ]
    );
}

#[test]
fn a_base_that_is_no_string_is_told_once() {
    let own = OWN.replace("\"platform.toml\"", "7");
    assert_eq!(found(&own, &[]), ["tvgen.toml:1 wrong-type"]);
    let platform = format!("extends = [\"rails.toml\"]\n{PLATFORM}");
    assert_eq!(
        found(OWN, &[("platform.toml", &platform)]),
        ["platform.toml:1 wrong-type"]
    );
}

#[test]
fn a_spread_that_stands_for_nothing_is_told_in_its_file() {
    let platform = PLATFORM.replace("\"libpq\"", "\"...\", \"libpq\"");
    let own = format!("{OWN}[ignore]\npaths = [\"...\", \"spec\"]\n");
    assert_eq!(
        found(&own, &[("platform.toml", &platform)]),
        [
            "tvgen.toml:7 spread-without-base",
            "platform.toml:4 spread-without-base"
        ]
    );
}

/// A reader of files that build on the next each, without an end.
fn endless(path: &str) -> Result<Found, Unread> {
    let number: usize = path.parse().map_err(|_| Unread::default())?;
    Ok(Found {
        file: File {
            name: path.to_owned(),
            text: format!("extends = \"{}\"\na = [\"...\", \"...\"]\n", number + 1),
        },
        id: path.to_owned(),
    })
}

#[test]
fn a_chain_without_an_end_ends() {
    let source = Source::load(endless("0").expect("it is there"), endless);
    let baseless = source.baseless.as_ref().expect("it was cut");
    assert!(matches!(baseless.why, NoBase::TooLong));
    assert_eq!(source.bases.len(), 50);
    let messages: Vec<String> = compile(&source)
        .findings
        .into_iter()
        .map(|finding| finding.message)
        .collect();
    assert_eq!(
        messages,
        [
            "there is no key `a`",
            "more than 50 files lie below this spec"
        ]
    );
}

#[test]
fn items_that_double_in_every_file_are_bounded() {
    let source = Source::load(endless("0").expect("it is there"), |path| {
        let mut found = endless(path)?;
        if path == "40" {
            found.file.text = "a = [1]\n".to_owned();
        }
        Ok(found)
    });
    assert_eq!(source.bases.len(), 40);
    let most = source
        .lost_spreads
        .iter()
        .filter_map(|spread| spread.items)
        .min();
    assert_eq!(most, Some(16384));
    assert!(source.span(&at!("a").item(8191)) != source.span(&at!("a")));
}

#[test]
fn a_path_is_told_without_the_steps_that_lead_back() {
    for (long, short) in [
        ("platform.toml", "platform.toml"),
        ("service/../platform.toml", "platform.toml"),
        ("a/b/../../../c/./d.toml", "../c/d.toml"),
        ("../../x.toml", "../../x.toml"),
        ("./a//b.toml", "a/b.toml"),
        ("/a/../../b.toml", "/b.toml"),
    ] {
        assert_eq!(tidy(long), short, "{long}");
    }
}
