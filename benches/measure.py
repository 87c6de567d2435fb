"""How long commands take: in turn, again and again, so that whatever else the machine does meets them all alike."""

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

CORES = 2


@dataclass
class Command:
    """A command, and what came of its runs."""

    words: list[str]
    """The program and its arguments."""
    prepare: Callable[[], None] = lambda: None
    """What is done before each run, and not measured."""
    codes: tuple[int, ...] = (0,)
    """How it may end."""
    seconds: list[float] = field(default_factory=list)
    """How long each run took."""
    megabytes: float = 0
    """The most memory that a run had. No less than Python's own, which starts it."""

    def run(self, is_measured=True):
        self.prepare()
        null = os.open(os.devnull, os.O_RDWR)
        said = os.open(SAID, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        actions = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, said, 1), (os.POSIX_SPAWN_DUP2, said, 2)]
        started = time.perf_counter()
        pid = os.posix_spawn(self.words[0], self.words, ENVIRONMENT, file_actions=actions)
        _, status, usage = os.wait4(pid, 0)
        seconds = time.perf_counter() - started
        os.close(null)
        os.close(said)
        code = os.waitstatus_to_exitcode(status)
        if code not in self.codes:
            sys.exit(f"{' '.join(self.words)} ended with {code}:\n{Path(SAID).read_text()[:2000]}")
        if is_measured:
            self.seconds.append(seconds)
            self.megabytes = max(self.megabytes, usage.ru_maxrss / 1024)

    @property
    def median(self):
        return statistics.median(self.seconds)


SAID = os.devnull
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}


def keep_apart(folder):
    """What the commands print is kept in `folder`."""
    global SAID
    SAID = str(folder / "said")


def in_turn(commands, rounds, warm_ups=1):
    """Runs the commands one after the other, `rounds` times, and before that a few times unmeasured."""
    for number in range(warm_ups + rounds):
        for command in commands:
            command.run(is_measured=number >= warm_ups)


def ratio(one, other):
    """How many times as long `one` takes as `other`: the median of the rounds, in each of which both ran."""
    return statistics.median(a / b for a, b in zip(one.seconds, other.seconds, strict=True))


def on_two_cores():
    """Keeps this process, and all that it starts, on two cores."""
    cores = sorted(os.sched_getaffinity(0))[:CORES]
    os.sched_setaffinity(0, cores)
    return len(cores)
