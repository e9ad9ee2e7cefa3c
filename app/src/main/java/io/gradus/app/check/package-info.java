/// A check of a gradient as people and programs read it: [io.gradus.app.check.CheckText] for the terminal,
/// [io.gradus.app.check.CheckJson] for programs, [io.gradus.app.check.CheckPage] for a browser. Nothing here prints or
/// writes a file.
@NullMarked
package io.gradus.app.check;

import org.jspecify.annotations.NullMarked;
