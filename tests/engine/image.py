"""Checks the shipped image: the running container and the contents of the layers."""

import container
from report import Report
from workflow import SECRETS
from world import PRIMARY, World, docker, clear_engine

BASE = "ruby:3.3.8-alpine3.22"
# The exit status of a killed process.
KILLED = 137


def shipped_image(world: World, report: Report, commit: str) -> None:
    report.begin("The image")
    clear_engine()
    image = f"{PRIMARY.name}:{commit}"
    docker("pull", "--quiet", image)
    check_image(report, image, commit)
    cache = f"{PRIMARY.name}:builder-main"
    docker("pull", "--quiet", cache)
    found = [name for name, data in container.files(cache, BASE) if any(value in data for value in secret_values())]
    report.check("no layer or history of the cache has the build secret", not found, found)


def check_image(report: Report, image: str, commit: str) -> None:
    """Checks the running container, and the contents of the layers."""
    inspection = container.inspect(image)
    response = inspection.response
    report.check("the application responds", bool(response), inspection.log[-2000:])
    report.check("the database is migrated", response.get("migrated") == "migrated", response)
    report.check("a gem with a native extension works", response.get("native_gem") == "compiled", response)
    report.check("a gem that uses a system library works", response.get("xml") == "parsed", response)
    report.check("the style sheet includes the one of the JavaScript package", response.get("assets") is True, response)
    report.check("the server does not run as root", (response.get("user"), inspection.user) == (10001, "10001"), response)
    report.check("only tmp and log are writable", response.get("writable") == [False, True, True], response)
    report.check("its time zone is London", (response.get("summer_hours"), inspection.zone) == (1, "BST"), (response, inspection.zone))
    report.check("the commit is set", response.get("commit") == commit, response)
    report.check("Rails runs in production mode", response.get("environment") == "production", response)
    report.check(
        "the image has no compiler and no development gem",
        not response.get("compiler") and not response.get("development_gem"),
        response,
    )
    report.check("the server replaces the shell", inspection.process.startswith("puma"), inspection.process)
    report.check("its health check passes", inspection.healthy, inspection.log[-2000:])
    report.check(
        "the server stops by itself on SIGTERM",
        inspection.exit_code != KILLED,
        inspection,
    )
    report.check("no layer has an unwanted file", not (found := find_unwanted(image)), found)


def secret_values() -> list[bytes]:
    return [SECRETS["RAILS_MASTER_KEY"].encode(), b"master-key-of-make", b"must-not-be-shipped"]


def find_unwanted(image: str) -> list[str]:
    """The files in any layer that must not be in the shipped image."""
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
