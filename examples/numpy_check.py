"""The notebook's network in NumPy: its gradient by hand, right and as the notebook had it, saved for `gradus check`.

    python3 examples/numpy_check.py [FOLDER]
    ./gradus check --npz FOLDER/right.npz
    ./gradus check --npz FOLDER/notebook.npz
"""

import pathlib
import sys

import numpy as np

# The weights that the notebook's network started from, recovered from the losses that it printed.
W2 = np.array([[-2.0420284210421134, 0.033084603239888065], [0.46359854696916508, 0.69974210114241542]])
b2 = np.array([1.2418544521676818, -1.1297680719370973])
W3 = np.array([[1.5173731676095852, 0.16325852654427017], [1.4600349202198935, -1.2376496588506016]])
b3 = np.array([-1.2694377403266015, 0.27101068321862182])

# Its eight training points, and their classes as it encodes them.
x = np.array([[4, 11], [6, 6], [8, 5], [10, 7], [12, 16], [14, 8], [16, 3], [18, 7]])
t = np.array([[0.99, 0.01]] * 3 + [[0.01, 0.99]] * 5, dtype=np.float32)
lr = 0.001


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def right(x, t, W2, b2, W3, b3):
    """Backpropagation of the mean squared error, the mean over all numbers of y."""
    a2 = sigmoid(x @ W2 + b2)
    y = sigmoid(a2 @ W3 + b3)
    d3 = 2 * (y - t) / y.size * y * (1 - y)
    d2 = d3 @ W3.T * a2 * (1 - a2)
    return dict(dW2=x.T @ d2, db2=d2.sum(axis=0), dW3=a2.T @ d3, db3=d3.sum(axis=0))


def as_the_notebook(x, t, W2, b2, W3, b3):
    """What the notebook did with a sample: inner products, and W3 updated before it was used."""
    a2 = sigmoid(x @ W2 + b2)
    y = sigmoid(a2 @ W3 + b3)
    d3 = (y - t) * y * (1 - y)
    dW3 = a2 @ d3  # a number, where a2ᵀ d3 belongs
    d2 = (W3 - lr * dW3) @ d3 * a2 * (1 - a2)
    return dict(dW2=x @ d2, db2=d2, dW3=dW3, db3=d3)


folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
weights = dict(W2=W2, b2=b2, W3=W3, b3=b3)
np.savez(folder / "right.npz", **weights, x=x, t=t, **right(x, t, **weights))
np.savez(folder / "notebook.npz", **weights, x=x[0], t=t[0], lr=lr, **as_the_notebook(x[0], t[0], **weights))

floats = {name: array.astype(np.float32) for name, array in weights.items()}
np.savez(folder / "float32.npz", **floats, x=x, t=t, **right(x.astype(np.float32), t, **floats))
