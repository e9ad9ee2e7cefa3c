/// How good predictions are: numbers that judge a model on rows it has not seen.
///
/// Arrays in, numbers out; nothing here knows tables or networks. Definitions follow scikit-learn, and the tests
/// compare with its results.
///
/// Start from [Metric][io.gradus.metric.Metric] for one number by its name, from
/// [ClassificationMetrics][io.gradus.metric.ClassificationMetrics] for the usual ones of classes, and from
/// [RegressionMetrics][io.gradus.metric.RegressionMetrics] for those of numbers.
@NullMarked
package io.gradus.metric;

import org.jspecify.annotations.NullMarked;
