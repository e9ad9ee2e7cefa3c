#!/usr/bin/env python3
"""Writes what SciPy's minimisers come to, for the tests of L-BFGS and Levenberg-Marquardt.

Recorded with SciPy 1.17.1, NumPy 2.4.6 on Python 3.11: python3 record_full_batch.py, into
../resources/full-batch/scipy.json.

The networks: tanh hidden units, identity output, mean squared error + (l2/2) * sum of squared weights (not biases); flat order
W1 [in x hidden], b1, W2 [hidden x out], b2. Parameter k starts at sin(k + 1) / 2.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.optimize import least_squares, minimize, rosen, rosen_der

FILE = pathlib.Path(__file__).parent.parent / "resources" / "full-batch" / "scipy.json"


class Network:
    def __init__(self, x, t, hidden, l2):
        self.x, self.t, self.hidden, self.l2 = x, t, hidden, l2
        inputs, outputs = x.shape[1], t.shape[1]
        self.sizes = [inputs * hidden, hidden, hidden * outputs, outputs]
        self.start = np.sin(np.arange(sum(self.sizes)) + 1.0) / 2

    def split(self, p):
        w1, b1, w2, b2 = np.split(p, np.cumsum(self.sizes)[:-1])
        return w1.reshape(-1, self.hidden), b1, w2.reshape(self.hidden, -1), b2

    def loss(self, p):
        w1, b1, w2, b2 = self.split(p)
        a = np.tanh(self.x @ w1 + b1)
        r = a @ w2 + b2 - self.t
        dy = 2 * r / r.size
        dz = dy @ w2.T * (1 - a * a)
        g = [self.x.T @ dz + self.l2 * w1, dz.sum(0), a.T @ dy + self.l2 * w2, dy.sum(0)]
        penalty = self.l2 / 2 * ((w1**2).sum() + (w2**2).sum())
        return (r * r).mean() + penalty, np.concatenate([part.ravel() for part in g])

    def residuals(self, p):
        w1, b1, w2, b2 = self.split(p)
        return (np.tanh(self.x @ w1 + b1) @ w2 + b2 - self.t).ravel()

    def jacobian(self, p):
        w1, b1, w2, b2 = self.split(p)
        a = np.tanh(self.x @ w1 + b1)
        dz = w2[:, 0] * (1 - a * a)
        rows = [np.outer(x, d).ravel() for x, d in zip(self.x, dz)]
        return np.column_stack([rows, dz, a, np.ones(len(a))])


def rosenbrock(start):
    found = minimize(rosen, start, jac=rosen_der, method="L-BFGS-B", options={"gtol": 1e-8, "ftol": 0, "maxcor": 10})
    return {"iterations": int(found.nit), "evaluations": int(found.nfev), "value": found.fun}


def lbfgs(network):
    options = {"gtol": 1e-9, "ftol": 0, "maxcor": 10, "maxiter": 5000, "maxfun": 10000}
    found = minimize(network.loss, network.start, jac=True, method="L-BFGS-B", options=options)
    return {"start": network.loss(network.start)[0], "iterations": int(found.nit), "evaluations": int(found.nfev),
            "value": found.fun, "parameters": list(found.x)}


def marquardt(network):
    found = least_squares(network.residuals, network.start, network.jacobian, method="lm", xtol=1e-15, ftol=1e-15, gtol=1e-15)
    return {"evaluations": int(found.nfev), "value": 2 * found.cost / network.t.size, "parameters": list(found.x)}


x = np.linspace(0, 5, 25).reshape(-1, 1)
t = np.sin(1.5 * x) + x**2 / 10 + 0.05 * np.sin(29 * x)
results = {
    "scipy": scipy.__version__,
    "rosenbrock2": rosenbrock(np.array([-1.2, 1.0])),
    "rosenbrock20": rosenbrock(np.tile([-1.2, 1.0], 10)),
    "x": list(x[:, 0]),
    "t": list(t[:, 0]),
    "network": lbfgs(Network(x, t, 3, 1e-3)),
    "leastSquares": marquardt(Network(x, t, 3, 0)),
}
FILE.write_text(json.dumps(results, indent=1) + "\n")
for name, result in results.items():
    print(name, {k: v for k, v in result.items() if k != "parameters"} if isinstance(result, dict) else "")
