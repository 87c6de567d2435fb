//! Every property fails for outputs that violate it.

use std::collections::BTreeSet;

use super::{PROPERTIES, artifacts, outputs::Outputs};
use crate::support::spec;

/// A change: the output, the old text and the new text.
type Change = (&'static str, &'static str, &'static str);

/// The spec whose outputs are changed.
const SPEC: &str = "teaching-vacancies";

/// Each property, with changes that violate it.
#[rustfmt::skip] // one change per line
const BROKEN: &[(&str, &[Change])] = &[
    ("every cache that is read is written by a build", &[
        ("workflow", ":builder-main\n", ":builder-trunk\n"),
        ("workflow", "BUILDKIT_INLINE_CACHE=1", "CACHE=1"),
        ("workflow", "tags: ghcr.io/dfe-digital/teaching-vacancies:builder-", "tags: ghcr.io/dfe-digital/teaching-vacancies:gems-"),
        ("workflow", "      - main\n", "      - dev\n"),
        ("workflow", ":$MOVING_TAG", ":latest"),
        ("makefile", "--cache-from $(REPOSITORY):main", "--cache-from $(REPOSITORY):master"),
        ("makefile", "REPOSITORY := ghcr.io", "REPOSITORY := docker.io"),
    ]),
    ("the rebuild writes only the moving tags", &[
        ("cache_rebuild", ":$MOVING_TAG", ":latest"),
        ("cache_rebuild", "no-cache-filters: builder", "cache-from: type=registry,ref=a:b"),
        ("cache_rebuild", "          - main\n", "          - dev\n"),
        ("cache_rebuild", "push: true", "push: false"),
        ("cache_rebuild", "MOVING_TAG: ${{ steps.tags.outputs.branch }}", "MOVING_TAG: ${{ steps.tags.outputs.commit }}"),
        ("cache_rebuild", "BUILDKIT_INLINE_CACHE=1", "CACHE=1"),
    ]),
    ("every build passes the arguments and secrets of its stage", &[
        ("dockerfile", "ARG COMMIT_SHA", "ARG COMMIT"),
        ("dockerfile", "id=master_key,env", "id=key,env"),
        ("cache_rebuild", "master_key=RAILS_MASTER_KEY", "master_key=OTHER"),
        ("workflow", "&& secrets.RAILS_MASTER_KEY\n", "&& ''\n"),
        ("workflow", "COMMIT_SHA=${{", "COMMIT=${{"),
        ("workflow", "target: production", "target: runtime"),
        ("makefile", "--secret id=master_key,env=RAILS_MASTER_KEY \\\n", "\\\n"),
        ("makefile", "--build-arg COMMIT_SHA=", "--build-arg SHA="),
        ("makefile", "$${RAILS_MASTER_KEY:-}", "$${OTHER:-}"),
    ]),
    ("every environment is in every file", &[
        ("workflow", "  deploy_qa:\n", "  deploy_qb:\n"),
        ("manual_deploy", "          - qa\n", ""),
        ("manual_deploy", "  deploy_qa:\n", "  deploy_qb:\n"),
        ("review_cleanup", "  delete_review:\n", "  delete_reviews:\n"),
        ("makefile", "ifeq ($(ENVIRONMENT),qa)", "ifeq ($(ENVIRONMENT),qb)"),
        ("makefile", "\nqa: ## Select", "\nqb: ## Select"),
        ("makefile", " qa,$(MAKECMDGOALS)", ",$(MAKECMDGOALS)"),
    ]),
    ("every event deploys to the right environments", &[
        ("workflow", "labels.*.name, 'deploy')", "labels.*.name, 'deployed')"),
        ("workflow", "github.ref == 'refs/heads/main'", "github.ref == 'refs/heads/dev'"),
        ("workflow", "github.event.label.name == 'deploy'", "github.event.label.name != 'deploy'"),
        ("workflow", "      && github.event.pull_request.user.type != 'Bot'\n", ""),
        ("workflow", "      && github.event.sender.type != 'Bot'\n", ""),
        ("workflow", "      - labeled\n", ""),
        ("manual_deploy", "inputs.environment == 'qa'", "inputs.environment == 'staging'"),
    ]),
    ("a review app is deleted when its pull request closes or loses the label", &[
        ("review_cleanup", "      - unlabeled\n", ""),
        ("review_cleanup", "github.event.action == 'closed'", "github.event.action == 'merged'"),
        ("review_cleanup", "github.event.pull_request.user.type != 'Bot'", "github.actor != 'dependabot[bot]'"),
        ("review_cleanup", "github.event.pull_request.head.repo.full_name == github.repository\n", "github.repository != ''\n"),
    ]),
    ("no moving tag is deployed", &[
        ("workflow", "IMAGE_TAG: ${{ needs.build.outputs.tag }}", "IMAGE_TAG: main"),
        ("workflow", "tag: ${{ steps.push.outputs.tag }}", "tag: ${{ steps.tags.outputs.branch }}"),
        ("workflow", "tag=\"${name}-${commit}\"", "tag=\"${name}\""),
        ("workflow", "          TAG: ${{ steps.tags.outputs.tag }}", "          TAG: ${{ steps.tags.outputs.branch }}"),
        ("review_cleanup", "IMAGE_TAG: ${{ steps.tags.outputs.tag }}", "IMAGE_TAG: ${{ steps.tags.outputs.branch }}"),
        ("manual_deploy", "if [[ ! $TAG =~ $deployable || $TAG =~ $refused ]]", "if [[ -z $TAG ]]"),
    ]),
    ("environments accept only the tags of their own builds", &[
        ("manual_deploy", "refused='^(dev-[A-Za-z0-9_.-]+-[0-9a-f]{40})$'", "refused='^$'"),
        ("manual_deploy", "deployable='^(main-[0-9a-f]{40})$'", "deployable='^([A-Za-z0-9_.-]+-[0-9a-f]{40})$'"),
        ("makefile", "NOT_DEPLOYABLE := dev-[A-Za-z0-9_.-]+-[0-9a-f]{40}", "NOT_DEPLOYABLE := local"),
        ("makefile", "DEPLOYABLE := main-[0-9a-f]{40}", "DEPLOYABLE := main-[0-9a-f]{40}|dev-[0-9a-z-]+"),
    ]),
    ("jobs that change the same resource share a concurrency group", &[
        ("review_cleanup", "group: deploy-review", "group: delete-review"),
        ("manual_deploy", "group: deploy-staging", "group: by-hand-staging"),
        ("manual_deploy", "group: deploy-review-pr-${{ inputs.pr }}", "group: deploy-review-pr"),
        ("cache_rebuild", "group: rebuild-", "group: build-refs/heads/"),
        ("review_cleanup", "cancel-in-progress: true", "cancel-in-progress: false"),
        ("workflow", "group: deploy-qa\n      cancel-in-progress: false", "group: deploy-qa\n      cancel-in-progress: true"),
        ("workflow", "cancel-in-progress: ${{ github.event_name == 'pull_request' }}", "cancel-in-progress: true"),
        ("workflow", "    concurrency:\n      group: notify", "    group:\n      group: notify"),
    ]),
    ("jobs have the permissions that their steps need", &[
        ("workflow", "packages: write", "packages: read"),
        ("workflow", "id-token: write", "id-token: read"),
        ("workflow", "pull-requests: write", "issues: write"),
        ("workflow", "\npermissions: {}\n", "\npermissions: write-all\n"),
        ("manual_deploy", "packages: read", "packages: write"),
        ("review_cleanup", "    permissions: {}\n", "    permissions:\n      actions: write\n"),
    ]),
    ("every reference resolves", &[
        ("workflow", "needs.build.outputs.tag", "needs.bild.outputs.tag"),
        ("workflow", "needs.build.outputs.tag", "needs.build.outputs.name"),
        ("workflow", "steps.tags.outputs.branch", "steps.tag.outputs.branch"),
        ("workflow", "id: scan\n", "id: scanner\n"),
        ("manual_deploy", "inputs.pr", "inputs.number"),
        ("cache_rebuild", "matrix.branch", "matrix.ref"),
        ("review_cleanup", "echo \"tag=$tag\"", "echo \"name=$tag\""),
    ]),
    ("needs have no cycle", &[
        ("workflow", "      - swagger\n", "      - deploy_qa\n"),
        ("workflow", "      - deploy_staging\n", "      - deploy_stage\n"),
    ]),
    ("every make target that is called exists", &[
        ("workflow", "qa terraform-apply", "qa terraform-deploy"),
        ("workflow", "make ci review", "make --file=make/Makefile ci review"),
        ("makefile", "terraform-plan: require-environment", "terraform-plan: require-place"),
    ]),
    ("every path matches the spec", &[
        ("workflow", "context: \".\"\n", "context: \".\"\n          file: docker/Dockerfile\n"),
        ("workflow", "--file=Dockerfile", "--file=docker/Dockerfile"),
        ("makefile", "-chdir=terraform/app\n", "-chdir=terraform\n"),
        ("makefile", "export DOCKER_BUILDKIT\n", "-include make/*.mk\n"),
        ("makefile", "--target builder", "--file docker/Dockerfile --target builder"),
    ]),
    ("forks get no secrets and push nothing", &[
        ("workflow", "        if: >-\n          github.event_name != 'pull_request'", "        if: >-\n          github.event_name == 'pull_request'"),
        ("workflow", "push: >-\n            ${{ github.event_name != 'pull_request'\n", "push: >-\n            ${{ env.TRUSTED == 'true'\n"),
        ("workflow", "\n            && github.event.pull_request.user.type != 'Bot'", ""),
        ("workflow", "            ${{ (github.event_name != 'pull_request'\n", "            ${{ (github.event_name == 'pull_request'\n"),
        ("workflow", "REF_NAME: ${{ github.head_ref || github.ref_name }}", "REF_NAME: ${{ secrets.SNYK_TOKEN }}"),
        ("review_cleanup", "(github.event_name != 'pull_request'", "(github.event_name == 'pull_request'"),
    ]),
    ("every secret is named in the spec", &[
        ("workflow", "secrets.SNYK_TOKEN", "secrets.SNYK"),
        ("review_cleanup", "secrets.AZURE_TENANT_ID", "secrets.AZURE_TENANT"),
        ("cache_rebuild", "secrets.TEAMS_WEBHOOK_URL", "secrets.TEAMS_WEBHOOK"),
    ]),
];

#[test]
fn every_property_detects_its_violations() {
    let spec = spec::load(SPEC);
    for (name, changes) in BROKEN {
        let property = PROPERTIES.iter().find(|(known, _)| known == name);
        let (_, property) = property.unwrap_or_else(|| panic!("unknown property: {name}"));
        for (output, old, new) in *changes {
            let mut artifacts = artifacts(SPEC);
            let artifact = artifacts
                .iter_mut()
                .find(|artifact| artifact.name == *output);
            let artifact = artifact.expect("the output exists");
            assert!(
                artifact.text.contains(old),
                "{output} has no {old:?}: update the table"
            );
            artifact.text = artifact.text.replace(old, new);
            let violations = property(&Outputs::read(&spec, &artifacts));
            assert!(
                !violations.is_empty(),
                "{name}: no violation with {new:?} instead of {old:?} in {output}"
            );
        }
    }
    let broken: BTreeSet<&str> = BROKEN.iter().map(|(name, _)| *name).collect();
    let all: BTreeSet<&str> = PROPERTIES.iter().map(|(name, _)| *name).collect();
    assert_eq!(broken, all, "a property without a violation");
}
