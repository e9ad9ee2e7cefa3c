@NullMarked
package io.gradus.app.exercise;

import org.jspecify.annotations.NullMarked;
