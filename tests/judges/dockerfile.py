"""Linters of Dockerfiles."""

import json
import re
import shutil
import tempfile
from pathlib import Path

import engine
import offline
from finding import Finding
from tree import Tree

# Rules that are off by default: DL1001 forbids suppressions, and DL3057 requires a health check.
OPTIONAL = ("DL1001", "DL3057")

# With more builds at a time, the engine loses track of them.
BATCH_SIZE = 25


def hadolint(tree: Tree) -> list[Finding] | None:
    if not tree.dockerfiles:
        return None
    rules = [word for rule in OPTIONAL for word in ("--info", rule)]
    rows = offline.run_json([offline.installed("hadolint"), "--no-color", "--format", "json", *rules, *tree.dockerfiles], tree.folder)
    return [Finding("hadolint", row["code"], f"{row['file']}:{row['line']}", row["message"]) for row in rows]


def build_check(tree: Tree) -> list[Finding] | None:
    """The findings of BuildKit's checks, which get only a Dockerfile and its .dockerignore."""
    if not tree.dockerfiles:
        return None
    engine.version()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, len(tree.dockerfiles), BATCH_SIZE):
            found += check_files(tree, tree.dockerfiles[first : first + BATCH_SIZE], Path(folder))
    return found


def check_files(tree: Tree, files: tuple[str, ...], folder: Path) -> list[Finding]:
    targets = {f"target-{number}": create_target(tree, file, folder) for number, file in enumerate(files)}
    command = ["buildx", "bake", "--progress=plain", "--file=-", "--call=check,format=json", *targets]
    done = engine.docker(*command, folder=folder, codes=(), text=json.dumps({"target": targets}))
    reports = offline.read_json("docker buildx bake", done)["target"]
    found = []
    for name, file in zip(targets, files, strict=True):
        report = reports[name]["check"]
        for warning in report["warnings"] or []:
            found.append(Finding("build-check", warning["ruleName"], find_location(file, warning), warning["detail"]))
        if "buildError" in report:
            found.append(Finding("build-check", "error", find_location(file, report["buildError"]), report["buildError"]["message"]))
    if done.returncode != 0 and not found:
        raise offline.Failed(f"docker buildx bake ended with {done.returncode} but reports no finding: {done.stderr[-300:]}")
    return found


def create_target(tree: Tree, file: str, folder: Path) -> dict:
    """The build target of a Dockerfile, with a context that contains nothing else."""
    service = tree.service(file)
    context = folder / file.replace("/", "-")
    for name in (file, *tree.dockerignores):
        if tree.service(name) == service:
            copy = context / Path(name).relative_to(service)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(tree.folder / name, copy)
    return {
        "args": {"BUILDKIT_DOCKERFILE_CHECK": "experimental=all"},
        "context": context.name,
        "contexts": {image: f"docker-image://{engine.stand_in_image()}" for image in find_images(tree.text(file))},
        "dockerfile": str(Path(file).relative_to(service)),
    }


def find_images(dockerfile: str) -> list[str]:
    """The images that a Dockerfile builds on or copies from, with the names that the engine looks up."""
    stages = set(re.findall(r"^FROM \S+ AS (\S+)$", dockerfile, re.MULTILINE | re.IGNORECASE))
    named = re.findall(r"^FROM (\S+)|^COPY .*--from=(\S+)", dockerfile, re.MULTILINE | re.IGNORECASE)
    images = {"".join(names) for names in named} - stages
    return sorted(re.sub(r"^docker\.io/(library/)?|:latest$", "", image) for image in images)


def find_location(file: str, message: dict) -> str:
    ranges = (message.get("location") or {}).get("ranges") or [{"start": {"line": 1}}]
    return f"{file}:{ranges[0]['start']['line']}"
