@NullMarked
package io.gradus.app.tune;

import org.jspecify.annotations.NullMarked;
