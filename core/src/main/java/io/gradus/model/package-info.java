/// From a table to a model and back from its file: preprocessing, network and provenance in one.
///
/// Start at [io.gradus.model.Recipe], which trains, and [io.gradus.model.Model], which predicts.
@NullMarked
package io.gradus.model;

import org.jspecify.annotations.NullMarked;
