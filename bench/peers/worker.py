"""A system to be timed, as a process that answers requests: Python's side of what bench/compare.py asks.

Started with the number of threads and the seconds of a warm-up. Requests and answers as in Worker.java, cases as in
Case.java; the numbers drawn differ, their distribution does not.
"""

import os
import sys
import time
import traceback

import numpy

LEARNING_RATE = 0.001
CHUNK_SECONDS = 0.005
REWARM_SECONDS = 0.05


class Unsupported(Exception):
    """The system cannot do the case; the message says why."""


class Case:
    """What is timed, see Case.java."""

    def __init__(self, text):
        sizes, rows, precision = text.split(":")
        self.sizes = [int(size) for size in sizes.split("-")]
        self.rows = int(rows)
        self.is_double = precision == "double"
        random = numpy.random.default_rng(1)
        inputs, outputs = self.sizes[0], self.sizes[-1]
        self.x = random.standard_normal((self.rows, inputs)).astype("float64" if self.is_double else "float32")
        self.labels = random.integers(0, outputs, self.rows)
        hit, miss = (0.99, 0.01) if self.is_double else (1, 0)
        self.targets = numpy.where(numpy.arange(outputs) == self.labels[:, None], hit, miss).astype(self.x.dtype)


class Worker:
    """Measures one case at a time; a case's first request warms up."""

    def __init__(self, train, predict, warm_up_seconds):
        self.makers = {"train": train, "predict": predict}
        self.warm_up_seconds = warm_up_seconds
        self.current = None

    def measure(self, what, name, seconds):
        if self.current != (what, name):
            self.current = None
            made = self.makers[what](Case(name))
            self.steps, self.note = made if isinstance(made, tuple) else (made, "")
            self.chunk = 1
            self.seconds_per_step(self.warm_up_seconds)
            self.current = (what, name)
        self.seconds_per_step(REWARM_SECONDS)
        return f"{self.seconds_per_step(seconds) * 1e6!r} {self.note}".strip()

    def seconds_per_step(self, seconds):
        """Calls steps(count), which may take more than count and says how many, for at least this long; the mean."""
        total = 0
        start = now = time.perf_counter()
        while total == 0 or now - start < seconds:
            before = now
            total += self.steps(self.chunk)
            now = time.perf_counter()
            if now - before < CHUNK_SECONDS / 2:
                self.chunk *= 2
        return (now - start) / total


def repeat(step):
    """Steps made of a function that takes one."""

    def steps(count):
        for _ in range(count):
            step()
        return count

    return steps


def serve(version, train, predict):
    """Answers requests until `quit`. `train` and `predict` take a Case and return steps(count) -> count taken,
    or a pair of that and a note on what differs from the case."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # whatever else prints, prints to standard error
    worker = Worker(train, predict, float(sys.argv[2]))
    print(f"ready {version}", file=answers)
    for line in sys.stdin:
        if line.strip() == "quit":
            break
        what, name, seconds = line.split()
        try:
            answer = worker.measure(what, name, float(seconds))
        except Unsupported as e:
            answer = f"unsupported {e}"
        except Exception as e:
            traceback.print_exc()
            answer = f"unsupported it failed: {type(e).__name__}: " + " ".join(str(e).split())
        print(name, answer, file=answers)


def threads():
    return int(sys.argv[1])
