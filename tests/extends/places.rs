//! Findings in a spec with base specs are located in the file that sets the value.

use tvgen::{
    place,
    place::Place,
    source::{
        File, Source,
        base::{ExtendsError, LoadedFile, MissingBaseReason},
        path::normalize,
    },
};

use crate::support::{bases::load_with_bases, compile};

const PLATFORM: &str = "spec = 1\n[base]\nruby = \"3.4.7\"\npackages = [\"libpq\", \"tzdata\"]\n\
                        [registries.ghcr]\nrepository = \"ghcr.io/acme/hello\"\nlogin = \"github-token\"\n[lints]\n\
                        allow = [\"floating-alpine\", \"unscanned-image\"]\n";

const OWN: &str = "extends = \"platform.toml\"\n[service]\nname = \"hello\"\n[base]\npackages = [\"git\", \"...\", \"yarn\"]\n";

/// The file, line and text of `place`.
fn locate(source: &Source, place: &Place) -> String {
    let span = source.span(place);
    let file = source.file(span);
    let (line, _) = file.position(span.start);
    format!("{}:{line} {}", file.name, &file.text[span.bytes()])
}

/// The findings in `own` and `bases`: file, line and rule.
fn findings(own: &str, bases: &[(&str, &str)]) -> Vec<String> {
    let source = load_with_bases(own, bases);
    let findings = compile(&source).findings;
    let messages = findings.iter().map(|finding| {
        let span = finding.location.span(&source);
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
fn an_inherited_value_is_located_in_the_base() {
    let source = load_with_bases(OWN, &[("platform.toml", PLATFORM)]);
    let packages = place!("base", "packages");
    assert_eq!(locate(&source, &packages.item(0)), "tvgen.toml:5 \"git\"");
    assert_eq!(
        locate(&source, &packages.item(1)),
        "platform.toml:4 \"libpq\""
    );
    assert_eq!(
        locate(&source, &packages.item(2)),
        "platform.toml:4 \"tzdata\""
    );
    assert_eq!(locate(&source, &packages.item(3)), "tvgen.toml:5 \"yarn\"");
    assert_eq!(
        locate(&source, &place!("base", "ruby")),
        "platform.toml:3 \"3.4.7\""
    );
    assert_eq!(locate(&source, &place!("base")), "tvgen.toml:4 base");
    assert_eq!(
        locate(&source, &place!("registries", "ghcr")),
        "platform.toml:5 ghcr"
    );
    assert_eq!(
        locate(&source, &place!("service", "port")),
        "tvgen.toml:2 service"
    );
    assert_eq!(source.own.name, "tvgen.toml");
    assert_eq!(source.file_name(), "tvgen.toml");
}

#[test]
fn findings_are_sorted_by_file_and_located_where_the_value_is_set() {
    let platform = PLATFORM.replace("3.4.7", "3.4").replace("libpq", "LibPQ");
    let own = format!("{OWN}prt = 1\n[scan]\ntool = \"snik\"\n");
    assert_eq!(
        findings(&own, &[("platform.toml", &platform)]),
        [
            "tvgen.toml:6 unknown-key",
            "tvgen.toml:8 unknown-value",
            "platform.toml:3 inexact-ruby",
            "platform.toml:4 malformed-package",
        ]
    );
}

#[test]
fn an_invalid_inherited_item_does_not_shift_the_others() {
    let platform = PLATFORM.replace("\"libpq\", ", "7, \"Libpq\", ");
    let own = OWN.replace("\"git\"", "1, \"git\"").replace("yarn", "Yarn");
    assert_eq!(
        findings(&own, &[("platform.toml", &platform)]),
        [
            "tvgen.toml:5 wrong-type",
            "tvgen.toml:5 malformed-package",
            "platform.toml:4 wrong-type",
            "platform.toml:4 malformed-package",
        ]
    );
    let source = load_with_bases(&own, &[("platform.toml", &platform)]);
    let texts: Vec<String> = compile(&source)
        .findings
        .iter()
        .map(|finding| {
            let span = finding.location.span(&source);
            source.file(span).text[span.bytes()].to_owned()
        })
        .collect();
    assert_eq!(texts, ["1", "\"Yarn\"", "7", "\"Libpq\""]);
}

#[test]
fn a_syntax_error_in_the_base_is_located_there() {
    let platform = format!("{PLATFORM}[scan\n");
    assert_eq!(
        findings(OWN, &[("platform.toml", &platform)]),
        ["platform.toml:10 syntax-error"]
    );
}

#[test]
fn a_key_that_the_base_has_is_not_missing() {
    assert_eq!(findings(OWN, &[("platform.toml", PLATFORM)]), [""; 0]);
}

#[test]
fn a_key_that_no_file_has_is_missing_in_the_spec() {
    let platform = PLATFORM
        .replace("ruby = \"3.4.7\"\n", "")
        .replace("login = \"github-token\"\n", "");
    assert_eq!(
        findings(OWN, &[("platform.toml", &platform)]),
        ["tvgen.toml:1 missing-key", "tvgen.toml:4 missing-key"]
    );
}

#[test]
fn a_key_of_an_inherited_item_is_missing_there() {
    let platform = PLATFORM.replace("\"tzdata\"", "{ version = \"=1.0\" }");
    assert_eq!(
        findings(OWN, &[("platform.toml", &platform)]),
        ["platform.toml:4 missing-key"]
    );
}

#[test]
fn a_missing_base_of_the_base_is_reported_where_it_is_named_and_hides_no_other_finding() {
    let platform = format!(
        "extends = \"ralis.toml\"\n{}",
        PLATFORM.replace("ruby =", "rubi =")
    );
    let own = format!("{OWN}[scan]\ntool = \"snik\"\n[stages.docs]\nfrom = \"rails\"\n");
    assert_eq!(
        findings(&own, &[("platform.toml", &platform), ("rails.toml", "")]),
        [
            "tvgen.toml:7 unknown-value",
            "platform.toml:1 unknown-base-spec",
            "platform.toml:4 unknown-key",
        ]
    );
}

#[test]
fn an_extends_that_is_not_a_string_is_reported_once() {
    let own = OWN.replace("\"platform.toml\"", "7");
    assert_eq!(findings(&own, &[]), ["tvgen.toml:1 wrong-type"]);
    let platform = format!("extends = [\"rails.toml\"]\n{PLATFORM}");
    assert_eq!(
        findings(OWN, &[("platform.toml", &platform)]),
        ["platform.toml:1 wrong-type"]
    );
}

#[test]
fn a_spread_without_a_base_is_reported_in_its_file() {
    let platform = PLATFORM.replace("\"libpq\"", "\"...\", \"libpq\"");
    let own = format!("{OWN}[ignore]\npaths = [\"...\", \"spec\"]\n");
    assert_eq!(
        findings(&own, &[("platform.toml", &platform)]),
        [
            "tvgen.toml:7 spread-without-base",
            "platform.toml:4 spread-without-base"
        ]
    );
}

/// Loads files that each extend the next one, without end.
fn load_endless(path: &str) -> Result<LoadedFile, ExtendsError> {
    let number: usize = path.parse().map_err(|_| ExtendsError::default())?;
    Ok(LoadedFile {
        file: File {
            name: path.to_owned(),
            text: format!("extends = \"{}\"\na = [\"...\", \"...\"]\n", number + 1),
        },
        id: path.to_owned(),
    })
}

#[test]
fn an_endless_chain_of_bases_is_cut_off() {
    let source = Source::load(load_endless("0").expect("the first file"), load_endless);
    let missing = source.missing_base.as_ref().expect("the chain is cut off");
    assert!(matches!(missing.reason, MissingBaseReason::TooManyBases));
    assert_eq!(source.bases.len(), 50);
    let messages: Vec<String> = compile(&source)
        .findings
        .into_iter()
        .map(|finding| finding.message)
        .collect();
    assert_eq!(messages, ["unknown key `a`", "more than 50 base specs"]);
}

#[test]
fn items_that_double_in_every_file_are_bounded() {
    let source = Source::load(load_endless("0").expect("the first file"), |path| {
        let mut found = load_endless(path)?;
        if path == "40" {
            found.file.text = "a = [1]\n".to_owned();
        }
        Ok(found)
    });
    assert_eq!(source.bases.len(), 40);
    let most = source
        .unresolved_spreads
        .iter()
        .filter_map(|spread| spread.items)
        .min();
    assert_eq!(most, Some(16384));
    assert!(source.span(&place!("a").item(8191)) != source.span(&place!("a")));
}

#[test]
fn a_path_is_shown_without_redundant_steps() {
    for (long, short) in [
        ("platform.toml", "platform.toml"),
        ("service/../platform.toml", "platform.toml"),
        ("a/b/../../../c/./d.toml", "../c/d.toml"),
        ("../../x.toml", "../../x.toml"),
        ("./a//b.toml", "a/b.toml"),
        ("/a/../../b.toml", "/b.toml"),
    ] {
        assert_eq!(normalize(long), short, "{long}");
    }
}
