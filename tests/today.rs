//! Facts about today's Teaching Vacancies service, and the lines of its outputs that implement each.

use std::fmt::Write;

use tvgen::artifact::Artifact;

use crate::support::{assert_snapshot, find_artifact, render_spec};

/// A fact and the lines that implement it: the output, and the line without leading and trailing spaces.
type Fact = (&'static str, &'static [(&'static str, &'static str)]);

const DOCKERFILE: &str = "dockerfile";
const WORKFLOW: &str = "workflow";
const CLEANUP: &str = "review_cleanup";
const REBUILD: &str = "cache_rebuild";
const MANUAL: &str = "manual_deploy";
const MAKEFILE: &str = "makefile";
const DOCS: &str = "docs";

#[rustfmt::skip]
const FACTS: &[Fact] = &[
    ("Service teaching-vacancies, title \"Teaching vacancies\", port 3000, Europe/London, /app", &[
        (DOCS, "# Teaching vacancies: from commit to production"),
        (MAKEFILE, "kubectl --namespace $(NAMESPACE) logs --follow --tail=100 deployment/teaching-vacancies-\"$$TF_VAR_environment\""),
        (DOCKERFILE, "EXPOSE 3000"),
        (DOCKERFILE, "&& cp /usr/share/zoneinfo/Europe/London /etc/localtime \\"),
        (DOCKERFILE, "WORKDIR /app"),
    ]),
    ("Ruby 4.0.2 on Alpine 3.23", &[
        (DOCKERFILE, "FROM ruby:4.0.2-alpine3.23 AS builder"),
        (DOCKERFILE, "FROM ruby:4.0.2-alpine3.23 AS production"),
    ]),
    ("Packages of both stages", &[
        (DOCKERFILE, "imagemagick \\"), (DOCKERFILE, "libpng \\"), (DOCKERFILE, "libjpeg \\"), (DOCKERFILE, "libxml2 \\"),
        (DOCKERFILE, "libxslt \\"), (DOCKERFILE, "tzdata \\"), (DOCKERFILE, "shared-mime-info \\"), (DOCKERFILE, "vips-poppler \\"),
        (DOCKERFILE, "vips-magick \\"), (DOCKERFILE, "proj-dev \\"), (DOCKERFILE, "libpq \\"), (DOCKERFILE, "postgresql18 \\"),
    ]),
    ("Security floors: openexr, openssl, sqlite-libs", &[
        (DOCKERFILE, "openexr \\"), (DOCKERFILE, "'openssl>=3.5.7-r0' \\"), (DOCKERFILE, "'sqlite-libs>=3.53.4-r0' \\"),
    ]),
    ("Packages of the builder only", &[
        (DOCKERFILE, "gcc \\"), (DOCKERFILE, "libc-dev \\"), (DOCKERFILE, "make \\"), (DOCKERFILE, "yaml-dev \\"), (DOCKERFILE, "nodejs \\"),
        (DOCKERFILE, "npm \\"), (DOCKERFILE, "postgresql18-dev \\"), (DOCKERFILE, "build-base \\"), (DOCKERFILE, "git \\"),
    ]),
    ("apk upgrade in production", &[(DOCKERFILE, "RUN apk upgrade --no-cache \\")]),
    ("Bundler 4.0.14, without development and test, retry 5, jobs 4, no cache", &[
        (DOCKERFILE, "&& gem install --no-document bundler:4.0.14 \\"),
        (DOCKERFILE, "&& bundle config set --local without 'development test' \\"),
        (DOCKERFILE, "&& bundle install --retry=5 --jobs=4 --no-cache"),
    ]),
    ("Yarn 4 through corepack; package.json, yarn.lock, .yarnrc.yml", &[
        (DOCKERFILE, "&& corepack enable \\"),
        (DOCKERFILE, "COPY package.json yarn.lock .yarnrc.yml ./"),
        (DOCKERFILE, "RUN yarn install --immutable \\"),
    ]),
    ("Assets: rake assets:precompile with RAILS_ENV, a dummy SECRET_KEY_BASE, RAILS_SERVE_STATIC_FILES, two throwaway keys, and master_key", &[
        (DOCKERFILE, "RUN --mount=type=secret,id=master_key,env=RAILS_MASTER_KEY \\"),
        (DOCKERFILE, "RAILS_ENV=production RAILS_SERVE_STATIC_FILES=1 SECRET_KEY_BASE=required-to-run-but-not-used DOCUMENTS_AZURE_STORAGE_ACCESS_KEY=required-to-run-but-not-used IMAGES_LOGOS_AZURE_STORAGE_ACCESS_KEY=required-to-run-but-not-used bundle exec rake assets:precompile"),
        (WORKFLOW, "master_key=RAILS_MASTER_KEY"),
        (REBUILD, "master_key=RAILS_MASTER_KEY"),
        (MAKEFILE, "--secret id=master_key,env=RAILS_MASTER_KEY \\"),
    ]),
    ("The fonts and images of govuk-frontend go to public/assets", &[
        (DOCKERFILE, "&& cp -r node_modules/govuk-frontend/dist/govuk/assets/fonts/. public/assets/fonts \\"),
        (DOCKERFILE, "&& cp -r node_modules/govuk-frontend/dist/govuk/assets/images/. public/assets/images \\"),
    ]),
    ("Removed: node_modules log tmp yarn.lock; gem caches and C sources stripped", &[
        (DOCKERFILE, "&& rm -rf node_modules log tmp yarn.lock \\"),
        (DOCKERFILE, "&& rm -rf /usr/local/bundle/cache \\"),
        (DOCKERFILE, "&& find /usr/local/bundle -type f -path '*/gems/*' -name '*.[cho]' -delete"),
    ]),
    ("Production copies /app and /usr/local/bundle/ from the builder", &[
        (DOCKERFILE, "COPY --from=builder /app /app"),
        (DOCKERFILE, "COPY --from=builder /usr/local/bundle/ /usr/local/bundle/"),
    ]),
    ("Build argument COMMIT_SHA; tmp and log writable; appuser 10001, appgroup 20001", &[
        (DOCKERFILE, "ENV COMMIT_SHA=$COMMIT_SHA"),
        (WORKFLOW, "COMMIT_SHA=${{ steps.tags.outputs.commit }}"),
        (MAKEFILE, "--build-arg COMMIT_SHA=$(COMMIT_SHA) \\"),
        (DOCKERFILE, "&& chown -R appuser:appgroup tmp log"),
        (DOCKERFILE, "&& addgroup -S -g 20001 appgroup \\"),
        (DOCKERFILE, "&& adduser -S -u 10001 -G appgroup appuser"),
        (DOCKERFILE, "USER 10001:20001"),
    ]),
    ("Starts db:prepare, then rails s", &[
        (DOCKERFILE, "CMD [\"sh\", \"-c\", \"bundle exec rails db:prepare:ignore_concurrent_migration_exceptions && exec bundle exec rails s\"]"),
    ]),
    ("Registry ghcr.io/dfe-digital/teaching-vacancies, GITHUB_TOKEN", &[
        (MAKEFILE, "override REPOSITORY := ghcr.io/dfe-digital/teaching-vacancies"),
        (WORKFLOW, "password: ${{ secrets.GITHUB_TOKEN }}"),
        (WORKFLOW, "packages: write # to push images to ghcr.io"),
    ]),
    ("Inline caches, tags builder-<branch> and <branch>, trunk main", &[
        (WORKFLOW, "BUILDKIT_INLINE_CACHE=1"),
        (WORKFLOW, "tags: ghcr.io/dfe-digital/teaching-vacancies:builder-${{ steps.tags.outputs.branch }}"),
        (WORKFLOW, "type=registry,ref=ghcr.io/dfe-digital/teaching-vacancies:builder-main"),
        (WORKFLOW, "type=registry,ref=ghcr.io/dfe-digital/teaching-vacancies:main"),
        (MAKEFILE, "--cache-from $(REPOSITORY):builder-main \\"),
        (MAKEFILE, "--cache-from $(REPOSITORY):$(BRANCH_TAG) \\"),
    ]),
    ("Caches rebuilt Sundays at 12:00, from nothing, moving tags only", &[
        (REBUILD, "- cron: \"0 12 * * 0\""),
        (REBUILD, "no-cache-filters: builder"),
        (REBUILD, "no-cache-filters: production"),
        (REBUILD, "docker push \"ghcr.io/dfe-digital/teaching-vacancies:$MOVING_TAG\""),
    ]),
    ("Unique tag <branch>-<sha>; local dev-<branch>-<sha>", &[
        (WORKFLOW, "tag=\"${name}-${commit}\""),
        (MAKEFILE, "--tag $(REPOSITORY):dev-$(BRANCH_TAG)-$(COMMIT_SHA) \\"),
    ]),
    ("Scan by Snyk, any finding fails, before the push", &[
        (WORKFLOW, "snyk container test \"$IMAGE\" --file=Dockerfile --severity-threshold=low"),
        (REBUILD, "snyk container test \"$IMAGE\" --file=Dockerfile --severity-threshold=low"),
        (WORKFLOW, "SCANNED: ${{ steps.scan.outputs.image }}"),
    ]),
    ("Push to main, ignoring bigquery, documentation, terraform/common and Markdown; pull requests labelled deploy", &[
        (WORKFLOW, "- main"), (WORKFLOW, "- \"bigquery/**\""), (WORKFLOW, "- \"documentation/**\""), (WORKFLOW, "- \"terraform/common/**\""),
        (WORKFLOW, "- README.md"), (WORKFLOW, "- labeled"),
        (WORKFLOW, "&& contains(github.event.pull_request.labels.*.name, 'deploy')"),
    ]),
    ("Swagger documents: a job of its own with PostGIS, cached by a key over three globs, restored before the image is built", &[
        (WORKFLOW, "swagger:"),
        (WORKFLOW, "image: postgis/postgis:16-3.4@sha256:44126d872ac91993766c341e369c539e8196614321765d36a6f1bab0419a5fa5"),
        (WORKFLOW, "bundle exec rake rswag:specs:swaggerize"),
        (WORKFLOW, "key: swagger-${{ hashFiles('app/controllers/**/*.rb', 'config/routes.rb', 'spec/requests/**/*.rb') }}"),
        (WORKFLOW, "- name: Restore the Swagger documents"),
        (WORKFLOW, "- swagger"),
        (REBUILD, "- name: Restore the Swagger documents"),
        (REBUILD, "- swagger"),
    ]),
    ("Review: app review-pr-<number>, its address, state review/review-pr-<number>.tfstate", &[
        (WORKFLOW, "group: deploy-review-pr-${{ github.event.pull_request.number }}"),
        (WORKFLOW, "url: https://teaching-vacancies-review-pr-${{ github.event.pull_request.number }}.test.teacherservices.cloud"),
        (MAKEFILE, "override APP := review-pr-$(PR)"),
        (MAKEFILE, "override BACKEND_CONFIG := -backend-config=key=review/review-pr-\"$$PR\".tfstate"),
    ]),
    ("Review apps end with their pull request or their label", &[
        (CLEANUP, "- closed"), (CLEANUP, "- unlabeled"), (CLEANUP, "make ci review terraform-destroy &"),
        (CLEANUP, "group: deploy-review-pr-${{ github.event.pull_request.number }}"),
    ]),
    ("Staging, then production (CONFIRM_PRODUCTION=YES), then qa", &[
        (WORKFLOW, "- deploy_staging"), (WORKFLOW, "- deploy_production"), (WORKFLOW, "CONFIRM_PRODUCTION: \"YES\""), (MAKEFILE, "override NEEDS_CONFIRMATION := yes"),
        (WORKFLOW, "make ci staging terraform-apply &"), (WORKFLOW, "make ci production terraform-apply &"), (WORKFLOW, "make ci qa terraform-apply &"),
    ]),
    ("State <environment>/app.tfstate; var files ../workspace-variables/<environment>.tfvars.json", &[
        (MAKEFILE, "override BACKEND_CONFIG := -backend-config=key=staging/app.tfstate"), (MAKEFILE, "override BACKEND_CONFIG := -backend-config=key=production/app.tfstate"),
        (MAKEFILE, "override BACKEND_CONFIG := -backend-config=key=qa/app.tfstate"), (MAKEFILE, "override VAR_FILE := ../workspace-variables/review.tfvars.json"),
        (MAKEFILE, "override VAR_FILE := ../workspace-variables/production.tfvars.json"),
    ]),
    ("config_short rv, st, pd, qa; azure_resource_prefix s189t01, for production s189p01", &[
        (MAKEFILE, "override CONFIG_SHORT := rv"), (MAKEFILE, "override CONFIG_SHORT := st"), (MAKEFILE, "override CONFIG_SHORT := pd"), (MAKEFILE, "override CONFIG_SHORT := qa"),
        (MAKEFILE, "override AZURE_RESOURCE_PREFIX := s189t01"), (MAKEFILE, "override AZURE_RESOURCE_PREFIX := s189p01"),
        (MAKEFILE, "override TF_VAR_config_short := $(CONFIG_SHORT)"), (MAKEFILE, "override TF_VAR_azure_resource_prefix := $(AZURE_RESOURCE_PREFIX)"),
    ]),
    ("Clusters and namespaces of test and production", &[
        (MAKEFILE, "override RESOURCE_GROUP := s189t01-tsc-ts-rg"), (MAKEFILE, "override CLUSTER := s189t01-tsc-test-aks"), (MAKEFILE, "override NAMESPACE := tv-development"),
        (MAKEFILE, "override RESOURCE_GROUP := s189p01-tsc-pd-rg"), (MAKEFILE, "override CLUSTER := s189p01-tsc-production-aks"), (MAKEFILE, "override NAMESPACE := tv-production"),
    ]),
    ("Terraform 1.14.5 in terraform/app, variable app_docker_image", &[
        (WORKFLOW, "terraform_version: \"1.14.5\""), (CLEANUP, "terraform_version: \"1.14.5\""), (MANUAL, "terraform_version: \"1.14.5\""),
        (MAKEFILE, "override TERRAFORM := terraform -chdir=terraform/app"), (MAKEFILE, "export TF_VAR_app_docker_image=\"$(REPOSITORY)@$$digest\";"),
    ]),
    ("Modules of DFE-Digital/terraform-modules, stable in production, testing elsewhere, in vendor/modules/aks", &[
        (MAKEFILE, "git -C terraform/app/vendor/modules/aks fetch --quiet --depth=1 -- https://github.com/DFE-Digital/terraform-modules.git $(MODULES_REF) && \\"),
        (MAKEFILE, "override MODULES_REF := testing"), (MAKEFILE, "override MODULES_REF := stable"),
    ]),
    ("Azure by OpenID Connect", &[
        (WORKFLOW, "client-id: ${{ secrets.AZURE_CLIENT_ID }}"), (WORKFLOW, "tenant-id: ${{ secrets.AZURE_TENANT_ID }}"),
        (WORKFLOW, "subscription-id: ${{ secrets.AZURE_SUBSCRIPTION_ID }}"), (WORKFLOW, "id-token: write # to log in to Azure with OpenID Connect"),
        (WORKFLOW, "ARM_USE_OIDC: \"true\""), (CLEANUP, "ARM_USE_OIDC: \"true\""),
    ]),
    ("AWS credentials for Terraform, wherever it runs", &[
        (WORKFLOW, "aws-region: eu-west-2"), (WORKFLOW, "role-to-assume: Deployments"),
        (CLEANUP, "role-to-assume: Deployments"), (MANUAL, "role-to-assume: Deployments"),
    ]),
    ("A smoke test after each deployment, with HTTP_BASIC_USER and HTTP_BASIC_PASSWORD", &[
        (WORKFLOW, "run: bundle exec rspec spec/smoke_tests/jobseekers_can_view_homepage_spec.rb --tag smoke_test"),
        (MANUAL, "run: bundle exec rspec spec/smoke_tests/jobseekers_can_view_homepage_spec.rb --tag smoke_test"),
        (WORKFLOW, "HTTP_BASIC_USER: ${{ secrets.HTTP_BASIC_USER }}"), (WORKFLOW, "HTTP_BASIC_PASSWORD: ${{ secrets.HTTP_BASIC_PASSWORD }}"),
    ]),
    ("One comment in the pull request, kept up to date, with the app's address", &[
        (WORKFLOW, "uses: marocchino/sticky-pull-request-comment@5770ad5eb8f42dd2c4f34da00c94c5381e49af88 # v3.0.5"),
        (WORKFLOW, "header: review-app"),
        (WORKFLOW, "message: Review app deployed to <https://teaching-vacancies-review-pr-${{ github.event.pull_request.number }}.test.teacherservices.cloud>"),
        (WORKFLOW, "pull-requests: write # for the step Tell the pull request where its app is"),
    ]),
    ("After production an offline copy of the site goes to a bucket", &[
        (WORKFLOW, "run: bin/regenerate-offline"), (WORKFLOW, "run: bin/sync-offline"),
        (MANUAL, "run: bin/regenerate-offline"), (MANUAL, "run: bin/sync-offline"),
    ]),
    ("Every workflow notifies Teams of failures", &[
        (WORKFLOW, "- name: Notify Teams"), (CLEANUP, "- name: Notify Teams"), (REBUILD, "- name: Notify Teams"), (MANUAL, "- name: Notify Teams"),
    ]),
];

#[test]
fn every_fact_of_todays_service_is_in_its_files() {
    let artifacts = render_spec("spec/teaching-vacancies.toml");
    let mut report = String::new();
    let mut missing = Vec::new();
    for (fact, lines) in FACTS {
        let _ = writeln!(report, "{fact}");
        for (output, line) in *lines {
            let found = find_lines(find_artifact(&artifacts, output), line);
            if found.is_empty() {
                missing.push(format!("{fact}: {output} has no line {line}"));
            }
            let path = &find_artifact(&artifacts, output).path;
            let _ = writeln!(report, "  {path}:{} {line}", found.join(","));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert_snapshot("today", "facts", &report);
}

#[test]
fn settings_of_one_environment_are_in_no_other() {
    let artifacts = render_spec("spec/teaching-vacancies.toml");
    let workflow = &find_artifact(&artifacts, WORKFLOW).text;
    let job = |id: &str| {
        let (_, rest) = workflow
            .split_once(&format!("\n  {id}:\n"))
            .expect("the job exists");
        let next = rest.match_indices("\n  ").find(|(index, _)| {
            let id = rest[index + 3..].chars().next();
            id.is_some_and(|c| c.is_ascii_alphabetic())
        });
        rest[..next.map_or(rest.len(), |(index, _)| index)].to_owned()
    };
    for id in ["deploy_staging", "deploy_qa", "deploy_review"] {
        assert!(!job(id).contains("bin/sync-offline"), "{id}");
        assert!(!job(id).contains("CONFIRM_PRODUCTION"), "{id}");
    }
    for id in ["deploy_staging", "deploy_qa", "deploy_production"] {
        assert!(!job(id).contains("pull-requests: write"), "{id}");
    }
    assert!(job("deploy_production").contains("bin/sync-offline"));
}

/// The numbers of the lines of `artifact` that equal `line`.
fn find_lines(artifact: &Artifact, line: &str) -> Vec<String> {
    let lines = artifact.text.lines().enumerate();
    lines
        .filter(|(_, text)| text.trim() == line)
        .map(|(number, _)| (number + 1).to_string())
        .collect()
}
