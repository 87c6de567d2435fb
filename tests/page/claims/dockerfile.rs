//! Claims about containers, images and the multi-stage Dockerfile.

use crate::page::{
    claim::{Entry, all, aside, code, given, says, section},
    makefile::BRANCH,
};

const DOCKER: &str = "Docker in general";
const LEAD_IN: &str = "the text below it";
const SIZES: &str = "sizes of the images at that time";

pub fn entries() -> Vec<Entry> {
    [general(), both(), builder(), production()]
        .into_iter()
        .flatten()
        .collect()
}

fn general() -> Vec<Entry> {
    vec![
        aside("Skip to main content", "the page itself"),
        aside("Teaching vacancies - Docker", "the page itself"),
        section("Containers vs Images"),
        aside(
            "It's worth a quick reminder that Containers are created from Images. Docker's own documentation says",
            DOCKER,
        ),
        aside(
            "A Docker container image is a lightweight, standalone, executable package of software that includes everything needed to run an application: code, runtime, system tools, system libraries and settings. Container images become containers at runtime and in the case of Docker containers - images become containers when they run on Docker Engine.",
            DOCKER,
        ),
        section("A multi-stage Dockerfile"),
        aside("Multistage builds added a couple of new syntax concepts.", DOCKER),
        says(
            "First of all, you can name a stage that starts with a FROM command with AS stagename",
            |o| {
                all([
                    o.instruction("builder", "FROM ruby:2.7.2-alpine AS builder"),
                    o.instruction("production", "FROM ruby:2.7.2-alpine AS production"),
                ])
            },
        ),
        says(
            "and use --from=stagename option in a COPY command to copy files from that stage.",
            |o| o.instruction("production", "COPY --from=builder /app /app"),
        ),
        aside("Images created from the builder stage are ~357 MB in size", SIZES),
        aside("Images created from the production stage are ~83 MB in size", SIZES),
        says(
            "The (Docker) production stage should not be confused with the (AKS) production environment",
            |o| {
                all([
                    o.step("build", "Build the production stage")?.has("target", "production"),
                    o.job_line("deploy_production", "name: production"),
                    o.deploys("staging"),
                ])
            },
        )
        .remark("The image of the production stage is what every environment runs, staging and review too."),
    ]
}

fn both() -> Vec<Entry> {
    vec![
        aside("For both stages, we:", LEAD_IN),
        says("use the official Docker Ruby image, based off Alpine Linux", |o| {
            all([
                o.instruction("builder", "FROM ruby:2.7.2-alpine AS builder"),
                o.instruction("production", "FROM ruby:2.7.2-alpine AS production"),
            ])
        }),
        says(
            "use the tag corresponding to the specific version of Ruby, but not of Alpine e.g. ruby:2.7.2-alpine, rather than ruby:2.7.2-alpine3.13",
            |o| {
                all([
                    o.instruction("builder", "FROM ruby:2.7.2-alpine AS builder"),
                    o.instruction("production", "FROM ruby:2.7.2-alpine AS production"),
                ])
            },
        ),
        says("use the apk tool to update and install packages", |o| {
            all([
                o.command("builder", "apk add --no-cache "),
                o.command("production", "apk upgrade --no-cache"),
                o.command("production", "apk add --no-cache "),
            ])
        })
        .differs(
            "`--no-cache` fetches the index for that command only, so there is no `apk update` whose index stays in a layer. Packages are upgraded in the stage that runs; the builder's layers never run.",
        ),
        says("set the timezone to Europe/London for consistency in logs", |o| {
            let set = "cp /usr/share/zoneinfo/Europe/London /etc/localtime";
            all([o.command("builder", set), o.command("production", set)])
        }),
        says("set the working directory to /app", |o| {
            let set = "WORKDIR /app";
            all([o.instruction("builder", set), o.instruction("production", set)])
        }),
    ]
}

fn builder() -> Vec<Entry> {
    vec![
        aside("Steps from the builder stage worth highlighting:", LEAD_IN),
        code("FROM ruby:2.7.2-alpine AS builder", |o| {
            o.instruction("builder", "FROM ruby:2.7.2-alpine AS builder")
        }),
        code("COPY Gemfile* ./", |o| {
            o.instruction("builder", "COPY Gemfile Gemfile.lock ./")
        })
        .differs(
            "The pattern copies every file with this prefix, and only the Gemfile if there is no lockfile: gems would be resolved again. With both names, a missing lockfile stops the build.",
        ),
        code(
            "RUN bundle install --no-binstubs --retry=5 --jobs=4 --no-cache --without development test",
            |o| {
                o.instruction(
                    "builder",
                    "RUN bundle install --no-binstubs --retry=5 --jobs=4 --no-cache --without development test",
                )
            },
        )
        .remark(
            "`--without` is deprecated, but Ruby 2.7.2 comes with Bundler 2.1, which supports it; a later Bundler uses `bundle config` (`exclude_by` in the spec).",
        ),
        code("COPY package.json yarn.lock ./", |o| {
            o.instruction("builder", "COPY package.json yarn.lock ./")
        }),
        code("RUN yarn install --check-files", |o| {
            o.command("builder", "yarn install --check-files --frozen-lockfile")
        })
        .differs(
            "Without `--frozen-lockfile` Yarn accepts a lockfile that does not match package.json and installs unreviewed versions.",
        ),
        code("COPY . .", |o| o.instruction("builder", "COPY . .")),
        code("RUN RAILS_ENV=production bundle exec rake assets:precompile", |o| {
            o.command("builder", "RAILS_ENV=production bundle exec rake assets:precompile")
        }),
        says("Name the stage builder so that it can be built individually,", |o| {
            let make = o.make("build-local-image");
            all([
                o.instruction("builder", "FROM ruby:2.7.2-alpine AS builder"),
                o.step("build", "Build and push the builder stage")?.has("target", "builder"),
                make.ran("docker build --target builder"),
            ])
        }),
        says("and allow copying of files to the production stage", |o| {
            o.instruction("production", "COPY --from=builder /app /app")
        }),
        says(
            "Run a Ruby bundle command, excluding development and test dependencies",
            |o| o.command("builder", "bundle install --no-binstubs --retry=5 --jobs=4 --no-cache --without development test"),
        ),
        says(
            "Copy any remaining files in the repo that were excluded by the .dockerignore file",
            |o| {
                all([
                    o.instruction("builder", "COPY . ."),
                    given(o.path("dockerignore") == ".dockerignore", o.line("dockerignore", 1, ".git")),
                ])
            },
        )
        .differs("The page means files that were not excluded: `COPY` cannot copy files that .dockerignore excludes."),
        says("Precompile application frontend assets", |o| {
            o.command("builder", "RAILS_ENV=production bundle exec rake assets:precompile")
        }),
    ]
}

fn production() -> Vec<Entry> {
    const MIGRATE: &str = "bundle exec rails db:migrate:ignore_concurrent_migration_exceptions";
    const START: &str = r#"CMD ["sh", "-c", "bundle exec rails db:migrate:ignore_concurrent_migration_exceptions && exec bundle exec rails s"]"#;
    vec![
        aside("Steps from the production stage worth highlighting:", LEAD_IN),
        code("FROM ruby:2.7.2-alpine AS production", |o| {
            o.instruction("production", "FROM ruby:2.7.2-alpine AS production")
        }),
        code("COPY --from=builder /app /app", |o| {
            o.instruction("production", "COPY --from=builder /app /app")
        }),
        code("COPY --from=builder /usr/local/bundle/ /usr/local/bundle/", |o| {
            o.instruction("production", "COPY --from=builder /usr/local/bundle/ /usr/local/bundle/")
        }),
        code("EXPOSE 3000", |o| o.instruction("production", "EXPOSE 3000")),
        code(
            "CMD bundle exec rails db:migrate:ignore_concurrent_migration_exceptions && bundle exec rails s",
            |o| o.instruction("production", START),
        )
        .differs(
            "In the shell form the shell stays the main process and does not forward the stop signal, so a deployment kills the server during requests. `exec` replaces the shell with the server.",
        ),
        says("Name the stage production so that it can be built individually", |o| {
            all([
                o.instruction("production", "FROM ruby:2.7.2-alpine AS production"),
                o.step("build", "Build the production stage")?.has("target", "production"),
                o.make_on(BRANCH, "build-local-image").ran("docker build --target production"),
            ])
        }),
        says("Copy from the builder stage:", |o| {
            given(
                o.count("production", "COPY ") == 2 && o.count("production", "COPY --from=builder ") == 2,
                o.instruction("production", "COPY --from=builder /app /app"),
            )
        })
        .remark("The stage has no other `COPY`."),
        says("/app", |o| o.instruction("production", "COPY --from=builder /app /app")),
        says("/usr/local/bundle/", |o| {
            o.instruction("production", "COPY --from=builder /usr/local/bundle/ /usr/local/bundle/")
        }),
        says("Listen on port 3000", |o| o.instruction("production", "EXPOSE 3000")),
        says("Run two Ruby bundle commands:", |o| o.instruction("production", START)),
        says("bundle exec rails db:migrate:ignore_concurrent_migration_exceptions", |o| {
            given(START.contains(MIGRATE), o.instruction("production", START))
        }),
        says("bundle exec rails s", |o| o.instruction("production", START)),
    ]
}
