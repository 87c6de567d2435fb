"""Parses BuildKit's plain progress output: which steps ran, and which were cached."""

import re
from collections import defaultdict

# act prefixes each line with the job, and colours the output.
PREFIX = re.compile(r"^\[[^\]]+\]\s+\| ?")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
STEP = re.compile(r"#(\d+) (\[.+)")
OUTPUT = re.compile(r"#(\d+) (.+)")


class Steps:
    """The steps of all builds in a log. A step of several builds counts as run if it ran in any of them."""

    def __init__(self, log: str):
        self.ran: set[str] = set()
        self.cached: set[str] = set()
        names: dict[str, str] = {}
        events: dict[str, set[str]] = defaultdict(set)
        for line in log.splitlines():
            line = COLOURS.sub("", PREFIX.sub("", line.strip()))
            if line.startswith("#0 "):  # a new build starts to number its steps
                self._finish_build(names, events)
            elif named := STEP.fullmatch(line):
                names[named[1]] = named[2]
            elif output := OUTPUT.fullmatch(line):
                events[output[1]].add(classify(output[2]))
        self._finish_build(names, events)

    def _finish_build(self, names: dict[str, str], events: dict[str, set[str]]) -> None:
        for number, name in names.items():
            # BuildKit does not mark a step as cached if it fetches the layers, but such a step prints nothing.
            from_cache = "cached" in events[number] or ("fetched" in events[number] and "printed" not in events[number])
            (self.cached if from_cache else self.ran).add(name)
        names.clear()
        events.clear()

    def all_cached(self, text: str) -> bool:
        """Whether there are steps with this text in their names, all of them cached."""
        return any(text in step for step in self.cached) and not self.any_ran(text)

    def any_ran(self, text: str) -> bool:
        return any(text in step for step in self.ran)


def classify(text: str) -> str:
    """The kind of event that a line of a step's output reports."""
    if text == "CACHED":
        return "cached"
    if re.match(r"(extracting )?sha256:", text):
        return "fetched"
    return "printed" if re.match(r"\d+\.\d+ ", text) else "other"
