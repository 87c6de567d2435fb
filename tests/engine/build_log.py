"""What BuildKit did in a build, read from its plain progress: which steps ran, and which came from a cache."""

import re
from collections import defaultdict

# An act log has the job before each line, and a terminal's colours in it.
BEFORE = re.compile(r"^\[[^\]]+\]\s+\| ?")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
STEP = re.compile(r"#(\d+) (\[.+)")
PART = re.compile(r"#(\d+) (.+)")


class Steps:
    """The steps of all builds of a log. A step of two builds counts as run if it ran in either."""

    def __init__(self, log: str):
        self.ran: set[str] = set()
        self.cached: set[str] = set()
        names: dict[str, str] = {}
        signs: dict[str, set[str]] = defaultdict(set)
        for line in log.splitlines():
            line = COLOURS.sub("", BEFORE.sub("", line.strip()))
            if line.startswith("#0 "):  # a build begins, and counts its steps anew
                self._close(names, signs)
            elif named := STEP.fullmatch(line):
                names[named[1]] = named[2]
            elif part := PART.fullmatch(line):
                signs[part[1]].add(sign(part[2]))
        self._close(names, signs)

    def _close(self, names: dict[str, str], signs: dict[str, set[str]]) -> None:
        for number, name in names.items():
            # A step whose layers are fetched is not marked as cached, but prints nothing of its own.
            from_cache = "cached" in signs[number] or ("fetched" in signs[number] and "printed" not in signs[number])
            (self.cached if from_cache else self.ran).add(name)
        names.clear()
        signs.clear()

    def all_cached(self, words: str) -> bool:
        """Whether there are steps with these words, and none of them ran."""
        return any(words in step for step in self.cached) and not self.any_ran(words)

    def any_ran(self, words: str) -> bool:
        return any(words in step for step in self.ran)


def sign(text: str) -> str:
    if text == "CACHED":
        return "cached"
    if re.match(r"(extracting )?sha256:", text):
        return "fetched"
    return "printed" if re.match(r"\d+\.\d+ ", text) else "other"
