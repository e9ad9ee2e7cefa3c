"""Times training steps and single-row predictions of Gradus beside other systems, and writes a report.

Every system is a process of its own that stays warm (bench/peers). They take turns: in each round each measures the same
case for a moment, so that a machine that slows down slows all. A ratio is formed within a round. One pass has all of them
pinned to one core, the other lets them use two threads.
"""

import argparse
import datetime
import fnmatch
import json
import os
import platform
import queue
import shlex
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import report

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
PEERS = BENCH / "peers"
TARGET = ROOT / "target" / "bench"

START_TIMEOUT = 300  # seconds for a worker to be ready
REQUEST_TIMEOUT = 300  # and to answer
PAUSE = 0.25  # seconds between two workers' turns: some keep threads spinning for a while

TRAINING = [
    "2-2-2:1:double",
    "4-16-3:16:float",
    "30-100-100-2:32:float",
    "784-128-10:1:float",
    "784-128-10:32:float",
    "784-128-10:128:float",
    "784-128-10:1024:float",
    "784-512-512-10:32:float",
    "784-512-512-10:128:float",
    "784-512-512-10:512:float",
]
PREDICTION = [
    "2-2-2:1:double",
    "4-16-3:1:float",
    "30-100-100-2:1:float",
    "784-128-10:1:float",
    "784-512-512-10:1:float",
]

# Environment variables that change what a system computes with: reported, and handed on as they are.
TELLING = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "MKL_CBWR", "MKL_ENABLE_INSTRUCTIONS", "ONEDNN_MAX_CPU_ISA",
           "TF_ENABLE_ONEDNN_OPTS", "TF_XLA_FLAGS", "OMP_WAIT_POLICY", "KMP_BLOCKTIME", "KMP_AFFINITY"]


class Missing(Exception):
    """A system cannot be had here; the message says why."""


def say(text):
    print(text, file=sys.stderr, flush=True)


# --- How each system is started ----------------------------------------------------------------------------------------


def java(class_path, source, *options):
    return [os.path.join(os.environ["JAVA_HOME"], "bin", "java"), *options, "-cp", class_path, str(PEERS / source)]


def maven_class_path(profile):
    """The class path of a profile of bench/peers/pom.xml, which Maven downloads if it is not there yet."""
    kept = TARGET / f"{profile}.classpath"
    pom = PEERS / "pom.xml"
    if kept.exists() and kept.stat().st_mtime > pom.stat().st_mtime:
        path = kept.read_text()
        if all(os.path.exists(jar) for jar in path.split(":")):
            return path
    if not shutil.which("mvn"):
        raise Missing("its libraries are fetched by Maven, which is not on the PATH")
    command = ["mvn", "-B", "-q", "-f", str(pom), "-P", profile, "-Djavacpp.platform=linux-x86_64",
               "dependency:build-classpath", f"-Dmdep.outputFile={kept}.new"]
    say(f"fetching the libraries of {profile}")
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        errors = [line for line in done.stdout.splitlines() if "ERROR" in line]
        raise Missing("Maven could not fetch its libraries: " + (errors[0] if errors else "no reason given")[:200])
    os.replace(f"{kept}.new", kept)
    return kept.read_text()


# maxPhysicalBytes=0: else JavaCPP asks the system for its memory use at each allocation, which costs more than a small step.
JAVACPP = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
           "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0", f"-Dorg.bytedeco.javacpp.cachedir={TARGET / 'javacpp'}"]


def gradus(*options):
    # As ./gradus starts it.
    return lambda threads: java(
        str(ROOT / "app" / "target" / "lib") + "/*", "GradusWorker.java", "-XX:+UseSerialGC", *options)


def tensorflow(threads):
    return java(maven_class_path("tensorflow"), "TensorFlowWorker.java", *JAVACPP)


def libtorch(threads):
    return java(maven_class_path("libtorch"), "LibtorchWorker.java", "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true", f"-Dai.djl.pytorch.num_threads={threads}",
                "-Dai.djl.pytorch.num_interop_threads=1")


def dl4j(threads):
    flags = cpu_info("flags").split()
    vectors = "-avx512" if "avx512f" in flags else "-avx2" if "avx2" in flags else ""
    return java(maven_class_path("dl4j"), "Dl4jWorker.java", *JAVACPP,
                f"-Dorg.bytedeco.javacpp.platform.extension={vectors}")


def plain_java(profile, source):
    return lambda threads: java(maven_class_path(profile), source)


def python(script):
    return lambda threads: [sys.executable, str(PEERS / script)]


# key: (title, how to start it for a number of threads)
SYSTEMS = {
    # From the first step on the kernels that a long training has after a second or two of work.
    "gradus": ("Gradus", gradus("--add-modules", "jdk.incubator.vector", "-Dgradus.kernels=vector")),
    "gradus-plain": ("Gradus without the Vector API", gradus()),
    "tensorflow": ("TensorFlow (Java)", tensorflow),
    "libtorch": ("libtorch (DJL)", libtorch),
    "pytorch": ("PyTorch (Debian)", python("pytorch_worker.py")),
    "sklearn": ("scikit-learn (Debian)", python("sklearn_worker.py")),
    "dl4j": ("Deeplearning4j", dl4j),
    "smile": ("Smile", plain_java("smile", "SmileWorker.java")),
    "encog": ("Encog", plain_java("encog", "EncogWorker.java")),
    "numpy": ("NumPy notebook", python("numpy_worker.py")),
}


class Worker:
    """A running system."""

    def __init__(self, key, threads, warm_up):
        self.key = key
        self.log = TARGET / f"{key}-{threads}.log"
        environment = dict(os.environ, DJL_CACHE_DIR=str(TARGET / "djl"), TF_CPP_MIN_LOG_LEVEL="2")
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            environment[name] = str(threads)
        command = SYSTEMS[key][1](threads) + [str(threads), str(warm_up)]
        if threads == 1 and shutil.which("taskset"):
            command = ["taskset", "-c", str(min(os.sched_getaffinity(0)))] + command
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
                                            bufsize=1, env=environment, cwd=ROOT)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        try:
            ready = self._line(START_TIMEOUT)
            if not ready.startswith("ready "):
                raise Missing(f"expected the line `ready`, got {ready!r}")
        except Missing:
            self.process.kill()
            raise
        self.version = ready[len("ready "):]

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def _line(self, timeout):
        try:
            line = self.lines.get(timeout=timeout)
        except queue.Empty:
            raise Missing(f"no answer within {timeout} s")
        if line is None:
            raise Missing("its process ended: " + self._last_words())
        return line

    def _last_words(self):
        lines = [line.strip() for line in self.log.read_text(errors="replace").splitlines() if line.strip()]
        errors = [line for line in lines if "error" in line.lower() or "exception" in line.lower()]
        return (errors or lines or ["no word on standard error"])[-1][:200]

    def ask(self, what, case, seconds):
        """(microseconds, note), or (None, reason) if the system cannot do the case. Missing: it is no longer there."""
        try:
            self.process.stdin.write(f"{what} {case} {seconds}\n")
            answer = self._line(REQUEST_TIMEOUT)
        except BrokenPipeError:
            raise Missing("its process ended: " + self._last_words())
        name, value, *rest = answer.split(" ", 2)
        if name != case:
            raise Missing(f"expected an answer on {case}, got {answer!r}")
        text = rest[0] if rest else ""
        return (None, text) if value == "unsupported" else (float(value), text)

    def stop(self):
        try:
            self.process.stdin.write("quit\n")
            self.process.wait(10)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()


# --- The comparison ----------------------------------------------------------------------------------------------------


class Comparison:
    def __init__(self, args):
        self.args = args
        self.workers = {}
        self.data = {
            "date": datetime.date.today().isoformat(),
            "command": ("bench/run " + shlex.join(sys.argv[1:])).strip(),
            "rounds": args.rounds,
            "seconds": args.seconds,
            "machine": machine(),
            "environment": {name: os.environ[name] for name in TELLING if name in os.environ},
            "systems": {key: {"title": SYSTEMS[key][0]} for key in args.systems},
            "results": [],
        }

    def run(self):
        for threads in self.args.threads:
            try:
                for key in self.args.systems:
                    self.start(key, threads)
                if "gradus" not in self.workers:
                    sys.exit(f"compare: Gradus itself does not run, see {TARGET}/gradus-{threads}.log")
                for what, case in chosen_cases(self.args.cases, threads):
                    self.measure(what, case, threads)
            finally:
                for worker in self.workers.values():
                    worker.stop()
                self.workers.clear()

    def start(self, key, threads):
        system = self.data["systems"][key]
        try:
            self.workers[key] = Worker(key, threads, self.args.warm_up)
            system["version"] = self.workers[key].version
            say(f"{threads} thread(s): {system['title']}: {system['version']}")
        except (Missing, OSError) as e:
            system["missing"] = str(e)
            say(f"{threads} thread(s): {system['title']} is missing: {e}")

    def measure(self, what, case, threads):
        """All rounds of one case."""
        result = {"what": what, "case": case, "threads": threads, "microseconds": {}, "notes": {}, "unsupported": {}}
        taking_part = []
        for key in list(self.workers):
            value, text = self.ask(key, what, case, 0, threads)  # warms up
            if value is None:
                result["unsupported"][key] = text
                continue
            taking_part.append(key)
            result["microseconds"][key] = []
            if text:
                result["notes"][key] = text
        for round_ in range(self.args.rounds):
            first = round_ % max(1, len(taking_part))
            for key in taking_part[first:] + taking_part[:first]:
                if key not in result["unsupported"]:
                    time.sleep(PAUSE)
                    value, text = self.ask(key, what, case, self.args.seconds, threads)
                    if value is None:
                        result["unsupported"][key] = text
                        del result["microseconds"][key]
                    else:
                        result["microseconds"][key].append(value)
        medians = "  ".join(f"{key} {sorted(v)[len(v) // 2]:.4g}" for key, v in result["microseconds"].items())
        say(f"{threads} thread(s): {what} {case} [µs]: {medians}")
        self.data["results"].append(result)
        write(self.args.json, json.dumps(self.data, indent=1, ensure_ascii=False) + "\n")

    def ask(self, key, what, case, seconds, threads):
        worker = self.workers.get(key)
        if worker is None:
            return None, "it failed in an earlier case and did not start again"
        try:
            return worker.ask(what, case, seconds)
        except Missing as e:
            say(f"{threads} thread(s): {key}: {what} {case}: {e}; starting it again")
            worker.process.kill()
            del self.workers[key]
            self.start(key, threads)
            self.data["systems"][key].pop("missing", None)
            return None, f"it failed: {e}"


def chosen_cases(patterns, threads):
    """(what, case) of a pass, of those whose name has one of the patterns in it."""
    cases = [("train", case) for case in TRAINING] + [("predict", case) for case in PREDICTION if threads == 1]
    return [(what, case) for what, case in cases
            if any(fnmatch.fnmatchcase(f"{what} {case}", f"*{pattern}*") for pattern in patterns)]


def cpu_info(name):
    """A line of Linux's description of the first CPU; empty where there is none."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.split(":")[0].strip() == name:
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return ""


def machine():
    """What a reader must know of this machine: no name of it."""
    cpu, ram, system = cpu_info("model name") or platform.machine(), "", platform.system()
    try:
        kib = int(Path("/proc/meminfo").read_text().split("MemTotal:")[1].split()[0])
        ram = f"{kib / 1048576:.0f} GiB"
        for line in Path("/etc/os-release").read_text().splitlines():
            if line.startswith("PRETTY_NAME="):
                system = line.split("=", 1)[1].strip('"')
    except (OSError, IndexError, ValueError):
        pass
    return {"cpu": cpu, "cores": len(os.sched_getaffinity(0)), "ram": ram,
            "os": f"{system}, Linux {platform.release().split('-')[0]} {platform.machine()}"}


def write(path, text):
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_text(text)
    os.replace(new, path)


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="bench/run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n"
        "  bench/run                                            all of it, half an hour; writes docs/performance.md\n"
        "  bench/run --quick --systems pytorch --cases 784-128  a first look\n"
        "  bench/run --report target/bench/results.json         the report once more, from what was measured\n\n"
        "systems: " + ", ".join(SYSTEMS) + "\n"
        "cases: " + ", ".join(f"'{what} {case}'" for what, cases in (("train", TRAINING), ("predict", PREDICTION))
                              for case in cases) + "\n"
        "Predictions are measured on one thread only.",
    )
    comma = lambda text: [part for part in text.split(",") if part]
    parser.add_argument("--systems", type=comma, metavar="A,B", help="only these, and Gradus (default: all)")
    parser.add_argument("--cases", type=comma, default=[""], metavar="TEXT,TEXT",
                        help="only cases whose name has one of these in it; * and ? as in a shell (default: all)")
    parser.add_argument("--threads", type=comma, default=["1", "2"], metavar="1,2",
                        help="passes: 1 pins every system to one core (default: 1,2)")
    parser.add_argument("--rounds", type=int, help="of each case (default 5; with --quick 3)")
    parser.add_argument("--seconds", type=float, help="a system measures in a round (default 0.5; with --quick 0.1)")
    parser.add_argument("--quick", action="store_true", help="short warm-ups and rounds; not for numbers to keep")
    parser.add_argument("--out", type=Path, metavar="FILE.md",
                        help="the report; its chart goes into images/ beside it (default docs/performance.md; with "
                        "--quick, --systems or --cases target/bench/performance.md)")
    parser.add_argument("--json", type=Path, default=TARGET / "results.json", metavar="FILE",
                        help="all that is measured, written after each case (default target/bench/results.json)")
    parser.add_argument("--report", type=Path, metavar="FILE.json", help="measure nothing, write the report of this")
    args = parser.parse_args(arguments)
    unknown = set(args.systems or []) - set(SYSTEMS)
    if unknown:
        parser.error(f"systems: expected of {', '.join(SYSTEMS)}, got {', '.join(sorted(unknown))}")
    if not all(each.isdigit() and int(each) > 0 for each in args.threads):
        parser.error(f"threads: expected numbers from 1 on, got {','.join(args.threads)}")
    part = args.quick or args.systems or args.cases != [""]
    args.threads = [int(each) for each in args.threads]
    args.systems = [key for key in SYSTEMS if not args.systems or key in args.systems or key == "gradus"]
    args.rounds = args.rounds or (3 if args.quick else 5)
    args.seconds = args.seconds or (0.1 if args.quick else 0.5)
    args.warm_up = 0.5 if args.quick else 2
    args.out = args.out or (TARGET if part and not args.report else ROOT / "docs") / "performance.md"
    if not any(chosen_cases(args.cases, threads) for threads in args.threads):
        parser.error(f"cases: expected part of the name of a case (bench/run --help lists them), got {','.join(args.cases)}")
    if args.rounds < 1 or args.seconds <= 0:
        parser.error("rounds and seconds: expected more than 0")
    return args


def main():
    args = parse(sys.argv[1:])
    TARGET.mkdir(parents=True, exist_ok=True)
    if args.report:
        try:
            data = json.loads(args.report.read_text())
        except (OSError, ValueError) as e:
            sys.exit(f"compare: {args.report}: {e}. Hint: bench/run writes such a file, by default {args.json}")
    else:
        comparison = Comparison(args)
        try:
            comparison.run()
        except KeyboardInterrupt:
            say(f"compare: interrupted. Hint: bench/run --report {args.json} makes a report of what was measured till then")
            sys.exit(130)
        data = comparison.data
    chart = args.out.parent / "images" / (args.out.stem + ".svg")
    try:
        import chart as charts  # needs matplotlib

        chart.parent.mkdir(parents=True, exist_ok=True)
        charts.draw(data, chart)
    except ImportError:
        say("compare: no chart, for matplotlib is not there. Hint: sudo apt-get install python3-matplotlib, then "
            f"bench/run --report {args.report or args.json}")
    write(args.out, report.markdown(data, f"images/{chart.name}", sorted((BENCH / "results").glob("*.md"))))
    say(f"wrote {args.out}")


if __name__ == "__main__":
    main()
