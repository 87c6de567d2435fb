"""Starts an image as shipped, and inspects the container and the layers."""

import contextlib
import io
import json
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from subprocess import run

from world import docker

# The startup timeout, in seconds.
TIMEOUT = 60


@dataclass
class Inspection:
    """The state of a running container. Without a response of the application, `log` has the reason."""

    response: dict
    process: str
    zone: str
    user: str
    healthy: bool
    exit_code: int
    log: str


def inspect(image: str) -> Inspection:
    container = docker("run", "--detach", "--env", "SECRET_KEY_BASE=only-for-this-container", image)
    try:
        response = wait_for_response(container)
        inside = run(
            ["docker", "exec", container, "sh", "-c", "tr '\\0' ' ' </proc/1/cmdline; echo; date -d @1720000000 +%Z; id -u"],
            capture_output=True, text=True,
        ).stdout.splitlines()  # fmt: skip
        healthy = is_healthy(container)
        docker("stop", "--time", "25", container)  # a busy machine needs time; a server that ignores SIGTERM never stops
        code = int(docker("inspect", "--format", "{{.State.ExitCode}}", container))
        log = run(["docker", "logs", container], capture_output=True, text=True)
        process, zone, user = (inside + ["", "", ""])[:3]
        return Inspection(response, process.strip(), zone, user, healthy, code, log.stdout + log.stderr)
    finally:
        docker("rm", "--force", "--volumes", container)


def is_healthy(container: str) -> bool:
    """Whether the image has a health check, and it passes."""
    check = json.loads(
        docker("inspect", "--format", "{{if .Config.Healthcheck}}{{json .Config.Healthcheck.Test}}{{else}}[]{{end}}", container)
    )
    return check[:1] == ["CMD"] and run(["docker", "exec", container, *check[1:]], capture_output=True).returncode == 0


def wait_for_response(container: str) -> dict:
    """The response of /check, requested inside the container, which is unreachable from outside."""
    deadline = time.monotonic() + TIMEOUT
    while time.monotonic() < deadline:
        request = run(
            ["docker", "exec", container, "wget", "-q", "-O", "-", "http://127.0.0.1:3000/check"], capture_output=True, text=True
        )
        with contextlib.suppress(ValueError):
            return json.loads(request.stdout)
        if "server returned error" in request.stderr or docker("inspect", "--format", "{{.State.Running}}", container) != "true":
            break
        time.sleep(0.25)
    return {}


def files(image: str, base: str) -> Iterator[tuple[str, bytes]]:
    """The files of every layer on top of the base image, including files that a later layer deletes, with their contents; and the
    image's configuration with its history."""
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
