/// Files: safetensors for tensors, JSON for configuration, NumPy's .npz to read from, and writing that leaves either the
/// old file or the new one.
///
/// Start from [io.gradus.file.Safetensors]. A model is one safetensors file; what is not a number in it is a JSON
/// text in the metadata, read through [io.gradus.file.JsonObject]. Arrays that others saved come in by
/// [io.gradus.file.Npz]. Every reader here treats its input as hostile and answers a bad one with an
/// [io.gradus.InputException] that says where, what, and what helps.
///
/// The package is not exported.
@NullMarked
package io.gradus.file;

import org.jspecify.annotations.NullMarked;
