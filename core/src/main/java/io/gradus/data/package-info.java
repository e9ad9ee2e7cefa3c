/// From rows of a file to the matrices a network learns from.
///
/// A [Table][io.gradus.data.Table] holds typed columns and knows the line of each row; a [Split][io.gradus.data.Split]
/// holds rows back for testing; a [Preprocessing][io.gradus.data.Preprocessing], fitted on the training part alone,
/// turns a table into a [Dataset][io.gradus.data.Dataset] of row-major matrices. What is wrong with data is said by a
/// [DataException][io.gradus.data.DataException], which names the place, the fault and what helps.
///
/// Start from [Table#readCsv(java.nio.file.Path)][io.gradus.data.Table#readCsv(java.nio.file.Path)].
@NullMarked
package io.gradus.data;

import org.jspecify.annotations.NullMarked;
