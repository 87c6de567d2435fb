"""Where a Makefile may have to run: sets of tools, GNU's and others."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import offline

# What the Makefile needs of the system, by the name that it calls.
TOOLS = "awk cat cut date echo expr false grep printf rm sed sh test tr true".split()

# What is called but not needed to judge: each writes down how.
CALLED = "az docker kubectl kubelogin terraform".split()
STUB = '#!/bin/sh\nfor word in "${0##*/}" "$@"; do printf \'%s \' "[$word]"; done >> "$CALLS"\necho >> "$CALLS"\n'

# Of git, only what asks for the commit and the branch is answered.
GIT = """#!/bin/sh
case "$*" in
  *symbolic-full-name*) printf 'refs/heads/%s\\n' "$BRANCH" ;;
  "rev-parse"*) echo 0123456789abcdef0123456789abcdef01234567 ;;
  "symbolic-ref"*) ;;
  *) for word in git "$@"; do printf '%s ' "[$word]"; done >> "$CALLS"; echo >> "$CALLS" ;;
esac
"""


class Place(NamedTuple):
    """A set of tools."""

    name: str
    make: str
    tools: dict[str, str]


def places() -> list[Place]:
    """GNU's tools first. A tool that is missing is a judge that is missing."""
    busybox, awk, shasum, newest = (needed(name) for name in ("busybox", "original-awk", "shasum", offline.installed("make")))
    of_gnu = {name: needed(name) for name in (*TOOLS, "sha256sum")}
    of_busybox = {name: busybox for name in (*TOOLS, "sha256sum")}
    of_macos = {name: busybox for name in TOOLS} | {"awk": awk, "shasum": shasum}
    return [
        Place("gnu", "make", of_gnu),
        Place("busybox", "make", of_busybox),
        Place("shasum", "make", of_macos),
        Place("newest-make", newest, of_gnu),
    ]


def needed(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise offline.Failed(f"{program} is missing")
    return path


def furnished(place: Place, folder: Path) -> Place:
    """The place, with its tools in a folder, and nothing else there."""
    programs = folder / place.name
    programs.mkdir()
    for name, path in place.tools.items():
        (programs / name).symlink_to(path)
    for name, script in {**dict.fromkeys(CALLED, STUB), "git": GIT}.items():
        (programs / name).write_text(script)
        (programs / name).chmod(0o755)
    return place._replace(tools={"PATH": str(programs)})


def version() -> str:
    """Of busybox, the farthest from GNU's tools."""
    return re.search(r"\d+(?:\.\d+)+", subprocess.run([needed("busybox")], capture_output=True, text=True).stdout)[0]
