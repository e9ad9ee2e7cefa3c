@NullMarked
package io.gradus.app.plot;

import org.jspecify.annotations.NullMarked;
