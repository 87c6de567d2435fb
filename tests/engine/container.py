"""An image started as it is shipped, and asked what it is."""

import contextlib
import io
import json
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from subprocess import run

from world import docker

# Long enough for a slow machine; a container that is up sooner is not waited for.
SECONDS = 60


@dataclass
class Answers:
    """What the running application said, or why it did not."""

    said: dict
    process: str
    zone: str
    user: str
    healthy: bool
    stopped_after: float
    exit_code: int
    log: str


def ask(image: str) -> Answers:
    container = docker("run", "--detach", "--env", "SECRET_KEY_BASE=only-for-this-container", image)
    try:
        said = wait_for(container)
        inside = run(
            ["docker", "exec", container, "sh", "-c", "tr '\\0' ' ' </proc/1/cmdline; echo; date -d @1720000000 +%Z; id -u"],
            capture_output=True, text=True,
        ).stdout.splitlines()  # fmt: skip
        healthy = passes_its_check(container)
        begun = time.monotonic()
        docker("stop", "--time", "8", container)
        stopped_after = time.monotonic() - begun
        code = int(docker("inspect", "--format", "{{.State.ExitCode}}", container))
        log = run(["docker", "logs", container], capture_output=True, text=True)
        process, zone, user = (inside + ["", "", ""])[:3]
        return Answers(said, process.strip(), zone, user, healthy, stopped_after, code, log.stdout + log.stderr)
    finally:
        docker("rm", "--force", "--volumes", container)


def passes_its_check(container: str) -> bool:
    """Whether the image says how its health is checked, and the check finds it healthy."""
    check = json.loads(
        docker("inspect", "--format", "{{if .Config.Healthcheck}}{{json .Config.Healthcheck.Test}}{{else}}[]{{end}}", container)
    )
    return check[:1] == ["CMD"] and run(["docker", "exec", container, *check[1:]], capture_output=True).returncode == 0


def wait_for(container: str) -> dict:
    """Its answer to /check, asked for inside the container: from the outside nothing leads in."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        answer = run(
            ["docker", "exec", container, "wget", "-q", "-O", "-", "http://127.0.0.1:3000/check"], capture_output=True, text=True
        )
        with contextlib.suppress(ValueError):
            return json.loads(answer.stdout)
        if "server returned error" in answer.stderr or docker("inspect", "--format", "{{.State.Running}}", container) != "true":
            break
        time.sleep(0.25)
    return {}


def files(image: str, base: str) -> Iterator[tuple[str, bytes]]:
    """Every file of every layer that an image has beside those of its base, also one that a later layer deletes, with what it
    holds; and the image's configuration with its history."""
    known = {
        digest.removeprefix("sha256:")
        for digest in json.loads(docker("image", "inspect", "--format", "{{json .RootFS.Layers}}", base))
    }
    saved = run(["docker", "save", image], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(saved)) as archive:
        manifest = json.load(archive.extractfile("manifest.json"))[0]
        yield "configuration", archive.extractfile(manifest["Config"]).read()
        for layer in manifest["Layers"]:
            if layer.split("/")[-1] in known:
                continue
            with tarfile.open(fileobj=archive.extractfile(layer)) as contents:
                for member in contents:
                    yield member.name, contents.extractfile(member).read() if member.isfile() else b""
