//! Claims about the build with make.

use crate::page::{
    claim::{Entry, Place, all, code, given, says, section},
    makefile::{BRANCH, REPOSITORY},
};

const PUSHES: &str = "A local build would change the registry's caches for everyone: `build-local-image` only builds, `push-local-image` builds and pushes.";
const EVAL: &str = "An `$(eval …)` in a recipe sets a variable only once its target runs. The generated Makefile has global variables.";
const TWO_BUILDS: &str = "A build that names the caches of both stages hits them only by chance (4 of 20 in a measurement): the builder is built first, from its own cache.";

pub fn entries() -> Vec<Entry> {
    [
        recipe(),
        options(),
        cache_options(),
        tag_options(),
        pushes(),
        bullets(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn recipe() -> Vec<Entry> {
    vec![
        section("Building with Makefile"),
        says(
            "The Makefile in the root of the project supports building a Docker image from local code.",
            |o| {
                let make = o.make("build-local-image");
                let here = make.builds().iter().all(|build| build.words.last().is_some_and(|word| word == "."));
                given(
                    make.succeeded && here && o.path("makefile") == "Makefile",
                    o.recipe("build-local-image", "build-local-image:"),
                )
            },
        ),
        says("Issuing the command make build-local-image executes the following commands:", |o| {
            let make = o.make("build-local-image");
            given(
                make.calls.len() == 2 && make.builds().len() == 2,
                all([make.ran("docker build --target builder"), make.ran("docker build --target production")]),
            )
        })
        .differs("Two builds instead of one, and no push, for the reasons below."),
        code(".PHONY: build-local-image", |o| o.line("makefile", 1, ".PHONY: build-local-image")),
        code("build-local-image:", |o| o.recipe("build-local-image", "build-local-image:")),
        code("$(eval export DOCKER_BUILDKIT=1)", |o| {
            let make = o.make("build-local-image");
            given(
                make.calls.iter().all(|call| call.variable == "1"),
                all([
                    o.line("makefile", 1, "override DOCKER_BUILDKIT := 1"),
                    Some(make.did("runs each docker with DOCKER_BUILDKIT=1")),
                ]),
            )
        })
        .differs(EVAL),
        code("$(eval branch=$(shell git rev-parse --abbrev-ref HEAD))", |o| {
            let make = o.make_on("feature/x", "build-local-image");
            let tag = format!("{REPOSITORY}:feature-x-");
            let tags = make.build("production")?.option("--tag");
            given(
                tags.first().is_some_and(|first| first.starts_with(&tag)),
                all([
                    o.line("makefile", 1, "BRANCH_TAG = "),
                    Some(make.did(&format!("tags the branch feature/x {}", tags.first()?))),
                ]),
            )
        })
        .differs("Not every branch name is a valid tag: `feature/x` fails the page's build with \"invalid reference format\". The Makefile converts it, as the workflow does. If a git tag has the branch's name, `--abbrev-ref` prints `heads/…`: the Makefile reads the full ref."),
        code("$(eval tag=dev-$(shell git rev-parse HEAD)-$(shell date '+%Y%m%d%H%M%S'))", |o| {
            let make = o.make("build-local-image");
            let tag = format!("{REPOSITORY}:dev-{}-20201008150346", make.commit);
            given(
                make.build("production")?.option("--tag").contains(&tag.as_str()),
                all([
                    o.line("makefile", 1, "COMMIT_SHA = "),
                    o.line("makefile", 1, "TIMESTAMP := "),
                    make.ran(&format!("--tag {tag}")),
                ]),
            )
        })
        .differs("The same tag, in UTC as in the workflow, from global variables of the Makefile: `push-local-image` uses it to push the image that `build-local-image` built."),
    ]
}

fn options() -> Vec<Entry> {
    vec![
        code("docker build \\", |o| {
            o.recipe("build-local-image", "docker build \\")
        }),
        code("--build-arg BUILDKIT_INLINE_CACHE=1 \\", |o| {
            let make = o.make("build-local-image");
            let has = |stage| {
                Some(
                    make.build(stage)?
                        .option("--build-arg")
                        .contains(&"BUILDKIT_INLINE_CACHE=1"),
                )
            };
            given(
                has("builder")? && has("production")?,
                o.recipe("build-local-image", "--build-arg BUILDKIT_INLINE_CACHE=1"),
            )
        }),
    ]
}

fn cache_options() -> Vec<Entry> {
    vec![
        code("--cache-from $(repository):builder-main \\", |o| {
            let make = o.make("build-local-image");
            let image = format!("{REPOSITORY}:builder-main");
            given(
                make.build("builder")?
                    .option("--cache-from")
                    .contains(&image.as_str()),
                all([
                    o.recipe(
                        "build-local-image",
                        "--cache-from $(REPOSITORY):builder-main",
                    ),
                    make.ran(&format!("--cache-from {image}")),
                ]),
            )
        })
        .differs(TWO_BUILDS),
        code("--cache-from $(repository):builder-$(branch) \\", |o| {
            let make = o.make("build-local-image");
            let image = format!("{REPOSITORY}:builder-{BRANCH}");
            given(
                make.build("builder")?.option("--cache-from").first() == Some(&image.as_str()),
                all([
                    o.recipe(
                        "build-local-image",
                        "--cache-from $(REPOSITORY):builder-$(BRANCH_TAG)",
                    ),
                    make.ran(&format!("--cache-from {image}")),
                ]),
            )
        })
        .differs(TWO_BUILDS),
    ]
}

fn tag_options() -> Vec<Entry> {
    vec![
        code("--cache-from $(repository):main \\", |o| {
            let make = o.make("build-local-image");
            let image = format!("{REPOSITORY}:main");
            given(
                make.build("production")?
                    .option("--cache-from")
                    .contains(&image.as_str()),
                o.recipe("build-local-image", "--cache-from $(REPOSITORY):main"),
            )
        }),
        code("--cache-from $(repository):$(branch) \\", |o| {
            let make = o.make("build-local-image");
            let image = format!("{REPOSITORY}:{BRANCH}");
            given(
                make.build("production")?
                    .option("--cache-from")
                    .contains(&image.as_str()),
                o.recipe(
                    "build-local-image",
                    "--cache-from $(REPOSITORY):$(BRANCH_TAG)",
                ),
            )
        }),
        code("--cache-from $(repository):$(tag) \\", |o| {
            let make = o.make("build-local-image");
            let unique = format!(":dev-{}", make.commit);
            let sources = |stage| Some(make.build(stage)?.option("--cache-from"));
            let named = [sources("builder")?, sources("production")?]
                .concat()
                .iter()
                .any(|source| source.contains(&unique));
            given(
                !named,
                Some(make.did("names no unique tag after --cache-from")),
            )
        })
        .differs(
            "The tag is new, so no image has it: each build would query the registry in vain.",
        ),
        code("--tag $(repository):$(branch) \\", |o| {
            let make = o.make("build-local-image");
            all([
                o.recipe("build-local-image", "--tag $(REPOSITORY):$(BRANCH_TAG)"),
                make.ran(&format!("--tag {REPOSITORY}:{BRANCH}")),
            ])
        }),
        code("--tag $(repository):$(tag) \\", |o| {
            o.make("build-local-image").build("production")?;
            o.recipe(
                "build-local-image",
                "--tag $(REPOSITORY):dev-$(COMMIT_SHA)-$(TIMESTAMP)",
            )
        }),
        code("--target production \\", |o| {
            o.make("build-local-image").build("production")?;
            o.recipe("build-local-image", "--target production")
        }),
        code(".", |o| {
            let make = o.make("build-local-image");
            let target = o.recipe("build-local-image", "--target production")?;
            let Some(Place::Line { number, .. }) = target.first() else {
                return None;
            };
            given(
                make.build("production")?.words.last()? == ".",
                o.line("makefile", *number, "\t\t."),
            )
        }),
    ]
}

fn pushes() -> Vec<Entry> {
    vec![
        code("docker push $(repository):$(branch)", |o| {
            let make = o.make("push-local-image");
            all([
                o.recipe(
                    "push-local-image",
                    "docker push $(REPOSITORY):$(BRANCH_TAG)",
                ),
                make.ran(&format!("docker push {REPOSITORY}:{BRANCH}")),
            ])
        })
        .differs(PUSHES),
        code("docker push $(repository):$(tag)", |o| {
            let make = o.make("push-local-image");
            all([
                o.recipe(
                    "push-local-image",
                    "docker push $(REPOSITORY):dev-$(COMMIT_SHA)-$(TIMESTAMP)",
                ),
                make.ran(&format!(
                    "docker push {REPOSITORY}:dev-{}-20201008150346",
                    make.commit
                )),
            ])
        })
        .differs(PUSHES),
    ]
}

fn bullets() -> Vec<Entry> {
    vec![
        says("Enable BuildKit by setting an environment variable", |o| {
            let make = o.make("build-local-image");
            given(make.calls.iter().all(|call| call.variable == "1"), o.line("makefile", 1, "override DOCKER_BUILDKIT := 1"))
        }),
        says("Use git to determine the branch name (dev, staging, main, or a feature branch)", |o| {
            let named = |branch: &str| {
                o.make_on(branch, "build-local-image").ran(&format!("--tag {REPOSITORY}:{branch}"))
            };
            all([o.line("makefile", 1, "BRANCH_TAG = "), named("dev"), named("staging"), named("main"), named(BRANCH)])
        }),
        says("Create a unique tag comprised of the branch name plus a timestamp", |o| {
            o.recipe("build-local-image", "--tag $(REPOSITORY):dev-$(COMMIT_SHA)-$(TIMESTAMP)")
        })
        .differs("The page's own code combines `dev`, the commit and a timestamp, and so does the Makefile: the commit identifies the contents of the image, a branch name does not."),
        says("Use the image tagged builder-main (already cached locally in the step above)", |o| {
            let make = o.make("build-local-image");
            let image = format!("{REPOSITORY}:builder-main");
            given(
                make.builds().iter().all(|build| build.option("--cache-from").contains(&image.as_str())),
                o.recipe("build-local-image", "--cache-from $(REPOSITORY):builder-main"),
            )
        })
        .remark("The page's recipe has no step above; the Makefile builds the builder first."),
        says("Use the image tagged builder-BRANCHNAME (already created locally in the step above)", |o| {
            let make = o.make("build-local-image");
            let image = format!("{REPOSITORY}:builder-{BRANCH}");
            given(
                make.builds().iter().all(|build| build.option("--cache-from").contains(&image.as_str())),
                o.recipe("build-local-image", "--cache-from $(REPOSITORY):builder-$(BRANCH_TAG)"),
            )
        }),
        says("Use the image tagged main", |o| {
            o.make("build-local-image").ran(&format!("--cache-from {REPOSITORY}:main "))
        }),
        says("Use the image tagged BRANCHNAME (potentially cached locally from a previous run)", |o| {
            o.make("build-local-image").ran(&format!("--cache-from {REPOSITORY}:{BRANCH} "))
        }),
        says("Use the build argument BUILDKIT_INLINE_CACHE=1 to include cache metadata", |o| {
            o.make("build-local-image").ran("--build-arg BUILDKIT_INLINE_CACHE=1")
        }),
        says("Build an image from Docker target production defined in the Dockerfile", |o| {
            let make = o.make("build-local-image");
            given(o.path("dockerfile") == "Dockerfile", make.ran("docker build --target production"))
        }),
        says("Tag it with BRANCHNAME", |o| {
            o.make("build-local-image").ran(&format!("--tag {REPOSITORY}:{BRANCH} "))
        }),
        says("Tag it with TAG", |o| {
            let make = o.make("build-local-image");
            make.ran(&format!("--tag {REPOSITORY}:dev-{}-20201008150346 ", make.commit))
        }),
        says("Push the image to the Docker Hub repository, with both tags", |o| {
            let make = o.make("push-local-image");
            let pushes = make.calls.iter().filter(|call| call.words[1] == "push").count();
            given(
                pushes == 2,
                all([
                    make.ran(&format!("docker push {REPOSITORY}:{BRANCH}")),
                    make.ran(&format!("docker push {REPOSITORY}:dev-{}-20201008150346", make.commit)),
                ]),
            )
        })
        .differs(PUSHES),
    ]
}
