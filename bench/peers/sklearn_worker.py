"""scikit-learn: MLPClassifier.partial_fit over many batches at a time, so that its checks of the input weigh little.

Its input is the batch, several times over: what `partial_fit` does on entry is spread over as many steps.
"""

import platform
import warnings

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier

from worker import LEARNING_RATE, Unsupported, repeat, serve

ROWS_A_CALL = 1024

warnings.filterwarnings("ignore")


def require_softmax(case):
    if case.is_double:
        raise Unsupported("its outputs are sigmoids with the log loss, or linear with the squared error")


def classifier(case):
    return MLPClassifier(
        hidden_layer_sizes=case.sizes[1:-1],
        activation="relu",
        solver="sgd",
        alpha=0,
        batch_size=case.rows,
        learning_rate_init=LEARNING_RATE,
        momentum=0,
        nesterovs_momentum=False,
        shuffle=False,
    )


def note(case):
    return "one sigmoid output for the two classes" if case.sizes[-1] == 2 else ""


def train(case):
    require_softmax(case)
    batches = max(1, ROWS_A_CALL // case.rows)
    x = numpy.tile(case.x, (batches, 1))
    labels = numpy.tile(case.labels, batches)
    model = classifier(case)
    model.partial_fit(x, labels, classes=numpy.arange(case.sizes[-1]))

    def steps(count):
        taken = 0
        while taken < count:
            model.partial_fit(x, labels)
            taken += batches
        return taken

    return steps, note(case)


def predict(case):
    require_softmax(case)
    model = classifier(case)
    classes = numpy.arange(case.sizes[-1])
    model.partial_fit(numpy.repeat(case.x[:1], len(classes), axis=0), classes, classes=classes)
    row = case.x[:1]
    return repeat(lambda: model.predict_proba(row)), note(case)


serve(f"scikit-learn {sklearn.__version__}, NumPy {numpy.__version__}, Python {platform.python_version()}", train, predict)
