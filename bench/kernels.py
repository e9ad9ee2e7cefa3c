"""Measures Gradus's kernels by JMH, side by side with what they are judged by, and writes a section of
docs/performance.md: bench/results/kernels.md, which bench/run puts at the document's end. Started by kernels.sh.

  products     the three matrix products of a dense layer: beside the machine's measured fma peak and OpenBLAS, on one thread,
               in turns within one JVM. OpenBLAS runs as the environment sets it and, where OPENBLAS_CORETYPE or
               OPENBLAS_L2_SIZE are set, once more without them, if its results are right then.
  portable     the same products in a JVM without the Vector API
  elementwise  exp, tanh and their kin, softmax with cross-entropy, updates; vector beside scalar
  small        training steps of 2-2-2 beside the same step written by hand; predictions of one row
"""

import argparse
import datetime
import json
import os
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

from compare import machine, write

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
TARGET = ROOT / "target" / "bench"

PARTS = ["products", "portable", "elementwise", "small"]
SHAPES = ["32x784x128", "96x784x128", "128x784x128", "128x512x512", "1024x784x128", "512x512x512", "1024x784x512"]
QUICK_SHAPES = ["128x784x128", "512x512x512"]
PORTABLE_IN_DOUBLE = QUICK_SHAPES  # the target is for float
PRECISIONS = ["float", "double"]
PRODUCTS = {"z": "z = x·W + b", "dW": "dW = xᵀ·delta", "dx": "dx = delta·Wᵀ"}
FUNCTIONS = ["exp", "log", "tanh", "sigmoid", "erf", "relu", "softmax"]
UPDATES = ["sgd", "adam"]
ELEMENTS = 4000  # ElementwiseBenchmark.N
# An iteration is disturbed if its thread had a core for less than this share of the time.
UNDISTURBED = 0.97
ATTEMPTS = 3  # forks, until each contender has undisturbed iterations in most rounds

STEPS = {"step": "Gradus", "stepByHand": "by hand, a call a step", "stepByHandInLocals": "by hand, parameters in local variables"}
PREDICTIONS = {"predictSmall": "2-2-2, double", "predictLarger": "784-128-10, float",
               "predictLargerInDouble": "784-128-10, double"}

# Percent of the peak from so many multiplications with additions on.
PEAK_TARGETS = [(512**3, 85), (96 * 128 * 784, 75)]
OPENBLAS_TARGET = 100
PORTABLE_TARGET = 30  # Gflop/s in float
STEP_TARGET = 1.5  # times the step by hand
PREDICTION_TARGET = 100  # ns, of 2-2-2

# Variables that choose what OpenBLAS computes with.
CHOOSING = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"]


class Failed(Exception):
    """A benchmark could not be run; the message says why."""


def say(text):
    print(text, file=sys.stderr, flush=True)


# --- Measuring ---------------------------------------------------------------------------------------------------------


def java():
    return os.path.join(os.environ["JAVA_HOME"], "bin", "java")


CLASS_PATH = os.pathsep.join([str(BENCH / "target" / "classes"), str(BENCH / "target" / "lib" / "*")])
NATIVE = "--enable-native-access=ALL-UNNAMED"
VECTOR = "--add-modules=jdk.incubator.vector"


def facts(environment):
    """What the program Facts says, as a dictionary; `failed` is there if OpenBLAS must not be measured."""
    done = subprocess.run([java(), VECTOR, NATIVE, "-cp", CLASS_PATH, "io.gradus.engine.Facts", *SHAPES],
                          env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    found = {}
    for line in done.stdout.splitlines():
        name, colon, value = line.partition(": ")
        if colon and name not in found:
            found[name] = value
    if "openblas missing" in found:
        found["failed"] = "it is missing"
    elif done.returncode == 3:
        found["failed"] = "its results are wrong (" + found.get("openblas wrong", "?") + ")"
    elif done.returncode < 0:
        found["failed"] = f"it ends the process by signal {-done.returncode}"
    elif done.returncode > 0:
        found["failed"] = f"exit code {done.returncode}: {done.stderr.strip()[-300:]}"
    return found


def jmh(benchmark, parameters, jvm, environment, warmup, measurement):
    """Runs one benchmark in a fork of its own; the scores in ns of its iterations of measurement, each with the share of
    the time that its thread had a core.

    warmup, measurement: (number of iterations, seconds of each)
    """
    result = TARGET / "jmh.json"
    result.unlink(missing_ok=True)
    command = [java(), "-Djmh.ignoreLock=true", "-cp", CLASS_PATH, "org.openjdk.jmh.Main", f"^io.gradus.engine.{benchmark}$",
               "-f", "1", "-wi", str(warmup[0]), "-w", f"{round(1000 * warmup[1])}ms",
               "-i", str(measurement[0]), "-r", f"{round(1000 * measurement[1])}ms", "-foe", "true",
               "-rf", "json", "-rff", str(result), "-jvmArgs", " ".join(jvm)]
    for name, value in parameters.items():
        command += ["-p", f"{name}={value}"]
    with open(TARGET / "jmh.log", "a") as log:
        log.write(f"\n{shlex.join(command)}\n")
        log.flush()
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        [run] = json.loads(result.read_text())
        [scores] = run["primaryMetric"]["rawData"]
        [shares] = run["secondaryMetrics"]["coreShare"]["rawData"]
        if done.returncode == 0 and len(scores) == len(shares) == measurement[0]:
            return list(zip(scores, shares, strict=True))
    except (OSError, ValueError, KeyError):
        pass
    raise Failed(f"JMH ended with code {done.returncode}; see target/bench/jmh.log")


def compiled(scores):
    """Without those before the JIT compiler was done: where a later one takes less than a third."""
    return [None if score is not None and any(3 * later < score for later in known(scores[i + 1:])) else score
            for i, score in enumerate(scores)]


class Measuring:
    def __init__(self, args):
        self.args = args
        self.shapes = args.shapes or (QUICK_SHAPES if args.quick else SHAPES)
        self.rounds = args.rounds or (2 if args.quick else 3)
        self.data = {
            "command": shlex.join(["bench/kernels.sh", *sys.argv[1:]]),
            "date": datetime.date.today().isoformat(),
            "machine": machine(),
            "load": os.getloadavg()[0],
            "rounds": self.rounds,
            "settings": [],
            "products": [],
            "portable": [],
            "elementwise": [],
            "small": [],
            "failures": [],
            "disturbed": 0,
            "iterations": 0,
        }

    def settings(self):
        """The environments to measure OpenBLAS in, with what is known of each."""
        as_set = dict(os.environ)
        chosen = {name: as_set[name] for name in CHOOSING if name in as_set}
        found = [("as set" if chosen else "", as_set)]
        if chosen:
            found.append(("unset", {name: value for name, value in as_set.items() if name not in CHOOSING}))
        for name, environment in found:
            known = facts(environment)
            if "jdk" not in known:
                raise Failed(f"the benchmarks do not start: {known.get('failed')}")
            variables = " ".join(f"{n}={v}" for n, v in environment.items() if n in CHOOSING)
            self.data["settings"].append({"name": name, "variables": variables, **known})
            if "failed" in known:
                say(f"OpenBLAS{' ' + name if name else ''} is left out: {known['failed']}"
                    + (". Hint: sudo apt-get install libopenblas0-pthread" if "openblas missing" in known else ""))
        return found

    def turns(self, benchmark, parameters, contenders, jvm, environment, warmup, seconds):
        """The scores of each contender, round by round; None for a disturbed one.

        warmup: (rounds, seconds of a turn)
        """
        if contenders:
            parameters = {**parameters, "contenders": "+".join(contenders)}
        n = len(contenders) or 1
        rounds = []
        for _ in range(ATTEMPTS):
            iterations = [score if share >= UNDISTURBED else None
                          for score, share in jmh(benchmark, parameters, jvm, environment,
                                                  (warmup[0] * n, warmup[1]), (self.rounds * n, seconds))]
            self.data["disturbed"] += iterations.count(None)
            self.data["iterations"] += len(iterations)
            by_contender = [compiled(iterations[i::n]) for i in range(n)]
            rounds += zip(*by_contender)
            fewest = min(len(known(of_one)) for of_one in zip(*rounds))
            if 2 * fewest > self.rounds:
                break
        if fewest == 0:
            raise Failed(f"other processes took the core in {ATTEMPTS} attempts")
        return dict(zip(contenders or [benchmark], map(list, zip(*rounds))))

    def attempt(self, part, what, measure):
        say(f"{time.strftime('%H:%M:%S')} {part}: {what}")
        try:
            self.data[part].append(measure())
        except Failed as e:
            say(f"failed: {e}")
            self.data["failures"].append(f"{part}, {what} ({e})")
        write(self.args.json, json.dumps(self.data, indent=1))

    def run(self):
        quick = self.args.quick
        settings = self.settings()
        for part in self.args.parts:
            if part == "products":
                for precision in PRECISIONS:
                    for shape in self.shapes:
                        for i, (name, environment) in enumerate(settings):
                            blas = "failed" not in self.data["settings"][i]
                            if blas or i == 0:
                                self.attempt(part, f"{precision} {shape} {name}",
                                             lambda: self.products(precision, shape, name, environment, blas, quick))
            elif part == "portable":
                for precision in PRECISIONS:
                    for shape in self.shapes:
                        if precision == "float" or self.args.shapes or shape in PORTABLE_IN_DOUBLE:
                            self.attempt(part, f"{precision} {shape}", lambda: self.portable(precision, shape, quick))
            elif part == "elementwise":
                for precision in PRECISIONS:
                    self.attempt(part, precision, lambda: self.elementwise(precision, quick))
            else:
                for round_ in range(self.rounds):
                    for name in [*STEPS, *PREDICTIONS]:
                        self.attempt(part, f"{name}, round {round_ + 1}", lambda: self.small(name, round_, quick))

    def products(self, precision, shape, setting, environment, blas, quick):
        contenders = ["peak"]
        for product in PRODUCTS:
            contenders += [f"vector.{product}"] + ([f"openblas.{product}"] if blas else [])
        scores = self.turns("ProductBenchmark.turn", {"precision": precision, "shape": shape}, contenders,
                            [VECTOR, NATIVE], environment, (2, 0.35), 0.1 if quick else 0.15)
        return {"precision": precision, "shape": shape, "setting": setting, "ns": scores}

    def portable(self, precision, shape, quick):
        scores = self.turns("ProductBenchmark.turn", {"precision": precision, "shape": shape},
                            [f"portable.{product}" for product in PRODUCTS], [NATIVE], None, (2, 0.35),
                            0.1 if quick else 0.15)
        return {"precision": precision, "shape": shape, "ns": scores}

    def elementwise(self, precision, quick):
        contenders = [f"{how}.{f}" for f in FUNCTIONS for how in ("vector", "scalar")] + [f"loop.{u}" for u in UPDATES]
        # Calls of the Vector API take a thousand times as long until they are compiled, and here are many to compile.
        scores = self.turns("ElementwiseBenchmark.turn", {"precision": precision}, contenders, [VECTOR, NATIVE], None,
                            (4 if quick else 6, 0.3), 0.1)
        return {"precision": precision, "ns": scores}

    def small(self, name, round_, quick):
        scores = self.turns(f"SmallNetworkBenchmark.{name}", {}, [], [VECTOR, "-Dgradus.kernels=vector", NATIVE], None, (3, 0.6),
                            0.1 if quick else 0.3)
        [ns] = scores.values()
        return {"name": name, "round": round_, "ns": ns}


# --- The section -------------------------------------------------------------------------------------------------------


def known(values):
    return [value for value in values if value is not None]


def quotients(above, below):
    """Of each round in which both were measured."""
    return [a / b for a, b in zip(above, below) if a is not None and b is not None]


def digits(value):
    """Three significant digits, no exponent."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spread(values, show, missed=False):
    """The median, with the least and the greatest; bold if it misses its target."""
    median = show(statistics.median(values))
    return (f"**{median}**" if missed else median) + f" ({show(min(values))}–{show(max(values))})"


def percent(value):
    return f"{value:.0f}"


def shown_shape(shape):
    return shape.replace("x", " × ")


def size(shape):
    batch, inputs, outputs = map(int, shape.split("x"))
    return batch * inputs * outputs


def gflops(shape, ns):
    return [2 * size(shape) / t for t in known(ns)]


def table(head, rows, text=1):
    """text: columns of text, which come first; the others are numbers"""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * text + " ---: |" * (len(head) - text)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def setting_title(setting):
    core = setting.get("openblas kernels", "?")
    return f"{core}, {setting['name']}" if setting["name"] else core


def product_rows(data, precision):
    """(how far from its worst target, cells, what it misses in words) of each product, worst first."""
    peak_flops = float(data["settings"][0][f"peak flops in {precision}"])
    rows = []
    for shape in dict.fromkeys(r["shape"] for r in data["products"]):
        runs = [r for r in data["products"] if r["precision"] == precision and r["shape"] == shape]
        for product, formula in PRODUCTS.items():
            ours, of_peak = [], []
            for run in runs:
                mine = run["ns"][f"vector.{product}"]
                ours += gflops(shape, mine)
                of_peak += [100 * 2 * size(shape) / peak_flops * q for q in quotients(run["ns"]["peak"], mine)]
            if not of_peak:
                continue
            target = next((percent_ for least, percent_ in PEAK_TARGETS if size(shape) >= least), None)
            share = statistics.median(of_peak)
            margin = share / target if target else float("inf")
            missed = [f"{percent(share)} % of the peak instead of {target} %"] if margin < 1 else []
            cells = [shown_shape(shape), formula, spread(ours, digits), spread(of_peak, percent, margin < 1),
                     str(target or "–")]
            for setting in data["settings"]:
                ratios, theirs = [], []
                for run in runs:
                    if run["setting"] == setting["name"] and f"openblas.{product}" in run["ns"]:
                        blas = run["ns"][f"openblas.{product}"]
                        theirs += gflops(shape, blas)
                        ratios += [100 * q for q in quotients(blas, run["ns"][f"vector.{product}"])]
                if not ratios:
                    cells += ["–", "–"]
                    continue
                ratio = statistics.median(ratios)
                margin = min(margin, ratio / OPENBLAS_TARGET)
                if ratio < OPENBLAS_TARGET:
                    missed.append(f"{percent(ratio)} % of OpenBLAS ({setting_title(setting)})")
                cells += [spread(ratios, percent, ratio < OPENBLAS_TARGET), digits(statistics.median(theirs))]
            words = f"{precision}, {shown_shape(shape)}, {product}: {'; '.join(missed)}" if missed else ""
            rows.append((margin, cells, words))
    return sorted(rows, key=lambda row: row[0])


def product_head(data):
    head = ["batch × inputs × outputs", "product", "Gflop/s", "% of peak", "target"]
    for setting in data["settings"]:
        title = setting_title(setting) if "failed" not in setting else f"{setting['name']}, left out".strip(", ")
        head += [f"% of OpenBLAS ({title})", "its Gflop/s"]
    return head


def portable_rows(data):
    rows = []
    for run in data["portable"]:
        for product, formula in PRODUCTS.items():
            values = gflops(run["shape"], run["ns"][f"portable.{product}"])
            median = statistics.median(values)
            judged = run["precision"] == "float"
            margin = median / PORTABLE_TARGET if judged else float("inf")
            words = (f"without the Vector API: {run['precision']}, {shown_shape(run['shape'])}, {product}: {digits(median)} "
                     f"Gflop/s instead of {PORTABLE_TARGET}" if margin < 1 else "")
            rows.append((margin, [shown_shape(run["shape"]), formula, run["precision"],
                                  spread(values, digits, margin < 1)], words))
    return sorted(rows, key=lambda row: row[0])


def small_results(data):
    """Of each benchmark the median of every fork, by round."""
    results = {}
    for run in data["small"]:
        results.setdefault(run["name"], {})[run["round"]] = statistics.median(known(run["ns"]))
    return results


def small_section(data):
    """(Markdown, what is missed in words)"""
    results = small_results(data)
    missed, rows = [], []
    hand = results.get("stepByHandInLocals", {})
    for name, title in STEPS.items():
        if name not in results:
            continue
        ratios = [t / hand[round_] for round_, t in results[name].items() if round_ in hand]
        bad = name == "step" and ratios and statistics.median(ratios) > STEP_TARGET
        if bad:
            missed.append(f"step of 2-2-2: {digits(statistics.median(ratios))} times the step by hand instead of {STEP_TARGET}")
        rows.append([title, spread(list(results[name].values()), digits), spread(ratios, digits, bad) if ratios else "–"])
    parts = []
    if rows:
        parts += ["### A training step of 2-2-2",
                  "Batch 1, double, sigmoids, mean squared error, gradient descent. The yardstick is straight-line Java for this"
                  " one network\n([HandWritten.java](../bench/src/main/java/io/gradus/engine/HandWritten.java)) with the same"
                  " arithmetic; that both give the same\nbits is checked before they are timed. Target: at most"
                  f" {STEP_TARGET} times the faster yardstick. The range is that of the\nforks: the JIT compiler does so few"
                  " operations more or less well from start to start.",
                  table(["step", "ns", "times the step by hand in local variables"], rows)]
    rows = []
    for name, title in PREDICTIONS.items():
        if name in results:
            values = list(results[name].values())
            median = statistics.median(values)
            bad = name == "predictSmall" and median > PREDICTION_TARGET
            if bad:
                missed.append(f"prediction of one row of 2-2-2: {digits(median)} ns instead of {PREDICTION_TARGET}")
            rows.append([title, spread(values, digits, bad), str(PREDICTION_TARGET) if name == "predictSmall" else "–"])
    if rows:
        parts += ["### Predictions of one row", table(["network", "ns", "target"], rows)]
    return parts, missed


def elementwise_section(data):
    runs = {run["precision"]: run["ns"] for run in data["elementwise"]}
    if not runs:
        return []
    head, rows = ["function"], []
    for precision in runs:
        head += [f"{precision}: vector, ns", "scalar, ns", "times faster"]
    for function in FUNCTIONS:
        row = ["softmax, cross-entropy, gradient" if function == "softmax" else function]
        for ns in runs.values():
            vector, scalar = ns[f"vector.{function}"], ns[f"scalar.{function}"]
            ratios = quotients(scalar, vector)
            row += [fine(vector), fine(scalar), spread(ratios, lambda r: f"{r:.1f}") if ratios else "–"]
        rows.append(row)
    for update in UPDATES:
        row = [f"update: {update}"]
        for ns in runs.values():
            row += [fine(ns[f"loop.{update}"]), "–", "–"]
        rows.append(row)
    return ["### Number by number",
            f"Nanoseconds a number, in calls of {ELEMENTS:,}; softmax in rows of ten, its loss and its gradient included. The"
            " updates are one\nloop that the JIT compiler turns into SIMD code: there is no other version.",
            table(head, rows)]


def fine(ns):
    return f"{statistics.median(known(ns)) / ELEMENTS:.2f}"


def peaks(data, precision):
    flops = float(data["settings"][0][f"peak flops in {precision}"])
    return [flops / t for run in data["products"] if run["precision"] == precision for t in known(run["ns"]["peak"])]


def the_run(data):
    of = data["machine"]
    first = data["settings"][0]
    rows = [["CPU", f"{of['cpu']}, {of['cores']} cores usable"], ["SIMD", f"vectors of {first['bits']} bits"]]
    for precision in PRECISIONS:
        values = peaks(data, precision)
        if values:
            rows.append([f"fma peak of one core, {precision}", f"{spread(values, digits)} Gflop/s"])
    rows += [["memory", of["ram"]], ["system", of["os"]], ["JDK", first["jdk"]], ["JMH", "1.37"]]
    for setting in data["settings"]:
        title = "OpenBLAS" + (f", variables {setting['name']}" if setting["name"] else "")
        if "openblas" in setting:
            state = setting["openblas"] + (f"; kernels {setting['openblas kernels']}" if "openblas kernels" in setting else "")
            state += f"; `{setting['variables']}`" if setting["variables"] else ""
        else:
            state = setting.get("openblas missing", "?")
        if "failed" in setting:
            state += f"; left out, as {setting['failed']}"
        elif "openblas difference" in setting:
            state += f"; differs from Gradus by at most {setting['openblas difference']} of what rounding explains"
        rows.append([title, state])
    rows += [["command", f"`{data['command']}`, {data['date']}"],
             ["rounds", f"{data['rounds']} a JVM, more where iterations are left out, as other processes took the core:"
              f" {data['disturbed']} of {data['iterations']}; the machine's load average before: {data['load']:.1f}"]]
    return "| | |\n| --- | --- |\n" + "\n".join(f"| {a} | {b} |" for a, b in rows)


HOW = """\
Made by [`bench/kernels.sh`](../bench/README.md); do not edit, run it again. All on one thread. Numbers are medians, with the
least and the greatest behind them; **bold** marks what misses its target, and what misses it most comes first. The machine is
shared and noisy: what was measured while the thread had to wait for a core, or before the JIT compiler was done, is left out, and
a range that reaches over the target leaves the case undecided."""

HOW_PRODUCTS = """\
x, W and delta are those of a layer of so many inputs and outputs. Peak, Gradus and OpenBLAS take turns in one JVM, a fraction of
a second each, and percentages are formed within a round; Gradus's numbers are those of all JVMs. Peak: twelve independent
chains of fma on vectors in registers. OpenBLAS is called through the Foreign Function API, finds its operands outside of the
heap and adds no b: what a caller from Java would have to copy is not in its time. Targets: 85 % of the peak from 512³
multiplications on, 75 % from 96 × 128 × 784 on, and never below OpenBLAS."""


def markdown(data):
    parts = ["## Kernels", HOW]
    products = {precision: product_rows(data, precision) for precision in PRECISIONS}
    portable = portable_rows(data)
    small, small_missed = small_section(data)
    judged = [row for rows in products.values() for row in rows] + portable
    missed = [row[2] for row in judged if row[2]] + small_missed
    if data["failures"]:
        parts.append("Not measured: " + "; ".join(data["failures"]) + ".")
    if missed:
        parts.append("Targets missed:\n\n" + "\n".join(f"- {text}" for text in missed))
    else:
        parts.append("No target is missed" + (" by what was measured." if data["failures"] else "."))
    if any(products.values()):
        parts += ["### Matrix products", HOW_PRODUCTS]
    for precision, rows in products.items():
        if rows:
            parts += [f"In {precision}:", table(product_head(data), [row[1] for row in rows], 2)]
    if portable:
        parts += ["### Matrix products without the Vector API",
                  f"A JVM without `--add-modules jdk.incubator.vector`. Target: {PORTABLE_TARGET} Gflop/s in float.",
                  table(["batch × inputs × outputs", "product", "precision", "Gflop/s"], [row[1] for row in portable], 3)]
    parts += small + elementwise_section(data)
    parts += ["### The run of the kernels", the_run(data)]
    return "\n\n".join(parts) + "\n"


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="bench/kernels.sh", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n"
        "  bench/kernels.sh                                    all of it, seven minutes; writes bench/results/kernels.md\n"
        "  bench/kernels.sh --quick                            a first look, to standard output\n"
        "  bench/kernels.sh --parts products --shapes 512x512x512 --out -\n"
        "  bench/kernels.sh --report target/bench/kernels.json the section once more, from what was measured")
    comma = lambda text: [part for part in text.split(",") if part]
    parser.add_argument("--parts", type=comma, default=PARTS, metavar="A,B", help="only these (default: " + ",".join(PARTS) + ")")
    parser.add_argument("--shapes", type=comma, metavar="A,B",
                        help="products of these, batch x inputs x outputs (default: " + ",".join(SHAPES) + ")")
    parser.add_argument("--rounds", type=int, help="how often the turns go round (default 3; with --quick 2)")
    parser.add_argument("--quick", action="store_true",
                        help="two shapes and short rounds, a minute or two, to standard output; not for numbers to keep")
    parser.add_argument("--out", metavar="FILE.md", help="the section; - is standard output (default bench/results/kernels.md)")
    parser.add_argument("--json", type=Path, default=TARGET / "kernels.json", metavar="FILE",
                        help="all that is measured, written after each case (default target/bench/kernels.json)")
    parser.add_argument("--report", type=Path, metavar="FILE.json", help="measure nothing; the section of this file")
    args = parser.parse_args(arguments)
    for part in args.parts:
        if part not in PARTS:
            parser.error(f"--parts: expected some of {','.join(PARTS)}, got {part}")
    for shape in args.shapes or []:
        numbers = shape.split("x")
        if len(numbers) != 3 or not all(number.isdecimal() and int(number) > 1 for number in numbers):
            parser.error(f"--shapes: expected batch x inputs x outputs, such as 512x512x512, got {shape}")
    if args.rounds is not None and args.rounds < 1:
        parser.error(f"--rounds: expected at least 1, got {args.rounds}")
    return args


def main():
    args = parse(sys.argv[1:])
    TARGET.mkdir(parents=True, exist_ok=True)
    if args.report:
        try:
            data = json.loads(args.report.read_text())
        except (OSError, ValueError) as e:
            sys.exit(f"kernels: {args.report}: {e}. Hint: bench/kernels.sh writes such a file, by default {args.json}")
    else:
        measuring = Measuring(args)
        try:
            measuring.run()
        except Failed as e:
            sys.exit(f"kernels: {e}")
        except KeyboardInterrupt:
            say(f"kernels: interrupted. Hint: bench/kernels.sh --report {args.json} has what was measured till then")
            sys.exit(130)
        data = measuring.data
    out = args.out or ("-" if args.quick else str(BENCH / "results" / "kernels.md"))
    if out == "-":
        print(markdown(data), end="")
    else:
        write(Path(out), markdown(data))
        say(f"wrote {out}")


if __name__ == "__main__":
    main()
