"""PyTorch: modules, autograd and torch.optim.SGD; predictions by the traced and frozen module, in inference mode."""

import platform

import torch

from worker import LEARNING_RATE, repeat, serve, threads


def network(case, with_softmax):
    layers = []
    for inputs, outputs in zip(case.sizes, case.sizes[1:]):
        layers.append(torch.nn.Linear(inputs, outputs))
        layers.append(torch.nn.Sigmoid() if case.is_double else torch.nn.ReLU())
    if not case.is_double:
        layers[-1:] = [torch.nn.Softmax(dim=1)] if with_softmax else []
    return torch.nn.Sequential(*layers).to(torch.float64 if case.is_double else torch.float32)


def train(case):
    model = network(case, with_softmax=False)
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)
    loss = torch.nn.functional.mse_loss if case.is_double else torch.nn.functional.cross_entropy
    x = torch.from_numpy(case.x)
    t = torch.from_numpy(case.targets if case.is_double else case.labels)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss(model(x), t).backward()
        optimizer.step()

    return repeat(step)


def predict(case):
    x = torch.from_numpy(case.x[:1])
    model = torch.jit.freeze(torch.jit.trace(network(case, with_softmax=True).eval(), x))

    def steps(count):
        with torch.inference_mode():
            for _ in range(count):
                model(x)
        return count

    return steps


torch.set_num_threads(threads())
serve(f"PyTorch {torch.__version__}, Python {platform.python_version()}", train, predict)
