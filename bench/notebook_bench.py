"""Times Gradus side by side with the notebook in NumPy, and prints ratios. Started by notebook.sh.

Two comparisons, each in turns so that a machine that slows down slows both:
  steps   warm seconds a step: `gradus compare --json -` against `notebook.py steps`
  whole   wall seconds of the whole process, start-up included: `gradus compare` against `notebook.py whole`.
          `gradus compare` also measures warm steps in that time, which the notebook does not; it prints a summary
          instead of every tenth epoch's losses.

A ratio is NumPy's seconds over Gradus's: above 1, Gradus is faster.
"""

import argparse
import json
import os
import platform
import re
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy

BENCH = Path(__file__).resolve().parent
NOTEBOOK = [sys.executable, str(BENCH / "notebook.py")]
METHODS = ["backpropagation", "numericalDifferentiation"]


def run(command):
    """Runs a command to its end; returns (wall seconds, standard output). Ends the program if it fails."""
    start = time.perf_counter()
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    except OSError as e:
        sys.exit(f"notebook_bench: {shlex.join(command)}: {e.strerror}. Hint: --gradus COMMAND names the program to time")
    wall = time.perf_counter() - start
    if done.returncode != 0:
        sys.stderr.write(done.stderr)
        sys.exit(f"notebook_bench: {shlex.join(command)}: exit code {done.returncode}. Hint: run it by hand")
    return wall, done.stdout


def seconds_per_step(command):
    text = run(command)[1]
    try:
        report = json.loads(text)
        return [float(report[method]["secondsPerStep"]) for method in METHODS]
    except (ValueError, KeyError, TypeError):
        sys.exit(
            f"notebook_bench: {shlex.join(command)}: expected a JSON report with secondsPerStep of both methods, "
            f"got {text[:200]!r}. Hint: run it by hand"
        )


def java_version(gradus):
    """The version of the JVM that Gradus runs on: the launcher hands GRADUS_JAVA_OPTS to it."""
    environment = dict(os.environ, GRADUS_JAVA_OPTS="-Xinternalversion")
    try:
        done = subprocess.run(gradus, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    except OSError:
        return "unknown"
    found = re.search(r"JRE \(([^)]*)\)", done.stdout)
    return found.group(1) if found else "unknown"


def cpu_name():
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def print_table(title, gradus, notebook):
    """One line a round, then the ratios' least, median and greatest."""
    print(f"\n{title}")
    print(f"{'round':>8} {'Gradus [s]':>14} {'NumPy [s]':>14} {'NumPy/Gradus':>14}")
    ratios = [n / g for g, n in zip(gradus, notebook)]
    for i, (g, n, ratio) in enumerate(zip(gradus, notebook, ratios), start=1):
        print(f"{i:>8} {g:>14.4g} {n:>14.4g} {ratio:>14.4g}")
    for name, of in [("min", min), ("median", statistics.median), ("max", max)]:
        print(f"{name:>8} {'':>14} {'':>14} {of(ratios):>14.4g}")


def in_turns(rounds, first, second):
    """Calls both in each round; which goes first alternates."""
    results = ([], [])
    for i in range(rounds):
        for which in (0, 1) if i % 2 == 0 else (1, 0):
            results[which].append((first, second)[which]())
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="of warm steps (default 5)")
    parser.add_argument("--whole-rounds", type=int, default=3, help="of whole processes (default 3)")
    parser.add_argument(
        "--gradus",
        default=os.environ.get("GRADUS_COMMAND") or shlex.quote(str(BENCH.parent / "gradus")),
        help="the program to time (default: GRADUS_COMMAND, or ./gradus of this checkout)",
    )
    args = parser.parse_args()
    if args.rounds < 1 or args.whole_rounds < 1:
        parser.error("rounds: expected at least 1")
    gradus = shlex.split(args.gradus)
    compare = gradus + ["compare"]

    run(compare)  # builds what is missing, and brings the files of both into the cache
    run(NOTEBOOK + ["whole", "--epochs", "1"])
    print(f"machine  {cpu_name()}, {cores()} cores usable, {platform.system()} {platform.machine()}")
    print(f"versions JDK {java_version(gradus)}, Python {platform.python_version()}, NumPy {numpy.__version__}")
    print(f"command  bench/notebook.sh {shlex.join(sys.argv[1:])}".rstrip())

    ours, theirs = in_turns(
        args.rounds,
        lambda: seconds_per_step(compare + ["--json", "-"]),
        lambda: seconds_per_step(NOTEBOOK + ["steps"]),
    )
    for m, method in enumerate(METHODS):
        print_table(f"a step, warm, {method}", [each[m] for each in ours], [each[m] for each in theirs])

    ours, theirs = in_turns(
        args.whole_rounds, lambda: run(compare)[0], lambda: run(NOTEBOOK + ["whole"])[0]
    )
    print_table("the whole process, both trainings of 1000 epochs", ours, theirs)


if __name__ == "__main__":
    main()
