"""The Docker engine that build checks run on, started by tests/engine/up.sh."""

import io
import os
import subprocess
import tarfile
from functools import cache
from pathlib import Path

import offline

HOME = Path(os.environ.get("ENGINE_HOME", Path(__file__).parents[2] / "target/engine")).absolute()
CLIENT = str(HOME / "root/usr/bin/docker")
VARIABLES = {"DOCKER_HOST": f"unix://{HOME}/docker.sock", "DOCKER_CONFIG": str(HOME / "config")}

# Replaces every image of a Dockerfile, so that no registry is needed: a check reads only the image's variables.
STAND_IN = "tvgen.invalid/stand-in"


def docker(*arguments: str, folder: Path = HOME.parent, codes: tuple[int, ...] = (0,), text: str = "") -> subprocess.CompletedProcess:
    version()
    return offline.run([CLIENT, *arguments], folder, codes, text, VARIABLES)


@cache
def version() -> str:
    """The engine's version. Without an engine, CI fails; elsewhere, the check is skipped with a message."""
    try:
        return offline.run([CLIENT, "version", "--format", "{{.Server.Version}}"], Path("/"), (0,), variables=VARIABLES).stdout.strip()
    except offline.Failed as error:
        if os.environ.get("CI") == "true":
            raise
        raise offline.Skipped("no Docker engine is running, start it with tests/engine/up.sh") from error


@cache
def stand_in_image() -> str:
    if docker("image", "inspect", STAND_IN, codes=(0, 1)).returncode != 0:
        empty = io.BytesIO()
        tarfile.open(fileobj=empty, mode="w").close()
        docker("import", "--change", "ENV PATH=/usr/local/bin:/usr/bin:/bin", "-", STAND_IN, text=empty.getvalue().decode())
    return STAND_IN
