"""Records normalisation in PyTorch: three training steps, running statistics, outputs in evaluation mode.

    python record.py    writes steps.jsonl.gz beside itself

Recorded with Python 3.11.2, NumPy 1.24.2 and PyTorch 1.13.1 (Debian 12, which calls itself 1.13.0a0), float64, CPU. One line a case: the layers as a model file has them,
parameters in Gradus's flat order (W [in × out] row-major, b; gamma, beta), then for each of three steps of gradient
descent at rate 0.1 on a batch of its own the loss and the gradient, then parameters, running statistics (mean, variance of
each batch normalisation), and outputs for rows that were not trained on.
"""

import gzip
import json
import os

import numpy as np
import torch

RATE = 0.1
ACTIVATIONS = {"identity": lambda z: z, "tanh": torch.tanh, "relu": torch.relu, "sigmoid": torch.sigmoid}
CASES = {
    "batch": (5, [7, "batch tanh", 4, "batch relu", 3], 6),
    "layer": (4, [6, "layer tanh", 5, "layer sigmoid", 3], 3),
    "mixed, other settings": (4, ["batch identity 0.3 0.01", 9, "layer relu 0.001", 8, "batch sigmoid 1.0 0.1", 2], 5),
    "wide": (3, [19, "batch tanh", 17, "layer tanh", 2], 33),
}


class Net(torch.nn.Module):
    def __init__(self, inputs, layers):
        super().__init__()
        self.parts = torch.nn.ModuleList()
        self.functions = []
        self.described = []
        width = inputs
        for position, layer in enumerate(layers):
            if isinstance(layer, int):
                self.parts.append(torch.nn.Linear(width, layer))
                width = layer
                self.functions.append("identity")
                last = position == len(layers) - 1
                self.described.append({"units": layer, "activation": "softmax" if last else "identity"})
                continue
            kind, activation, *settings = layer.split()
            settings = [float(s) for s in settings]
            if kind == "batch":
                momentum, eps = settings or (0.1, 1e-5)
                self.parts.append(torch.nn.BatchNorm1d(width, eps=eps, momentum=momentum))
                described = {"norm": "batch", "momentum": momentum, "epsilon": eps}
            else:
                (eps,) = settings or (1e-5,)
                self.parts.append(torch.nn.LayerNorm(width, eps=eps))
                described = {"norm": "layer", "epsilon": eps}
            self.functions.append(activation)
            self.described.append({**described, "activation": activation})

    def forward(self, x):
        for part, function in zip(self.parts, self.functions):
            x = ACTIVATIONS[function](part(x))
        return x


def flat(net, of):
    pieces = []
    for part in net.parts:
        weight = of(part.weight)
        pieces += [weight.t() if weight.dim() == 2 else weight, of(part.bias)]
    return torch.cat([piece.reshape(-1) for piece in pieces]).tolist()


def state(net):
    norms = [part for part in net.parts if isinstance(part, torch.nn.BatchNorm1d)]
    return [value for norm in norms for value in norm.running_mean.tolist() + norm.running_var.tolist()]


def record(name, inputs, layers, rows, seed):
    random = np.random.RandomState(seed)
    net = Net(inputs, layers).double()
    for part in net.parts:
        for parameter in (part.weight, part.bias):
            parameter.data = torch.tensor(np.round(random.randn(*parameter.shape), 3))
    case = {"name": name, "inputs": inputs, "layers": net.described, "rows": rows, "rate": RATE}
    case["parameters"] = flat(net, lambda p: p.detach())
    case["steps"] = []
    outputs = net.described[-1]["units"]
    for _ in range(3):
        x = np.round(random.randn(rows, inputs) * 2 + 1, 2)
        t = np.eye(outputs)[random.randint(outputs, size=rows)]
        loss = -(torch.tensor(t) * torch.log_softmax(net(torch.tensor(x)), 1)).sum(1).mean()
        net.zero_grad()
        loss.backward()
        gradient = flat(net, lambda p: p.grad)
        for parameter in net.parameters():
            parameter.data -= RATE * parameter.grad
        case["steps"].append({"x": x.ravel().tolist(), "t": t.ravel().tolist(), "loss": loss.item(), "gradient": gradient})
    case["trained"] = flat(net, lambda p: p.detach())
    case["state"] = state(net)
    net.eval()
    x = np.round(random.randn(4, inputs), 2)
    case["x"] = x.ravel().tolist()
    case["y"] = torch.softmax(net(torch.tensor(x)), 1).detach().reshape(-1).tolist()
    return case


if __name__ == "__main__":
    torch.manual_seed(0)
    lines = [json.dumps(record(name, *case, seed)) for seed, (name, case) in enumerate(CASES.items())]
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "steps.jsonl.gz")
    with open(path, "wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        packed.write(("\n".join(lines) + "\n").encode())
