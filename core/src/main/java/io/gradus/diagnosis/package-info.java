/// What is wrong with a gradient: the backward pass is replayed with each known mistake planted, and the mistakes that
/// reproduce the given numbers are named. Start at [io.gradus.diagnosis.Diagnosis].
@NullMarked
package io.gradus.diagnosis;

import org.jspecify.annotations.NullMarked;
