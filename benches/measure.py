"""Measures commands in alternating runs, so that other load on the machine affects all of them equally."""

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
    """A command, and the measurements of its runs."""

    arguments: list[str]
    """The program and its arguments."""
    prepare: Callable[[], None] = lambda: None
    """Runs before each run, unmeasured."""
    codes: tuple[int, ...] = (0,)
    """The expected exit statuses."""
    seconds: list[float] = field(default_factory=list)
    """The duration of each run."""
    megabytes: float = 0
    """The peak memory of all runs, at least that of the Python process that starts them."""

    def run(self, is_measured=True):
        self.prepare()
        null = os.open(os.devnull, os.O_RDWR)
        output = os.open(OUTPUT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        actions = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, output, 1), (os.POSIX_SPAWN_DUP2, output, 2)]
        started = time.perf_counter()
        pid = os.posix_spawn(self.arguments[0], self.arguments, ENVIRONMENT, file_actions=actions)
        _, status, usage = os.wait4(pid, 0)
        seconds = time.perf_counter() - started
        os.close(null)
        os.close(output)
        code = os.waitstatus_to_exitcode(status)
        if code not in self.codes:
            sys.exit(f"{' '.join(self.arguments)} exited with {code}:\n{Path(OUTPUT).read_text()[:2000]}")
        if is_measured:
            self.seconds.append(seconds)
            self.megabytes = max(self.megabytes, usage.ru_maxrss / 1024)

    @property
    def median(self):
        return statistics.median(self.seconds)


OUTPUT = os.devnull
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}


def capture_output(folder):
    """Writes the commands' output to a file in `folder`."""
    global OUTPUT
    OUTPUT = str(folder / "output")


def run_alternately(commands, rounds, warm_ups=1):
    """Runs the commands one after the other in `rounds` rounds, after unmeasured warm-up rounds."""
    for number in range(warm_ups + rounds):
        for command in commands:
            command.run(is_measured=number >= warm_ups)


def ratio(one, other):
    """The duration of `one` relative to `other`: the median of the ratios in each round."""
    return statistics.median(a / b for a, b in zip(one.seconds, other.seconds, strict=True))


def use_two_cores():
    """Restricts this process and its children to two cores."""
    cores = sorted(os.sched_getaffinity(0))[:CORES]
    os.sched_setaffinity(0, cores)
    return len(cores)
