"""Seconds an epoch of 784-100-100-10 on MNIST takes in Gradus and in scikit-learn, whole trainings in turns.

bench/mnist.sh starts it. Each round is a process of its own for either; the same rows, batches of 200, float32 in both, all
cores for both; reading the data does not count, starting up the JIT compiler does.
"""

import argparse
import gzip
import os
import platform
import statistics
import subprocess
import sys
import time
import warnings
from pathlib import Path

BENCH = Path(__file__).resolve().parent


def scikit_learn(folder, epochs):
    import numpy
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    warnings.simplefilter("ignore", ConvergenceWarning)
    with gzip.open(folder / "train-images-idx3-ubyte.gz") as file:
        x = numpy.frombuffer(file.read()[16:], numpy.uint8).reshape(-1, 784).astype(numpy.float32) / numpy.float32(255)
    with gzip.open(folder / "train-labels-idx1-ubyte.gz") as file:
        t = numpy.frombuffer(file.read()[8:], numpy.uint8)
    common = {"hidden_layer_sizes": (100, 100), "alpha": 1e-4, "batch_size": 200, "max_iter": epochs, "random_state": 1}
    for settings in (
        {"solver": "adam", "learning_rate_init": 1e-3},
        {"solver": "sgd", "learning_rate_init": 0.2, "momentum": 0.9},
    ):
        start = time.perf_counter()
        MLPClassifier(**common, **settings).fit(x, t)
        print((time.perf_counter() - start) / epochs)


def seconds(command):
    return [float(line) for line in subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="MNIST's four files, as .gz")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--classes", default=str(BENCH.parent / "app/target/lib/*"), help="class path of Gradus")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        scikit_learn(arguments.folder, arguments.epochs)
        return
    import sklearn

    java = str(Path(os.environ["JAVA_HOME"]) / "bin" / "java")
    gradus = [java, "--add-modules", "jdk.incubator.vector", "-cp", arguments.classes, str(BENCH / "MnistRuns.java")]
    ratios = ([], [])
    print(f"{platform.machine()}, {os.cpu_count()} cores, scikit-learn {sklearn.__version__}, {arguments.epochs} epochs\n")
    print("| round | | Gradus [s an epoch] | scikit-learn [s an epoch] | scikit-learn / Gradus |")
    print("| --- | --- | --- | --- | --- |")
    for number in range(1, arguments.rounds + 1):
        ours = seconds([*gradus, str(arguments.folder), "time", str(arguments.epochs)])
        theirs = seconds(
            [sys.executable, __file__, str(arguments.folder), "--worker", "--epochs", str(arguments.epochs)]
        )
        for k, name in enumerate(("Adam", "SGD, momentum")):
            ratios[k].append(theirs[k] / ours[k])
            print(f"| {number} | {name} | {ours[k]:.3f} | {theirs[k]:.3f} | {ratios[k][-1]:.2f} |", flush=True)
    for k, name in enumerate(("Adam", "SGD, momentum")):
        print(f"\n{name}: median ratio {statistics.median(ratios[k]):.2f}", end="")
    print()


if __name__ == "__main__":
    main()
