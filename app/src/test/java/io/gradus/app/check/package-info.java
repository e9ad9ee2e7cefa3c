@NullMarked
package io.gradus.app.check;

import org.jspecify.annotations.NullMarked;
