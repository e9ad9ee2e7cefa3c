"""Times the check of a whole gradient, 101,770 entries of a 784-128-10 network (tanh, softmax with cross-entropy) on one
row in float64, by Gradus and by torch.autograd.gradcheck. Started by numerical-check.sh; prints a Markdown fragment.

Both check the same parameters on the same row, one thread each, in turns. Gradus evaluates the loss six times a parameter
(central differences at h, h/2 and h/4, extrapolated), gradcheck twice. A ratio is gradcheck's seconds over Gradus's: above
1, Gradus is faster.
"""

import argparse
import array
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch

BENCH = Path(__file__).resolve().parent
INPUTS, HIDDEN, OUTPUTS = 784, 128, 10
JAVA = str(Path(os.environ["JAVA_HOME"]) / "bin" / "java")


def problem():
    """Weights as Glorot and Bengio draw them, biases near 0, one row of N(0, 1), class 7: lists in the flat order."""
    draw = random.Random(1)

    def weights(n, m):
        bound = (6 / (n + m)) ** 0.5
        return [draw.uniform(-bound, bound) for _ in range(n * m)]

    def biases(n):
        return [draw.gauss(0, 0.1) for _ in range(n)]

    p = weights(INPUTS, HIDDEN) + biases(HIDDEN) + weights(HIDDEN, OUTPUTS) + biases(OUTPUTS)
    return p, [draw.gauss(0, 1) for _ in range(INPUTS)], [float(k == 7) for k in range(OUTPUTS)]


def gradus(options, file, checks):
    """Seconds of each check in a JVM of its own."""
    lib = BENCH.parent / "app" / "target" / "lib" / "*"
    command = [JAVA, "-XX:+UseSerialGC", *options, "-cp", str(lib), str(BENCH / "NumericalCheck.java"), file, str(checks)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    if done.returncode != 0 or len(lines) != checks or any(verdict != "pass" for _, verdict in lines):
        sys.exit(f"numerical_check: {' '.join(command)}: expected {checks} passing checks, got\n{done.stdout}{done.stderr}")
    return [float(seconds) for seconds, _ in lines]


def gradcheck(p, x, t):
    cut = [INPUTS * HIDDEN, HIDDEN, HIDDEN * OUTPUTS, OUTPUTS]
    shapes = [(INPUTS, HIDDEN), (HIDDEN,), (HIDDEN, OUTPUTS), (OUTPUTS,)]
    flat = torch.tensor(p, dtype=torch.float64)
    blocks = [b.reshape(s).clone().requires_grad_() for b, s in zip(flat.split(cut), shapes)]
    row = torch.tensor([x], dtype=torch.float64)
    target = torch.tensor([t.index(1.0)])

    def loss(w1, b1, w2, b2):
        return torch.nn.functional.cross_entropy(torch.addmm(b2, torch.tanh(torch.addmm(b1, row, w1)), w2), target)

    start = time.perf_counter()
    if not torch.autograd.gradcheck(loss, blocks):
        sys.exit("numerical_check: gradcheck does not pass")
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="of all three, in turns (default 3)")
    rounds = parser.parse_args().rounds
    if rounds < 1:
        parser.error("rounds: expected at least 1")
    torch.set_num_threads(1)
    # Builds the program if need be.
    if subprocess.run([str(BENCH.parent / "gradus"), "--version"], stdout=subprocess.DEVNULL).returncode != 0:
        sys.exit("numerical_check: ./gradus does not start. Hint: run it by hand")
    p, x, t = problem()
    vectors = ["--add-modules", "jdk.incubator.vector"]
    # Without the Vector API a JVM is warm sooner, with it faster once warm.
    ours = {"Gradus, first check of a JVM, no Vector API": [], "Gradus, first check of a JVM, Vector API": []}
    warm = []
    theirs = []
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "problem.doubles")
        with open(file, "wb") as out:
            numbers = array.array("d", p + x + t)
            if sys.byteorder == "big":
                numbers.byteswap()
            numbers.tofile(out)
        for _ in range(rounds):
            for times, options in zip(ours.values(), ([], vectors)):
                seconds = gradus(options, file, 7)
                times.append(seconds[0])
            warm.append(statistics.median(seconds[2:]))
            theirs.append(gradcheck(p, x, t))
    ours["Gradus, warm, Vector API"] = warm
    print(f"Every entry of the gradient of 784-128-10, {len(p):,} parameters, one row, float64, one thread; {rounds} rounds")
    print(f"in turns. {platform.machine()}, {os.cpu_count()} cores, PyTorch {torch.__version__}.\n")
    print("| check | evaluations a parameter | median [s] | gradcheck / it: least, median, greatest |")
    print("| --- | --- | --- | --- |")
    for name, times in ours.items():
        ratios = [theirs[i] / times[i] for i in range(rounds)]
        spread = ", ".join(f"{f(ratios):.3g}" for f in (min, statistics.median, max))
        print(f"| {name} | 6 | {statistics.median(times):.3g} | {spread} |")
    print(f"| torch.autograd.gradcheck | 2 | {statistics.median(theirs):.3g} | |")


if __name__ == "__main__":
    main()
