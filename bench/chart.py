"""The chart of docs/performance.md: how many times as long as Gradus each system takes, case by case."""

import statistics

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from report import SHORT, case_name, peers, ratios, table_of, tables

# A colour and a marker each, so that it can be read without colours.
STYLE = {
    "gradus-plain": ("#888888", "x"),
    "tensorflow": ("#e8710a", "o"),
    "libtorch": ("#b31412", "s"),
    "pytorch": ("#d01884", "D"),
    "sklearn": ("#1a73e8", "^"),
    "dl4j": ("#0d652d", "v"),
    "smile": ("#9334e6", "P"),
    "encog": ("#795548", "X"),
    "numpy": ("#12a4af", "*"),
}


def draw(data, path):
    panels = [(title, table_of(data, what, threads)) for title, what, threads in tables(data)]
    panels = [(title, results) for title, results in panels if results]
    if not panels:
        return
    # Text stays text; no date and fixed ids, so that the same measurements give the same file.
    plt.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "gradus", "font.family": "sans-serif", "font.size": 9})
    heights = [len(results) for _, results in panels]
    figure, axes = plt.subplots(
        len(panels), 1, figsize=(9, 1.6 + 0.34 * sum(heights) + 0.55 * len(panels)), sharex=True, squeeze=False,
        gridspec_kw={"height_ratios": heights}, layout="constrained")
    drawn = {}
    for ax, (title, results) in zip(axes[:, 0], panels):
        panel(ax, title, results, drawn)
    low, high = axes[0, 0].get_xlim()
    axes[0, 0].set_xlim(min(low, 0.45), max(high, 2.2))
    low = axes[0, 0].get_xlim()[0]
    for ax in axes[:, 0]:
        ax.axvspan(low, 1, color="#fce8e6", zorder=0, lw=0)
    axes[-1, 0].set_xlabel("time divided by Gradus's time: right of 1 Gradus is faster, in the tinted part it loses")
    order = [key for key in STYLE if key in drawn]
    axes[0, 0].legend([drawn[key] for key in order], [SHORT[key] for key in order], loc="lower left", ncols=5,
                      frameon=False, bbox_to_anchor=(-0.02, 1 + 0.9 / heights[0]), borderaxespad=0)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def panel(ax, title, results, drawn):
    ax.set_title(title, loc="left", fontweight="bold", fontsize=10)
    for y, result in enumerate(results):
        keys = [key for key in STYLE if key in result["microseconds"]]
        for i, key in enumerate(keys):
            values = ratios(result, key)
            colour, marker = STYLE[key]
            at = y + 0.5 * ((i + 0.5) / len(keys) - 0.5)  # side by side, so that none covers another
            ax.plot([min(values), max(values)], [at, at], color=colour, lw=1.2, alpha=0.6, zorder=2)
            drawn[key] = ax.plot([statistics.median(values)], [at], color=colour, marker=marker, ls="", ms=6, mew=1.2,
                                 zorder=3)[0]
    ax.set_xscale("log")
    ax.axvline(1, color="black", lw=1, zorder=1)
    ax.set_yticks(range(len(results)), [case_name(result) for result in results])
    ax.set_ylim(len(results) - 0.5, -0.5)
    ax.xaxis.set_major_locator(LogLocator(base=10))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}×" if value >= 1 else f"{value:g}×"))
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.grid(axis="x", color="#dddddd", lw=0.6, zorder=0)
    ax.tick_params(labelbottom=True, length=0)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    for y in range(1, len(results)):
        ax.axhline(y - 0.5, color="#eeeeee", lw=0.8, zorder=0)
