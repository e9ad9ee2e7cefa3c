"""The course notebook in NumPy, its blanks filled in with the right gradient: what Gradus is timed against.

  notebook.py whole [--epochs N]   the notebook's program: both trainings, their losses every ten epochs, the test
  notebook.py steps [--seconds S]  warm seconds a step of both methods, as JSON with the keys of `gradus compare --json`

It follows the notebook's listing line by line, unhurried as that is: one sample a step, a network made of NumPy arrays,
numerical differentiation by re-running the whole forward pass through lambdas. What it must not do is differ from what
its readers run.
"""

import argparse
import json
import time

import numpy as np

LEARNING_RATE = 1e-3
H = 1e-4

X = np.array([[2, 4], [4, 11], [6, 6], [8, 5], [10, 7], [12, 16], [14, 8], [16, 3], [18, 7]])
T = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1]).reshape(9, 1)


def split_data(x, t, rate):
    """The first int(rate * rows) rows are the test part."""
    test = int(rate * len(x))
    return x[test:], t[test:], x[:test], t[:test]


def onehot_encoding(t, classes=2):
    """One-hot in float32, smoothed: 0.99 and 0.01."""
    rows = np.zeros((len(t), classes), dtype=np.float32) + 0.01
    for i in range(len(rows)):
        rows[i, t[i]] = 0.99
    return rows


TRAIN_X, TRAIN_T, TEST_X, TEST_T = split_data(X, T, 0.2)
TRAIN_ONEHOT = onehot_encoding(TRAIN_T)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def mean_square_error(y, t):
    """For one sample the sum over its two outputs, halved: d/dy is y - t."""
    return np.sum((t - y) ** 2) / len(y)


class NeuralNetwork:
    def __init__(self):
        self.W2 = np.random.randn(2, 2)
        self.b2 = np.random.randn(2)
        self.W3 = np.random.randn(2, 2)
        self.b3 = np.random.randn(2)

    def __call__(self, x):
        self.a2 = sigmoid(x @ self.W2 + self.b2)
        return sigmoid(self.a2 @ self.W3 + self.b3)


def step_backpropagation(model, x, t):
    """One update by the exact gradient; returns the loss before it."""
    y = model(x)
    loss = mean_square_error(y, t)

    delta3 = (y - t) * y * (1 - y)
    delta2 = (model.W3 @ delta3) * model.a2 * (1 - model.a2)  # by the W3 of the forward pass
    model.W3 -= LEARNING_RATE * np.outer(model.a2, delta3)
    model.b3 -= LEARNING_RATE * delta3
    model.W2 -= LEARNING_RATE * np.outer(x, delta2)
    model.b2 -= LEARNING_RATE * delta2
    return loss


def numerical_derivative(f, x):
    """The notebook's central difference: two evaluations of f for each element of x."""
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        idx = it.multi_index
        temp = x[idx]
        x[idx] = float(temp) + H
        above = f(x)
        x[idx] = temp - H
        below = f(x)
        grad[idx] = (above - below) / (2 * H)
        x[idx] = temp
        it.iternext()
    return grad


def step_numerical(model, x, t):
    """One update by numerical differentiation, the arrays one after the other as in the notebook; returns the loss."""
    y = model(x)
    loss = mean_square_error(y, t)

    f = lambda W2, b2: sigmoid(x @ W2 + b2)
    h = lambda W2, b2, W3, b3: sigmoid(f(W2, b2) @ W3 + b3)
    E_w2 = lambda W2: mean_square_error(h(W2, model.b2, model.W3, model.b3), t)
    E_b2 = lambda b2: mean_square_error(h(model.W2, b2, model.W3, model.b3), t)
    E_w3 = lambda W3: mean_square_error(h(model.W2, model.b2, W3, model.b3), t)
    E_b3 = lambda b3: mean_square_error(h(model.W2, model.b2, model.W3, b3), t)
    model.W2 -= LEARNING_RATE * numerical_derivative(E_w2, model.W2)
    model.b2 -= LEARNING_RATE * numerical_derivative(E_b2, model.b2)
    model.W3 -= LEARNING_RATE * numerical_derivative(E_w3, model.W3)
    model.b3 -= LEARNING_RATE * numerical_derivative(E_b3, model.b3)
    return loss


METHODS = {"backpropagation": step_backpropagation, "numericalDifferentiation": step_numerical}


def train(model, step, epochs):
    for epoch in range(epochs):
        for x, t in zip(TRAIN_X, TRAIN_ONEHOT):
            loss = step(model, x, t)
            if epoch % 10 == 0:
                print(f"Epoch: {epoch}, loss {loss}")


def whole(epochs):
    models = [NeuralNetwork() for _ in METHODS]
    for model, step in zip(models, METHODS.values()):
        train(model, step, epochs)
    for model in models:
        print(model(TEST_X), TEST_T)


def seconds_of_epochs(model, step, epochs):
    start = time.perf_counter()
    for _ in range(epochs):
        for x, t in zip(TRAIN_X, TRAIN_ONEHOT):
            step(model, x, t)
    return time.perf_counter() - start


def steps(seconds):
    """The median of five rounds of a method, the methods in turn, after a warm-up of each."""
    rounds = 5
    models, epochs = {}, {}
    for name, step in METHODS.items():
        models[name] = NeuralNetwork()
        seconds_of_epochs(models[name], step, 5)
        epochs[name] = max(1, round(seconds / rounds / (seconds_of_epochs(models[name], step, 5) / 5)))
    measured = {name: [] for name in METHODS}
    for _ in range(rounds):
        for name, step in METHODS.items():
            wall = seconds_of_epochs(models[name], step, epochs[name])
            measured[name].append(wall / (epochs[name] * len(TRAIN_X)))
    print(json.dumps({name: {"secondsPerStep": float(np.median(each))} for name, each in measured.items()}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["whole", "steps"])
    parser.add_argument("--epochs", type=int, default=1000, help="of each training in `whole` (default 1000)")
    parser.add_argument("--seconds", type=float, default=1.0, help="to measure each method for in `steps` (default 1)")
    args = parser.parse_args()
    if args.mode == "whole":
        whole(args.epochs)
    else:
        steps(args.seconds)


if __name__ == "__main__":
    main()
