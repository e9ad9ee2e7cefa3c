"""Checks the errors that elementary-functions.md states for the polynomials of Exp, Log and Tanh.

Reads the coefficients out of the Java sources, as the doubles that they are, and compares each approximation with the
function in 40 digits at 10,001 points of its interval, rounding within the polynomial left out. Prints the largest relative
errors; exit code 1 if one is above its bound. Needs Python 3 alone: python3 docs/derivations/polynomials.py
"""

import re
import sys
from decimal import Decimal, getcontext
from pathlib import Path

getcontext().prec = 40
MATH = Path(__file__).resolve().parents[2] / "core/src/main/java/io/gradus/math"
POINTS = 10_000
HALF = Decimal("0.5")
LN2 = Decimal(2).ln()


def coefficients(file, letter):
    found = re.findall(rf"double {letter}(\d+) = (-?0x[0-9a-f.]+p[+-]?\d+);", (MATH / file).read_text(encoding="utf-8"))
    if [int(number) for number, _ in found] != list(range(len(found))) or not found:
        sys.exit(f"polynomials: {file}: expected {letter}0, {letter}1, … in order, got {found}")
    return [Decimal(float.fromhex(value)) for _, value in found]


def horner(c, x):
    value = Decimal(0)
    for a in reversed(c):
        value = value * x + a
    return value


def tanh(x):
    e = (2 * x).exp()
    return (e - 1) / (e + 1)


def exp_polynomial(q):
    return lambda r: 1 + r + r * r * horner(q, r)


def log_polynomial(r):
    def value(f):
        s = f / (2 + f)
        return 2 * s + s * s * s * horner(r, s * s)

    return value


def tanh_polynomial(p):
    return lambda x: x + x * x * x * horner(p, x * x)


def largest_error(approximation, exact, low, high):
    worst = Decimal(0)
    for i in range(POINTS + 1):
        x = low + (high - low) * i / POINTS
        value = exact(x)
        if value != 0:
            worst = max(worst, abs(approximation(x) / value - 1))
    return worst


def main():
    # name, approximation, function, interval, bound
    checks = [
        ("exp", exp_polynomial(coefficients("Exp.java", "Q")), Decimal.exp, -LN2 / 2, LN2 / 2, "1.2e-17"),
        (
            "log(1 + f)",
            log_polynomial(coefficients("Log.java", "R")),
            lambda f: (1 + f).ln(),
            HALF.sqrt() - 1,
            Decimal(2).sqrt() - 1,
            "1.9e-18",
        ),
        ("tanh", tanh_polynomial(coefficients("Tanh.java", "P")), tanh, Decimal(0), Decimal("0.55"), "2.9e-17"),
    ]
    failed = False
    for name, approximation, exact, low, high, bound in checks:
        error = largest_error(approximation, exact, low, high)
        failed |= error > Decimal(bound)
        print(f"{name}: largest relative error {error:.3e}, bound {bound}{', EXCEEDED' if error > Decimal(bound) else ''}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
