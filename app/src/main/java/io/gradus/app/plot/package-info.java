/// Plots that go to a file: how a loss falls over the epochs, how the time of a step grows with the network, how
/// predictions agree with what was, what columns are worth.
///
/// A plot is made by a class of its own, such as [io.gradus.app.plot.LossPlot], mostly from named
/// [io.gradus.app.plot.Curve]s, and written by [io.gradus.app.plot.PlotFile], the entry point, as SVG or PNG. The
/// same data give the same bytes on the same machine.
///
/// XChart lays out the title, the axes and their labels. Curves, logarithmic grids and the legend are painted here:
/// XChart strokes every segment of a line by itself, so that the dashes of a curve with many points run together.
///
/// Java must be headless (`java.awt.headless=true`, set before the first class of AWT is loaded) where there may be
/// no screen.
@NullMarked
package io.gradus.app.plot;

import org.jspecify.annotations.NullMarked;
