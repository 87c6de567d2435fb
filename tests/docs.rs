//! The documentation page describes everything in the pipeline, and only that.

mod failures;
mod layout;
mod schedule;

use tvgen::{
    artifact::{Header, VERSION, read_header},
    hash::sha256,
    lang::{Comment, Text, markdown, mermaid},
    source::Source,
};

use crate::{
    hostile::VALUES,
    support::{compile_spec, find_artifact, markdown::read, plan_spec, read_spec, spec_names},
};

/// The page of `spec`.
#[track_caller]
fn page(spec: &str) -> String {
    let outcome = crate::support::compile(&Source::new("tvgen.toml", spec.to_owned()));
    assert!(!outcome.has_errors(), "{:?}", outcome.findings);
    find_artifact(&outcome.artifacts, "docs").text.clone()
}

/// The page of the spec `spec/NAME.toml`.
fn page_of(name: &str) -> String {
    let artifacts = compile_spec(name).1.artifacts;
    find_artifact(&artifacts, "docs").text.clone()
}

#[test]
fn every_name_of_the_spec_is_on_its_page() {
    for name in [
        "teaching-vacancies-2020",
        "three-stages",
        "teaching-vacancies",
        "everything",
    ] {
        let spec = crate::support::spec::load(name);
        let page = page_of(name);
        for table in ["stages", "registries", "environments"] {
            for key in spec
                .get(table)
                .and_then(toml::Value::as_table)
                .into_iter()
                .flat_map(toml::Table::keys)
            {
                assert!(page.contains(&format!("`{key}`")), "{name}: {table}.{key}");
            }
        }
    }
}

#[test]
fn every_secret_that_a_workflow_reads_is_in_the_list_of_secrets() {
    for name in spec_names() {
        let artifacts = compile_spec(&name).1.artifacts;
        let page = &find_artifact(&artifacts, "docs").text;
        let (_, section) = page
            .split_once("\n## Secrets and variables\n")
            .expect("the page has the section");
        let ends = ["\n## ", "\n### ", "\nThese variables"];
        let end = ends.iter().filter_map(|end| section.find(end)).min();
        let items = section[..end.unwrap_or(section.len())].lines();
        let items = items.filter_map(|line| line.strip_prefix("- `")?.split_once("`: "));
        let listed: Vec<String> = items.map(|(name, _)| name.to_owned()).collect();
        let mut wanted = Vec::new();
        for workflow in artifacts
            .iter()
            .filter(|artifact| artifact.path.contains("workflows/"))
        {
            for after in workflow.text.split("secrets.").skip(1) {
                let inside = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
                wanted.push(after.chars().take_while(inside).collect::<String>());
            }
        }
        wanted.retain(|secret| secret != "GITHUB_TOKEN");
        for secret in &wanted {
            assert!(
                listed.contains(secret),
                "{name}: {secret} is not in {listed:?}"
            );
        }
        for secret in listed {
            assert!(
                wanted.contains(&secret),
                "{name}: no workflow reads {secret}"
            );
        }
    }
}

#[test]
fn every_instruction_of_the_dockerfile_is_on_the_page() {
    for name in spec_names() {
        let artifacts = compile_spec(&name).1.artifacts;
        let page = read(&find_artifact(&artifacts, "docs").text);
        let shown: Vec<&str> = page
            .blocks
            .iter()
            .filter(|(language, _)| language == "dockerfile")
            .flat_map(|(_, text)| text.lines())
            .filter(|line| !line.is_empty())
            .collect();
        let written: Vec<&str> = find_artifact(&artifacts, "dockerfile")
            .text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with("# "))
            .collect();
        let instructions: Vec<&str> = shown
            .into_iter()
            .filter(|line| !line.starts_with("# "))
            .collect();
        assert_eq!(instructions, written, "{name}");
    }
}

#[test]
fn every_job_of_a_workflow_is_in_its_diagram_or_chain() {
    for name in spec_names() {
        let artifacts = compile_spec(&name).1.artifacts;
        let page = read(&find_artifact(&artifacts, "docs").text);
        let diagrams: Vec<&String> = page
            .blocks
            .iter()
            .filter(|(language, _)| language == "mermaid")
            .map(|(_, text)| text)
            .collect();
        let workflows = artifacts
            .iter()
            .filter(|artifact| artifact.path.contains("workflows/"));
        let mut diagrams = diagrams.into_iter();
        for workflow in workflows {
            let read: serde_yaml::Value = serde_yaml::from_str(&workflow.text).expect("YAML");
            let jobs = read["jobs"].as_mapping().expect("a workflow has jobs");
            let ids: Vec<&str> = jobs.keys().filter_map(serde_yaml::Value::as_str).collect();
            let start = if ids.len() == 1 {
                "Its only job is"
            } else {
                "Its jobs run one after the other:"
            };
            let chain = format!("{start} {}.", ids.join(", "));
            if page.text.contains(&chain) {
                continue;
            }
            let diagram = diagrams.next().expect("a workflow has a diagram");
            for id in ids {
                let node = format!("job_{}[", id.replace('-', "."));
                assert!(
                    diagram.contains(&node),
                    "{}: no {id} in {diagram}",
                    workflow.path
                );
            }
            let nodes = diagram
                .lines()
                .filter(|line| line.starts_with("    job_") && line.contains("[\""));
            assert_eq!(nodes.count(), jobs.len(), "{diagram}");
        }
    }
}

#[test]
fn the_page_of_a_service_that_is_not_deployed_does_not_mention_deployment() {
    let page = page(&read_spec("minimal"));
    for word in [
        "Terraform",
        "Azure",
        "smoke",
        "review app",
        "GitHub environment",
        "CONFIRM_PRODUCTION",
        "## Environments",
        "JavaScript",
        "Snyk",
        "Trivy",
        "Slack",
        "build secret",
    ] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.contains("Images are not scanned"), "{page}");
}

#[test]
fn the_page_describes_where_caches_are_stored() {
    let says = |mode: &str, sentence: &str| {
        let page = page(
            &(read_spec("minimal")
                + &format!(
                    "\n[cache]\nmode = \"{mode}\"\n[lints]\nallow = [\"local-build-without-cache\"]\n"
                )),
        );
        assert!(page.contains(sentence), "{mode}: {page}");
        page.contains("reads these tags in order")
    };
    assert!(says("inline", "`BUILDKIT_INLINE_CACHE`"));
    assert!(says(
        "registry",
        "is in the registry under the stage's moving tag"
    ));
    assert!(!says("gha", "GitHub stores the layers of every stage"));
    assert!(!says("none", "The spec turns caches off"));
}

#[test]
fn a_page_without_a_deployment_job_lists_no_deployment_steps_or_secrets() {
    let spec = read_spec("minimal")
        + "
[environments.staging]
on = \"manual\"
[deploy]
version = \"1.14.5\"
[[hooks.steps]]
at = \"deploy.start\"
name = \"Unlock\"
run = \"bin/unlock\"
env = { KEY = \"${{ secrets.UNLOCK_KEY }}\" }
[outputs]
manual_deploy = ";
    let with = page(&(spec.clone() + "\".github/workflows/by_hand.yml\"\n"));
    let without = page(&(spec + "false\n"));
    let sentence = "A deployment tells Terraform which image to run. Terraform updates Kubernetes on Azure AKS, \
                    which starts the new containers.";
    assert!(
        without.contains(&format!("{sentence}\n\n### Terraform\n")),
        "{without}"
    );
    for word in [
        "`deploy_ENVIRONMENT`",
        "Unlock",
        "UNLOCK_KEY",
        "Logs in to Azure",
    ] {
        assert!(with.contains(word), "{word}: {with}");
        assert!(!without.contains(word), "{word}: {without}");
    }
}

#[test]
fn the_page_says_whether_the_service_runs_as_root() {
    let root = read_spec("minimal") + "\n[stages.production]\nuser = \"root\"\n";
    assert!(page(&root).contains("The service runs as root"));
    assert!(!page(&read_spec("minimal")).contains("runs as root"));
}

#[test]
fn the_tags_of_branches_on_the_page_match_the_planner() {
    let page = read(&page_of("minimal"));
    let names = plan_spec("minimal").tags.branches;
    let table = page
        .tables
        .iter()
        .find(|table| table[0][0] == "Branch")
        .expect("the page has the table");
    assert_eq!(table.last().expect("the table has rows")[0], "builder-main");
    for row in &table[1..] {
        assert_eq!(row[1], names.tag_name(&row[0]), "{row:?}");
    }
}

#[test]
fn every_table_has_cells_for_all_its_columns() {
    for name in spec_names() {
        for line in page_of(&name).lines().filter(|line| line.starts_with("| ")) {
            assert!(line.ends_with(" |"), "{name}: {line}");
        }
        for table in read(&page_of(&name)).tables {
            assert!(
                table.iter().all(|row| row.len() == table[0].len()),
                "{name}: {table:?}"
            );
        }
    }
}

#[test]
fn the_header_is_a_comment_that_parses_back() {
    let text = page_of("minimal");
    assert!(text.starts_with("<!-- Generated by tvgen "));
    let body: String = text.split_inclusive('\n').skip(3).collect();
    let checksum = format!("sha256:{}", sha256(&body));
    let header = Header {
        version: VERSION,
        spec: "minimal.toml",
        path: "documentation/docker.md",
        checksum: &checksum,
        intact: true,
    };
    assert_eq!(read_header(&text), Some(header.clone()));
    assert_eq!(read_header(&text.replace('\n', "\r\n")), Some(header));
    let edited = text.replace("This page explains", "Hello:");
    assert_eq!(
        read_header(&edited).map(|header| header.intact),
        Some(false)
    );
    let hostile = tvgen::artifact::header(Comment::Markup, "a--><b>.toml", "c--><d>.md", "x\n");
    assert_eq!(read(&hostile).foreign, [""; 0]);
    assert!(read_header(&(hostile + "x\n")).is_some_and(|header| header.intact));
}

#[test]
fn each_value_round_trips_through_markdown() {
    for value in VALUES
        .iter()
        .filter(|value| !value.contains(['\0', '\n', '\r']))
    {
        let inline = markdown::inline(value);
        let page = read(&format!(
            "# T {}!\n\nA {0} b\n\n{0}\n\n- {0}\n",
            inline.as_str()
        ));
        assert_eq!(page.headings, [(1, format!("T {value}!"))], "{value:?}");
        assert!(
            page.text.ends_with(&format!("A {value} b{value}{value}")),
            "{value:?}: {:?}",
            page.text
        );
        assert_eq!(
            (page.foreign.len(), page.links.len(), page.blocks.len()),
            (0, 0, 0),
            "{value:?}: {page:?}"
        );

        let cells = [
            markdown::inline(value),
            markdown::cell(value),
            markdown::url(value),
        ];
        let cells: Vec<&str> = cells.iter().map(Text::as_str).collect();
        let page = read(&format!(
            "| A | B | C | D |\n| --- | --- | --- | --- |\n| {} | e |\n",
            cells.join(" | ")
        ));
        let code = if value.is_empty() { "(empty)" } else { value };
        assert_eq!(page.tables.len(), 1, "{value:?}");
        assert_eq!(
            page.tables[0][1],
            [*value, code, code, "e"],
            "{value:?}: {cells:?}"
        );
        assert_eq!(page.foreign, [""; 0], "{value:?}");

        let page = read(&format!("A {} b\n", markdown::code(value).as_str()));
        assert_eq!(page.text, format!("A {code} b"), "{value:?}");
    }
}

#[test]
fn each_code_block_round_trips_through_markdown() {
    for value in VALUES.iter().filter(|value| !value.contains(['\0', '\r'])) {
        let script = tvgen::lang::shell::quote(value);
        let page = read(&format!(
            "A\n\n{}\n\nB\n",
            markdown::block("sh", &script).as_str()
        ));
        let body = script.as_str().trim_end_matches('\n');
        assert_eq!(
            page.blocks,
            [("sh".to_owned(), format!("{body}\n"))],
            "{value:?}"
        );
    }
    let fence = tvgen::lang::shell::quote("\n```\n# x");
    let page = read(&format!("{}\n", markdown::block("sh", &fence).as_str()));
    assert_eq!((page.blocks.len(), page.headings.len()), (1, 0));
}

#[test]
fn a_diagram_label_escapes_everything_but_letters_digits_and_spaces() {
    for value in VALUES {
        let label = mermaid::text(value);
        let mut rest = label.as_str();
        let mut back = String::new();
        while let Some(c) = rest.chars().next() {
            if c == '#' {
                let (number, after) = rest[1..].split_once(';').expect("a number ends");
                let number = number.parse().expect("a number");
                back.push(char::from_u32(number).expect("a character"));
                rest = after;
            } else {
                assert!(c.is_alphanumeric() || c == ' ', "{value:?}: {label:?}");
                back.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        assert_eq!(back, *value);
    }
}
