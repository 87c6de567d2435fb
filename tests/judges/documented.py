#!/usr/bin/env python3
"""documented.py FOLDER PAGE...: extracts the files that pages show, so that linters can check them. Each page has a subfolder of FOLDER.

A code block is a file if its first line is a comment with a path. Exits with 1 if a workflow has no path, because it would not be
linted.
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
                print(f"{page}: a workflow does not start with a comment with its path:\n{text}")
                nameless += 1
    return 1 if nameless else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
