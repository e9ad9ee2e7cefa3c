"""Checks and derives the polynomials of elementary-functions.md, in double and in float.

    python3 docs/derivations/polynomials.py                  checks
    python3 docs/derivations/polynomials.py derive           finds all coefficients again
    python3 docs/derivations/polynomials.py derive ERF ERFC  those of some polynomials

The check reads the coefficients out of Polynomials.java and FloatPolynomials.java, as the numbers that they are, and compares
each approximation with the function in 40 digits at 4,001 points of its interval, rounding within the polynomial left out. It
prints the largest relative errors; exit code 1 if one is above its bound, which is the one that elementary-functions.md states.

Derivation: E. Remez's exchange on a grid of points that lie closer at the ends of the interval. Then the coefficients are
rounded to the precision, the lowest first; what each loses is spread over the higher ones, which can make up for most of it.
The coefficients of EXP, LOG and TANH in the sources were rounded less carefully and stay as they are: others would change the
bits of every model. Needs Python 3 alone.
"""

import math
import re
import struct
import sys
from decimal import Decimal, getcontext
from pathlib import Path

getcontext().prec = 60
MATH = Path(__file__).resolve().parents[2] / "core/src/main/java/io/gradus/math"
POINTS = 4_000
GRID = 1_200
ONE = Decimal(1)
LN2 = Decimal(2).ln()
TINY = Decimal("1e-62")


def pi():
    def arctan(inverse):  # J. Machin's formula
        power = total = ONE / inverse
        n = 1
        while abs(power) > TINY:
            power /= -inverse * inverse
            n += 2
            total += power / n
        return total

    return 4 * (4 * arctan(Decimal(5)) - arctan(Decimal(239)))


ROOT_PI = pi().sqrt()


def tanh(x):
    e = (2 * x).exp()
    return (e - 1) / (e + 1)


def erf(x):
    """2/√π e^(-x²) Σ 2^n x^(2n+1) / (2n+1)!!, whose terms are all of one sign."""
    term = total = x
    n = 1
    while abs(term) > abs(total) * TINY:
        term *= 2 * x * x / (2 * n + 1)
        total += term
        n += 1
    return 2 / ROOT_PI * (-x * x).exp() * total


def scaled_erfc(x):
    """e^(x²) erfc x; for large x P. S. Laplace's continued fraction."""
    if x < 3:
        return (1 - erf(x)) * (x * x).exp()
    value = x
    for n in range(220, 0, -1):
        value = x + Decimal(n) / 2 / value
    return 1 / (ROOT_PI * value)


class Precision:
    def __init__(self, name, file, digits, code):
        self.name, self.digits, self.code = name, digits, code
        self.source = (MATH / file).read_text(encoding="utf-8")

    def round(self, value):
        return Decimal(struct.unpack(self.code, struct.pack(self.code, float(value)))[0])

    def literal(self, value):
        text = float(value).hex()
        mantissa, exponent = text.split("p")
        mantissa = mantissa.rstrip("0").rstrip(".") if self.name == "float" else mantissa
        return f"{mantissa}p{exponent}" + ("f" if self.name == "float" else "")

    def constant(self, name):
        found = re.search(rf"{self.name} {name} = (-?[0-9a-fx.]+(?:p[+-]?\d+)?)f?;", self.source)
        if not found:
            sys.exit(f"polynomials: no {self.name} {name}")
        text = found[1]
        value = float.fromhex(text) if "x" in text else float(text.removesuffix("f"))
        return self.round(Decimal(value))

    def coefficients(self, prefix):
        found = re.findall(rf"{self.name} {prefix}(\d+) = (-?0x[0-9a-f.]+p[+-]?\d+)f?;", self.source)
        if [int(number) for number, _ in found] != list(range(len(found))) or not found:
            sys.exit(f"polynomials: {self.name}: expected {prefix}0, {prefix}1, … in order, got {found}")
        return [Decimal(float.fromhex(value)) for _, value in found]


class Form:
    """function(x) ≈ fixed(x) + factor(x) · p(variable(x)) on [low, high]."""

    def __init__(self, prefix, bound, function, fixed, factor, variable, low, high, degree):
        self.prefix, self.bound, self.degree = prefix, Decimal(bound), degree
        self.function, self.fixed, self.factor, self.variable = function, fixed, factor, variable
        self.low, self.high = low, high

    def largest_error(self, coefficients):
        worst = Decimal(0)
        for i in range(POINTS + 1):
            x = self.low + (self.high - self.low) * i / POINTS
            value = self.function(x)
            if value != 0:
                approximation = self.fixed(x) + self.factor(x) * horner(coefficients, self.variable(x))
                worst = max(worst, abs(approximation / value - 1))
        return worst

    def derive(self, precision):
        points, values, weights = [], [], []
        for i in range(GRID + 1):
            x = self.low + (self.high - self.low) * Decimal((1 - math.cos(math.pi * i / GRID)) / 2)
            if self.factor(x) != 0:
                points.append(self.variable(x))
                values.append((self.function(x) - self.fixed(x)) / self.factor(x))
                weights.append(self.factor(x) / self.function(x))
        exact = remez(points, values, weights, self.degree)
        rounded = []
        for k in range(self.degree + 1):
            rounded.append(precision.round(exact[k]))
            lost = exact[k] - rounded[k]
            higher = range(k + 1, self.degree + 1)
            for j, c in zip(higher, least_squares(points, weights, k, higher)):
                exact[j] += lost * c
        return rounded


def horner(c, x):
    value = Decimal(0)
    for a in reversed(c):
        value = value * x + a
    return value


def remez(points, values, weights, degree):
    """The coefficients for which the largest weighted error is least."""
    unknown = degree + 1
    last = len(points) - 1
    powers = [[t**k for k in range(unknown)] for t in points]
    reference = [round(last * (1 - math.cos(math.pi * i / unknown)) / 2) for i in range(unknown + 1)]
    for _ in range(60):
        rows = [powers[at] + [(-1) ** i / weights[at]] for i, at in enumerate(reference)]
        *found, levelled = solve(rows, [values[at] for at in reference])
        errors = [(sum(c * p for c, p in zip(found, powers[at])) - values[at]) * weights[at] for at in range(last + 1)]
        if max(map(abs, errors)) <= abs(levelled) * Decimal("1.0001"):
            return found
        extrema = []
        for at, error in enumerate(errors):
            if not extrema or (error > 0) != (errors[extrema[-1]] > 0):
                extrema.append(at)
            elif abs(error) > abs(errors[extrema[-1]]):
                extrema[-1] = at
        while len(extrema) > unknown + 1:
            extrema.pop(0 if abs(errors[extrema[0]]) < abs(errors[extrema[-1]]) else -1)
        if len(extrema) <= unknown:
            break
        reference = extrema
    sys.exit("polynomials: the exchange does not converge")


def least_squares(points, weights, k, higher):
    """The coefficients of the higher powers that come nearest to t^k."""
    most = 2 * max(higher, default=0)
    moments = [sum((w * w * t**n for t, w in zip(points, weights)), Decimal(0)) for n in range(most + 1)]
    return solve([[moments[i + j] for j in higher] for i in higher], [moments[i + k] for i in higher])


def solve(rows, right):
    """Gauss's elimination with pivots."""
    n = len(right)
    rows = [row + [value] for row, value in zip(rows, right)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, n):
            factor = rows[r][i] / rows[i][i]
            rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    x = [Decimal(0)] * n
    for i in reversed(range(n)):
        x[i] = (rows[i][n] - sum(rows[i][c] * x[c] for c in range(i + 1, n))) / rows[i][i]
    return x


def forms(precision, bounds, degrees):
    def s(f):
        return f / (2 + f)

    small_tanh = precision.constant("SMALL_TANH")
    small_erf = precision.constant("SMALL_ERF")
    largest = precision.constant("LARGEST_ERFC")
    shift, scale, centre = (precision.constant(f"ERFC_{name}") for name in ("SHIFT", "SCALE", "CENTRE"))
    root = Decimal(2).sqrt()
    zero = Decimal(0)
    specifications = [
        ("EXP", Decimal.exp, lambda r: 1 + r, lambda r: r * r, lambda r: r, -LN2 / 2, LN2 / 2),
        ("LOG", lambda f: (1 + f).ln(), lambda f: 2 * s(f), lambda f: s(f) ** 3, lambda f: s(f) ** 2, zero, root - 1),
        ("TANH", tanh, lambda x: x, lambda x: x**3, lambda x: x * x, zero, small_tanh),
        ("ERF", erf, lambda x: x, lambda x: x, lambda x: x * x, zero, small_erf),
        (
            "ERFC",
            scaled_erfc,
            lambda x: zero,
            lambda x: 1 / (x + shift),
            lambda x: scale / (x + shift) + centre,
            small_erf,
            largest,
        ),
    ]
    return [
        Form(prefix, bound, *rest, degree)
        for (prefix, *rest), bound, degree in zip(specifications, bounds.split(), degrees)
    ]


def main():
    derive, only = sys.argv[1:2] == ["derive"], sys.argv[2:]
    failed = False
    for precision, bounds, degrees in [
        (Precision("double", "Polynomials.java", 53, "d"), "1.2e-17 1.9e-18 2.9e-17 1.4e-17 3.3e-18", (9, 6, 9, 10, 19)),
        (Precision("float", "FloatPolynomials.java", 24, "f"), "3.3e-9 2.6e-11 1.2e-9 4.5e-9 1.1e-9", (4, 3, 4, 5, 8)),
    ]:
        for form in forms(precision, bounds, degrees):
            if only and form.prefix not in only:
                continue
            if derive:
                coefficients = form.derive(precision)
                for number, value in enumerate(coefficients):
                    print(f"    public static final {precision.name} {form.prefix}{number} = {precision.literal(value)};")
            else:
                coefficients = precision.coefficients(form.prefix)
            error = form.largest_error(coefficients)
            exceeded = error > form.bound
            failed |= exceeded
            print(
                f"{precision.name} {form.prefix}: largest relative error {error:.3e}, bound {form.bound}"
                + (", EXCEEDED" if exceeded else "")
            )
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
