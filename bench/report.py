"""Makes docs/performance.md of what compare.py measured."""

import statistics

GRADUS = "gradus"
PLAIN = "gradus-plain"
SHORT = {
    PLAIN: "Gradus, no Vector API",
    "tensorflow": "TensorFlow",
    "libtorch": "libtorch",
    "pytorch": "PyTorch",
    "sklearn": "scikit-learn",
    "dl4j": "DL4J",
    "smile": "Smile",
    "encog": "Encog",
    "numpy": "NumPy",
}


def ratios(result, key):
    """A system's time over Gradus's, round by round."""
    return [theirs / ours for theirs, ours in zip(result["microseconds"][key], result["microseconds"][GRADUS])]


def peers(result):
    """Systems that were timed in this case, other than Gradus in either form."""
    return [key for key in result["microseconds"] if key not in (GRADUS, PLAIN)]


def least_ratio(result):
    """That of the fastest peer; infinite where there is none."""
    return min((statistics.median(ratios(result, key)) for key in peers(result)), default=float("inf"))


def table_of(data, what, threads):
    """Results of one table, cases that Gradus loses first."""
    chosen = [r for r in data["results"] if r["what"] == what and r["threads"] == threads and r["microseconds"].get(GRADUS)]
    return sorted(chosen, key=least_ratio)


def case_name(result):
    sizes, rows, _ = result["case"].split(":")
    return sizes if result["what"] == "predict" else f"{sizes}, batch {rows}"


def digits(value):
    """Three significant digits, no exponent."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def ratio_digits(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


class Footnotes:
    def __init__(self):
        self.texts = []

    def mark(self, text):
        if text not in self.texts:
            self.texts.append(text)
        return f"<sup>{self.texts.index(text) + 1}</sup>"


def cell(result, key, footnotes):
    if key not in result["microseconds"]:
        reason = result["unsupported"].get(key)
        return "–" + footnotes.mark(f"{SHORT[key]}: {reason}") if reason else "–"
    values = ratios(result, key)
    median = statistics.median(values)
    text = f"**{ratio_digits(median)}**" if median < 1 else ratio_digits(median)
    text += f" ({ratio_digits(min(values))}–{ratio_digits(max(values))})"
    note = result["notes"].get(key)
    return text + footnotes.mark(f"{SHORT[key]}: {note}") if note else text


def markdown_table(data, results, footnotes, one_thread=None):
    """One row a case. With the results of one thread also Gradus's speed-up over them."""
    keys = [key for key in SHORT if any(key in r["microseconds"] for r in results)]
    head = ["case", "Gradus, µs"] + (["speed-up over 1 thread"] if one_thread else []) + [SHORT[key] for key in keys]
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    for result in results:
        own = statistics.median(result["microseconds"][GRADUS])
        cells = [case_name(result), digits(own)]
        if one_thread:
            before = [r for r in one_thread if r["case"] == result["case"]]
            cells.append(ratio_digits(statistics.median(before[0]["microseconds"][GRADUS]) / own) if before else "–")
        lines.append("| " + " | ".join(cells + [cell(result, key, footnotes) for key in keys]) + " |")
    return "\n".join(lines)


def losses(results):
    """Who is faster than Gradus where, in words."""
    lost = []
    for result in results:
        faster = [(statistics.median(ratios(result, key)), SHORT[key]) for key in peers(result)]
        faster = [f"{name} ({ratio_digits(ratio)})" for ratio, name in sorted(faster) if ratio < 1]
        if faster:
            lost.append(f"{case_name(result)}: {', '.join(faster)}")
    return lost


def summary(data):
    lines = []
    for title, what, threads in tables(data):
        results = table_of(data, what, threads)
        lost = losses(results)
        if not results:
            continue
        lines.append(f"- {title}: Gradus is the fastest in {len(results) - len(lost)} of {len(results)} cases"
                     + (f". Faster than Gradus: {'; '.join(lost)}." if lost else "."))
    lines.append("- Medians. Where the range in the table reaches over 1, read a tie.")
    return "\n".join(lines)


def tables(data):
    for threads in sorted({r["threads"] for r in data["results"]}):
        yield f"Training step, {threads} thread{'s' if threads > 1 else ''}", "train", threads
    yield "Prediction of one row", "predict", 1


def the_run(data):
    machine = data["machine"]
    version = data["systems"][GRADUS].get("version", "")
    simd = version.split("kernels: vector ")
    lines = [
        "| | |",
        "| --- | --- |",
        f"| CPU | {machine['cpu']}, {machine['cores']} cores usable |",
        f"| SIMD | {f'vectors of {simd[1]} bits' if len(simd) > 1 else 'no Vector API'}, as Gradus found them |",
        f"| memory | {machine['ram']} |",
        f"| system | {machine['os']} |",
        f"| command | `{data['command']}`, {data['date']} |",
        f"| measured | {data['rounds']} rounds of {data['seconds']:g} s a case and system, after a warm-up |",
    ]
    environment = data["environment"]
    set_ = ", ".join(f"`{name}={value}`" for name, value in environment.items()) or "none of those that matter"
    lines.append(f"| environment | {set_} |")
    for system in data["systems"].values():
        lines.append(f"| {system['title']} | {system.get('version') or 'missing: ' + system.get('missing', '?')} |")
    text = "\n".join(lines)
    if any(name.startswith("OPENBLAS_") for name in environment):
        text += ("\n\nThe `OPENBLAS_` variables choose the kernels of the OpenBLAS that NumPy, scikit-learn, Debian's PyTorch and"
                 " Deeplearning4j\ncompute with. They are left as this machine has them, since versions of that age may compute"
                 " wrong results on newer CPUs\nwithout. In the products of the section Kernels the results were right without, and OpenBLAS about 1.8 times"
                 " as fast in\nfloat: the columns of those systems are flattering to Gradus by up to as much.")
    return text


HOW_TO_READ = """\
A number in a system's column is **its time divided by Gradus's**: above 1 Gradus is faster, and **bold** marks what is
below 1, where Gradus loses. It is the median over the rounds, with the least and the greatest behind it; the systems take
turns within a round, and a ratio is formed within one. Cases that Gradus loses come first. The machine is shared and
noisy: a ratio whose range reaches over 1 is a tie, and microseconds are only good for their size.

What is timed is a whole training step (forward, loss, backward, update) on one batch that lies ready in the system's own
arrays and is the same in every step: reading, shuffling and converting data are in nobody's time. The networks are trained
by plain gradient descent with learning rate 0.001, in float, with ReLU hidden units, softmax and categorical
cross-entropy; the 2-2-2 network is the [notebook](notebook.md)'s: double, sigmoids, mean squared error. A prediction goes
from the system's own array to its own array. For one thread all are pinned to the same core. Each system is used as its
users would: TensorFlow's graph is built once and run by its single-threaded executor, PyTorch predicts with the traced and
frozen module, scikit-learn's `partial_fit` gets many batches at a time. Gradus runs
with `-Dgradus.kernels=vector`, the kernels that it comes to by itself after some seconds of work. Smile and the notebook compute on one thread
with two threads allowed too."""


def markdown(data, chart, fragments):
    """The whole document; fragments are files of further sections, added in this order."""
    parts = [
        "# Performance",
        "Made by [`bench/run`](../bench/README.md) from its measurements, with the sections of `bench/results` at the end; edit those,"
        " not this page.",
        summary(data),
        f"![The other systems' times as multiples of Gradus's, per case]({chart})",
        "## How to read it",
        HOW_TO_READ,
    ]
    footnotes = Footnotes()
    one_thread = table_of(data, "train", 1)
    for title, what, threads in tables(data):
        results = table_of(data, what, threads)
        if results:
            parts += [f"## {title}",
                      markdown_table(data, results, footnotes, one_thread if what == "train" and threads > 1 else None)]
    if footnotes.texts:
        parts.append("What differs or is not possible:")
        parts.append("\n".join(f"{i}. {text}." for i, text in enumerate(footnotes.texts, start=1)))
    parts += ["## The run", the_run(data)]
    parts += [fragment.read_text().strip() for fragment in fragments]
    return "\n\n".join(part for part in parts if part) + "\n"
