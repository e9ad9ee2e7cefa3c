"""Records steps of PyTorch's optimizers and learning rates: python3 record.py > recorded.json

Written with PyTorch 1.13.1 (Debian's python3-torch), all in float64. The function is
f(p) = sum(exp(c * p) / c + (p - m)**2 * d): smooth, curved differently in each direction.
"""

import json

import torch

torch.set_default_dtype(torch.float64)
START = [1.0, -2.0, 0.5, 3.0]
C = torch.tensor([0.7, -0.4, 1.1, 0.3])
M = torch.tensor([0.2, 1.5, -0.3, 0.9])
D = torch.tensor([0.5, 2.0, 0.1, 1.0])
STEPS = 10


def run(make):
    p = torch.nn.Parameter(torch.tensor(START))
    optimizer = make([p])
    gradients, steps = [], []
    for _ in range(STEPS):
        optimizer.zero_grad()
        (torch.exp(C * p) / C + (p - M) ** 2 * D).sum().backward()
        gradients.append(p.grad.tolist())
        optimizer.step()
        steps.append(p.detach().tolist())
    return {"gradients": gradients, "steps": steps}


def schedule(make, steps=40, per_epoch=1):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = make(optimizer)
    rates = []
    for step in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if (step + 1) % per_epoch == 0:
            scheduler.step()
    return rates


def plateau(losses):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=2, threshold=0)
    rates = []
    for loss in losses:
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step(loss)
    return rates


LOSSES = [5, 4, 4, 4, 4, 3, 3.5, 3.2, 3, 3, 3, 3, 2.9, 3, 3, 3, 3, 3, 3, 3]

o, s = torch.optim, torch.optim.lr_scheduler
print(
    json.dumps(
        {
            "version": torch.__version__,
            "start": START,
            "optimizers": {
                "sgd": run(lambda p: o.SGD(p, lr=0.05)),
                "momentum": run(lambda p: o.SGD(p, lr=0.02, momentum=0.9)),
                "nesterov": run(lambda p: o.SGD(p, lr=0.02, momentum=0.9, nesterov=True)),
                "adagrad": run(lambda p: o.Adagrad(p, lr=0.5)),
                "rmsprop": run(lambda p: o.RMSprop(p, lr=0.05)),
                "adam": run(lambda p: o.Adam(p, lr=0.1)),
                "adamw": run(lambda p: o.AdamW(p, lr=0.1)),
                "rprop": run(lambda p: o.Rprop(p, lr=0.1)),
            },
            "learningRates": {
                "step": schedule(lambda x: s.StepLR(x, 3, 0.4), per_epoch=4),
                "exponential": schedule(lambda x: s.ExponentialLR(x, 0.9), per_epoch=4),
                "cosine": schedule(lambda x: s.CosineAnnealingLR(x, 40, eta_min=0.1)),
                "oneCycle": schedule(lambda x: s.OneCycleLR(x, 1.0, total_steps=40)),
                "warmUp": schedule(lambda x: s.LinearLR(x, 1 / 8, 1.0, 7)),
                "plateau": {"losses": LOSSES, "rates": plateau(LOSSES)},
            },
        }
    )
)
