"""Records metrics of scikit-learn for ScikitLearnTest, as scikit-learn.json beside this file.

Recorded with Python 3.11, NumPy 1.24.2 and scikit-learn 1.2.1:  python3 record.py
The scores are rounded, so that there are equal ones. A null is where scikit-learn has no value, or only a warning and
a value that stands for none.
"""

import json
import os

import numpy as np
import sklearn
from sklearn import metrics as m
from sklearn.calibration import calibration_curve

assert sklearn.__version__ == "1.2.1"
assert np.__version__ == "1.24.2"
random = np.random.RandomState(5)


def expected_calibration_error(p, so, w, bins=10):
    """Not in scikit-learn: the sum over bins (lo, hi] of |observed - predicted|, weighted."""
    edges = np.arange(bins + 1) / bins
    error = 0
    for lo, hi in zip(edges[:-1], edges[1:]):
        inside = (p > lo) & (p <= hi) if lo > 0 else p <= hi
        if w[inside].sum() > 0:
            error += abs((w * (so - p))[inside].sum())
    return error / w.sum()


def classes(count, rows, present, weights):
    actual = random.choice(present, rows)
    scores = random.rand(rows, count) + 1.0 * (np.arange(count) == actual[:, None]) * (random.rand(rows, 1) < 0.7)
    p = np.round(scores / scores.sum(1, keepdims=True), 2)
    w = random.randint(0, 4, rows) / 2 if weights else np.ones(rows)
    predicted = p.argmax(1)  # of equal ones the first, as here
    s = dict(sample_weight=w)
    absent = len(present) < count
    one_hot = 1 * (np.arange(count) == actual[:, None])
    rest = dict(s, average="macro")
    if count == 2:
        roc, ap = m.roc_auc_score(actual, p[:, 1], **s), m.average_precision_score(actual, p[:, 1], **s)
        brier = m.brier_score_loss(actual, p[:, 1], **s)
        calibration = expected_calibration_error(p[:, 1], actual == 1, w)
    else:
        roc = None if absent else m.roc_auc_score(one_hot, p, **rest)
        ap = None if absent else m.average_precision_score(one_hot, p, **rest)
        brier = np.average(((p - one_hot) ** 2).sum(1), weights=w)
        calibration = expected_calibration_error(p.max(1), actual == predicted, w)
    clipped = np.clip(p, 2.0**-52, 1 - 2.0**-52)
    values = {
        "accuracy": m.accuracy_score(actual, predicted, **s),
        "balanced_accuracy": m.balanced_accuracy_score(actual, predicted, **s),
        "cohen_kappa": m.cohen_kappa_score(actual, predicted, **s),
        "mcc": m.matthews_corrcoef(actual, predicted, **s),
        "roc_auc": roc,
        "average_precision": ap,
        "log_loss": m.log_loss(actual, clipped, labels=range(count), **s),
        "brier": brier,
        "calibration_error": calibration,
    }
    for name, score in ("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score):
        values[name] = score(actual, predicted, average="macro", zero_division=0, **s)
        values[name + "_weighted"] = score(actual, predicted, average="weighted", zero_division=0, **s)
    for k in (2, 3) if count > 3 else ():
        # scikit-learn puts the last of equal scores first; the columns turned round make it the first.
        turned = dict(s, labels=range(count), k=k)
        values[f"top_k_accuracy:{k}"] = m.top_k_accuracy_score(count - 1 - actual, p[:, ::-1], **turned)
    case = {"kind": "classes", "classes": count, "actual": actual, "p": p.ravel(), "values": values}
    if count == 2 and not weights:
        observed, mean = calibration_curve(actual, p[:, 1], n_bins=5)
        case.update(bins=5, binsPredicted=mean, binsObserved=observed)
    return dict(case, weights=w) if weights else case


def labels(count, rows, weights):
    t = random.randint(0, 2, (rows, count))
    p = np.round(np.clip(0.5 * random.rand(rows, count) + 0.35 * t, 0.01, 0.99), 2)
    w = random.randint(0, 4, rows) / 2 if weights else np.ones(rows)
    s = dict(sample_weight=w)
    said = 1 * (p > 0.5)
    values = {
        "accuracy": m.accuracy_score(t, said, **s),
        "hamming_loss": m.hamming_loss(t, said, **s),
        "precision": m.precision_score(t, said, average="macro", **s),
        "recall": m.recall_score(t, said, average="macro", **s),
        "f1": m.f1_score(t, said, average="macro", **s),
        "roc_auc": m.roc_auc_score(t, p, average="macro", **s),
        "average_precision": m.average_precision_score(t, p, average="macro", **s),
        "log_loss": np.mean([m.log_loss(t[:, i], p[:, i], **s) for i in range(count)]),
        "brier": np.mean([m.brier_score_loss(t[:, i], p[:, i], **s) for i in range(count)]),
        "calibration_error": expected_calibration_error(p.ravel(), t.ravel() == 1, np.repeat(w, count)),
    }
    case = {"kind": "labels", "outputs": count, "t": t.ravel(), "p": p.ravel(), "values": values}
    return dict(case, weights=w) if weights else case


def numbers(outputs, rows, weights):
    t = np.round(random.gamma(2, 2, (rows, outputs)), 2)
    y = np.round(t * random.uniform(0.6, 1.5, t.shape) + 0.1, 2)
    w = random.randint(0, 4, rows) / 2 if weights else np.ones(rows)
    s = dict(sample_weight=w)
    values = {
        "rmse": m.mean_squared_error(t, y, squared=False, **s),
        "mse": m.mean_squared_error(t, y, **s),
        "mae": m.mean_absolute_error(t, y, **s),
        "r2": m.r2_score(t, y, **s),
        "mape": m.mean_absolute_percentage_error(t, y, **s),
        "pinball": m.mean_pinball_loss(t, y, **s),
        "pinball:0.9": m.mean_pinball_loss(t, y, alpha=0.9, **s),
        "poisson_deviance": np.mean([m.mean_poisson_deviance(t[:, i], y[:, i], **s) for i in range(outputs)]),
    }
    case = {"kind": "numbers", "outputs": outputs, "t": t.ravel(), "y": y.ravel(), "values": values}
    return dict(case, weights=w) if weights else case


cases = []
for weighted in (False, True):
    cases += [
        classes(2, 30, [0, 1], weighted),
        classes(3, 30, [0, 1, 2], weighted),
        classes(5, 25, [0, 1, 2, 3, 4], weighted),
        classes(4, 20, [0, 1, 3], weighted),  # class 2 is never actual
        labels(3, 20, weighted),
        numbers(1, 20, weighted),
        numbers(3, 12, weighted),
    ]

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "scikit-learn.json"), "w") as file:
    file.write("[\n")
    file.write(",\n".join(json.dumps(case, default=np.ndarray.tolist) for case in cases))
    file.write("\n]\n")
