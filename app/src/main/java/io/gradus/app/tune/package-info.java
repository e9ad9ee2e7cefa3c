/// What `tune` searches: settings of options, from the texts of `--try` to the combinations that are tried.
///
/// Start from [io.gradus.app.tune.SearchSpace].
@NullMarked
package io.gradus.app.tune;

import org.jspecify.annotations.NullMarked;
