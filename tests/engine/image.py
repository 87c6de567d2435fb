"""The image as it is shipped: what it does when it runs, and what lies in its layers."""

import container
from report import Report
from workflow import SECRETS
from world import PRIMARY, World, docker, wipe

BASE = "ruby:3.3.8-alpine3.22"
# The exit code of a process that did not end by itself.
KILLED = 137


def the_image(world: World, report: Report, commit: str) -> None:
    report.begin("The image")
    wipe()
    image = f"{PRIMARY.name}:{commit}"
    docker("pull", "--quiet", image)
    what_it_is(report, image, commit)
    cache = f"{PRIMARY.name}:builder-main"
    docker("pull", "--quiet", cache)
    found = [name for name, data in container.files(cache, BASE) if any(value in data for value in secret_values())]
    report.check("the build secret is in no layer and no history of the cache either", not found, found)


def what_it_is(report: Report, image: str, commit: str) -> None:
    """The image as it runs, and what lies in its layers."""
    answers = container.ask(image)
    said = answers.said
    report.check("it answers as it is shipped", bool(said), answers.log[-2000:])
    report.check("the database is migrated", said.get("migrated") == "migrated", said)
    report.check("the gem that had to be compiled answers", said.get("native_gem") == "compiled", said)
    report.check("a gem with a library of the system's answers", said.get("xml") == "parsed", said)
    report.check("the style sheet holds the one of the JavaScript package", said.get("assets") is True, said)
    report.check("it is not root", (said.get("user"), answers.user) == (10001, "10001"), said)
    report.check("only tmp and log are its own to write", said.get("writable") == [False, True, True], said)
    report.check("it lives in London time", (said.get("summer_hours"), answers.zone) == (1, "BST"), (said, answers.zone))
    report.check("it knows its commit", said.get("commit") == commit, said)
    report.check("it runs in production mode", said.get("environment") == "production", said)
    report.check(
        "there is no compiler in it, and no gem of development",
        not said.get("compiler") and not said.get("development_gem"),
        said,
    )
    report.check("the server has the shell's place", answers.process.startswith("puma"), answers.process)
    report.check("its own health check finds it healthy", answers.healthy, answers.log[-2000:])
    report.check(
        "it stops within five seconds of SIGTERM, and by itself",
        answers.stopped_after < 5 and answers.exit_code != KILLED,
        answers,
    )
    report.check("no layer of it holds what must not be there", not (found := unwanted(image)), found)


def secret_values() -> list[bytes]:
    return [SECRETS["RAILS_MASTER_KEY"].encode(), b"master-key-of-make", b"must-not-be-shipped"]


def unwanted(image: str) -> list[str]:
    """The files of any layer that have no place in an image that runs."""
    found = []
    for name, data in container.files(image, BASE):
        parts = name.split("/")
        absent = {".git", ".env", ".env.local", "node_modules", "tvgen.toml", "main.tf", ".github"}
        bad = absent.intersection(parts[1:] if parts[0] == "app" else ())
        bad = bad or ("bin" in parts[:-1] and parts[-1] in ("gcc", "cc", "make", "yarn", "node"))
        bad = bad or "tvgen-development" in name or (parts[-1].endswith((".c", ".h", ".o")) and "gems" in parts)
        if bad or any(value in data for value in secret_values()):
            found.append(name)
    return found
