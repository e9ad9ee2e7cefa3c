"""The course notebook in NumPy, bench/notebook.py: its own network, one sample a step."""

import platform
import sys
from pathlib import Path

import numpy

from worker import Unsupported, repeat, serve

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import notebook


def network(case):
    if case.sizes != [2, 2, 2] or not case.is_double:
        raise Unsupported("it is the notebook's 2-2-2 network alone")
    return notebook.NeuralNetwork()


def train(case):
    model = network(case)
    x, t = case.x[0], case.targets[0]
    return repeat(lambda: notebook.step_backpropagation(model, x, t))


def predict(case):
    model = network(case)
    x = case.x[0]
    return repeat(lambda: model(x))


serve(f"NumPy {numpy.__version__}, Python {platform.python_version()}", train, predict)
