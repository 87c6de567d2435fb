//! The JSON Schema in editors: no errors in valid specs, and errors at the right places of broken ones.

use std::{fs, sync::LazyLock};

use jsonschema::Validator;
use serde_json::Value;
use toml::Table;
use tvgen::{handbook::schema::schema, rules};

use super::file::json;
use crate::{laws::files, support::spec};

#[test]
fn the_schema_is_valid_in_the_current_and_an_older_draft() {
    assert!(jsonschema::draft202012::meta::is_valid(&schema()));
    assert!(jsonschema::draft7::meta::is_valid(&schema()));
}

#[test]
fn every_spec_of_this_repository_is_valid() {
    for path in files("spec", "toml") {
        let text = fs::read_to_string(&path).expect("the spec exists");
        assert_eq!(validate(&text), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn every_spec_of_this_repository_is_valid_as_one_file() {
    for name in crate::support::spec_names() {
        let text = spec::to_toml(&spec::load(&name));
        assert_eq!(validate(&text), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_spec_with_a_base_may_omit_inherited_keys() {
    const FINE: &[&str] = &[
        "extends = \"../platform.toml\"",
        "extends = \"../platform.toml\"\n[service]\nname = \"hello\"",
        "extends = \"../platform.toml\"\n[base]\npackages = [\"...\", \"git\"]",
        "extends = \"../platform.toml\"\n[registries.ghcr]\nrepository = \"ghcr.io/acme/hello\"",
        "extends = \"../platform.toml\"\n[registries.hub]\nlogin = { username = \"NAME\" }",
        "extends = \"../platform.toml\"\n[environments.review]\nurl = \"https://{pr}.example.com\"",
        "extends = \"../platform.toml\"\n[deploy.modules]\nref = \"stable\"",
        "extends = \"../platform.toml\"\n[notify]\non = [\"...\", \"success\"]",
        "extends = \"../platform.toml\"\n[cache]\nbranches = [\"...\", \"staging\"]",
        "extends = \"../platform.toml\"\n[lints]\nallow = [\"...\"]",
        "extends = \"../platform.toml\"\n[stages.web]\ncopy = [\"...\"]\nwritable = [\"...\"]\ncommand = [\"...\"]",
        "extends = \"../platform.toml\"\n[stages.build]\nbuild_args = [\"...\"]\nrun = [\"...\"]",
        "extends = \"../platform.toml\"\n[hooks]\nsteps = [\"...\", { at = \"build.start\", run = \"x\" }]",
        "extends = \"../platform.toml\"\n[hooks.jobs.audit]\nsteps = [\"...\"]\nneeds = [\"...\"]\nafter = [\"...\"]",
        // A base spec does not name a service.
        "spec = 1\n[base]\nalpine = \"3.22\"\n[deploy]\ntool = \"terraform\"",
    ];
    for text in FINE {
        assert_eq!(validate(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn every_passing_example_of_a_rule_is_valid() {
    for entry in rules::ALL {
        let blocks = entry.documentation().passes.into_iter();
        for block in blocks.filter(|block| block.language == "toml") {
            // With `extends`, the schema allows that the example omits required keys.
            let text = if block.text.contains("extends =") {
                block.text
            } else {
                format!("extends = \"../platform.toml\"\n{}", block.text)
            };
            assert_eq!(validate(&text), Vec::<String>::new(), "{}", entry.name());
        }
    }
}

#[rustfmt::skip]
const BROKEN: &[(&str, &[&str])] = &[
    ("spec = 2", &["/spec const"]),
    ("spec = \"1\"", &["/spec const", "/spec type"]),
    ("requires = 1", &["/requires type"]),
    ("[servce]\nname = \"hello\"", &[" additionalProperties"]),
    ("[service]\nname = \"Hello\"", &[" required", " required", "/service/name pattern"]),
    ("[service]\nname = \"hello\"\nport = 0", &[" required", " required", "/service/port minimum"]),
    ("[service]\nname = \"hello\"\nport = 65536", &[" required", " required", "/service/port maximum"]),
    ("[service]\nname = \"hello\"\nport = \"3000\"", &[" required", " required", "/service/port type"]),
    ("spec = 1\n[service]\n[base]", &["/base required", "/service required"]),
    ("[base]\nruby = \"3.4\"", &["/base/ruby pattern"]),
    ("[base]\nupgrade = \"yes\"", &["/base/upgrade type"]),
    ("[base]\npackages = \"git\"", &["/base/packages type"]),
    ("[base]\npackages = [\"git>1 2\"]", &["/base/packages/0 pattern"]),
    ("[base]\npackages = [{ version = \">=1\" }]", &["/base/packages/0 required"]),
    ("extends = \"x\"\n[base]\npackages = [{ version = \">=1\" }]", &["/base/packages/0 required"]),
    ("[stages.Web]", &["/stages propertyNames"]),
    ("[stages.web]\nkind = \"bulider\"", &["/stages/web/kind oneOf"]),
    ("[stages.web]\ncopy = [{ from = \"x\" }]", &["/stages/web/copy/0 required"]),
    ("[stages.web]\nrun = { before_bundel = [] }", &["/stages/web/run additionalProperties"]),
    ("[stages.web]\nuser = \"app\"", &["/stages/web/user anyOf"]),
    ("[stages.web]\nuser = { name = \"app\", uid = 0 }", &["/stages/web/user anyOf"]),
    ("[stages.web]\nenv = { \"A-B\" = \"1\" }", &["/stages/web/env propertyNames"]),
    ("[stages.web]\nenv = { A = 1 }", &["/stages/web/env/A type"]),
    ("[bundle]\njobs = 65\nretry = -1", &["/bundle/jobs maximum", "/bundle/retry minimum"]),
    ("[bundle]\nexclude_by = \"flag\"", &["/bundle/exclude_by oneOf"]),
    ("[javascript]\nmanager = \"bun\"", &["/javascript/manager oneOf"]),
    ("[cache]\nbranches = [\"a\", \"a\"]", &["/cache/branches uniqueItems"]),
    ("[cache]\nrebuild = \"weekly\"", &["/cache/rebuild pattern"]),
    ("[tags]\nrelease = \"{shaa}\"", &["/tags/release pattern"]),
    ("[registries.ghcr]\nlogin = \"github\"", &["/registries/ghcr/login anyOf"]),
    ("[scan]\nseverity = \"moderate\"", &["/scan/severity oneOf"]),
    ("[environments.A-b]", &["/environments propertyNames"]),
    ("[environments.a]\non = \"pr\"", &["/environments/a/on oneOf"]),
    ("[notify]\non = []", &["/notify/on minItems"]),
    ("[notify]\non = [\"failed\"]", &["/notify/on/0 oneOf"]),
    ("[workflow]\ntimeout_minutes = 361", &["/workflow/timeout_minutes maximum"]),
    ("[[hooks.steps]]\nat = \"build.strt\"", &["/hooks/steps/0/at enum"]),
    ("[[hooks.steps]]\nrun = \"x\"", &["/hooks/steps/0 required"]),
    ("[[hooks.steps]]\nat = \"build.start\"\npermissions = { content = \"read\" }", &["/hooks/steps/0/permissions propertyNames"]),
    ("[hooks.jobs.audit]\nruns_on = \"x\"", &["/hooks/jobs/audit additionalProperties"]),
    ("[hooks.jobs.audit]\ntimeout-minutes = \"5\"", &["/hooks/jobs/audit/timeout-minutes pattern"]),
    ("[hooks.jobs.audit]\nsteps = [{ uss = \"x\" }]", &["/hooks/jobs/audit/steps/0 additionalProperties"]),
    ("[actions.checkout]", &["/actions propertyNames"]),
    ("[actions.\"a/b\"]\nsha = \"v1\"", &["/actions/a~1b/sha pattern"]),
    ("[outputs]\nworkflow = \"build.txt\"", &["/outputs/workflow pattern"]),
    ("[outputs]\ndocs = 0", &["/outputs/docs type"]),
    ("[lints]\nallow = [\"inexact-ruby\"]", &["/lints/allow/0 enum"]),
];

#[test]
fn a_broken_spec_is_flagged_at_the_right_place() {
    for (text, expected) in BROKEN {
        assert_eq!(validate(text), *expected, "{text}");
    }
}

/// Validators of the current and of an older draft.
static VALIDATORS: LazyLock<[Validator; 2]> = LazyLock::new(|| {
    let drafts = [
        jsonschema::draft202012::new(&schema()),
        jsonschema::draft7::new(&schema()),
    ];
    drafts.map(|validator| validator.expect("a valid schema"))
});

/// The place and the keyword of each error in the file `text`; asserts that both validators find the same errors.
fn validate(text: &str) -> Vec<String> {
    let file: Table = text.parse().expect("valid TOML");
    let file = json(&file);
    let errors = errors(&VALIDATORS[0], &file);
    assert_eq!(errors, self::errors(&VALIDATORS[1], &file), "{text}");
    errors
}

fn errors(validator: &Validator, file: &Value) -> Vec<String> {
    let errors = validator.iter_errors(file);
    let mut errors: Vec<String> = errors
        .map(|error| format!("{} {}", error.instance_path(), error.kind().keyword()))
        .collect();
    errors.sort();
    errors
}
