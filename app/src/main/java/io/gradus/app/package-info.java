/// The command line. Start at [io.gradus.app.Main]; each command is a class of its own.
@NullMarked
package io.gradus.app;

import org.jspecify.annotations.NullMarked;
