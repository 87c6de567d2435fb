#!/usr/bin/env python3
"""documented.py FOLDER PAGE...: the files that pages show, each page's in a folder of its own in FOLDER, so that judges can read them.

A block of code whose first line is a comment with a path is the file of that path. Exits with 1 where a workflow has none: nobody would judge it.
"""

import re
import shutil
import sys
from pathlib import Path

BLOCK = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"# ([\w./-]+\.\w+)\n")


def main(folder: str, *pages: str) -> int:
    shutil.rmtree(folder, ignore_errors=True)
    nameless = 0
    for page in map(Path, pages):
        (Path(folder) / page.stem).mkdir(parents=True)
        for _, language, text in BLOCK.findall(page.read_text(encoding="utf-8")):
            if path := PATH.match(text):
                file = Path(folder) / page.stem / path[1]
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            elif language in ("yaml", "yml") and re.search(r"^(on|jobs):", text, re.MULTILINE):
                print(f"{page}: a workflow does not begin with a comment that names its file:\n{text}")
                nameless += 1
    return 1 if nameless else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
