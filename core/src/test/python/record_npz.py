#!/usr/bin/env python3
"""Writes the .npz files that NpzTest reads, as NumPy writes them.

Recorded with NumPy 1.24.2 on Python 3.11 (Debian 12): python3 record_npz.py, into ../resources/npz.
Every matrix W has the entries (k - 2.5) / 4 at row-major position k, unless said otherwise.
"""

import pathlib
import zipfile

import numpy as np

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "npz"
W = (np.arange(6.0).reshape(2, 3) - 2.5) / 4
V = np.array([1.0, -0.1, 1e-300])


def save(name, compressed=False, **arrays):
    (np.savez_compressed if compressed else np.savez)(FOLDER / f"{name}.npz", **arrays)


def with_versions(name, versions, array):
    """One entry a version of the .npy format; np.savez picks the lowest that does."""
    with zipfile.ZipFile(FOLDER / f"{name}.npz", "w") as archive:
        for version in versions:
            with archive.open(f"W{version[0]}.npy", "w", force_zip64=True) as out:
                np.lib.format.write_array(out, array, version=version)


FOLDER.mkdir(parents=True, exist_ok=True)
save("float64", W=W, v=V, scalar=np.float64(0.001), empty=np.zeros((0, 3)))
save("float32", W=W.astype(np.float32), v=V.astype(np.float32), scalar=np.float32(0.001))
save("float16", W=W.astype(np.float16), v=np.array([1.0, -0.1, 6e-8], dtype=np.float16))
save("special", v=np.array([np.nan, np.inf, -np.inf, -0.0]))
save("compressed", compressed=True, W=W, v=V, zeros=np.zeros((500, 40)))
save("fortran", W=np.asfortranarray(W), view=W.T, v=np.asfortranarray(V), ints=np.asfortranarray(np.arange(6).reshape(3, 2)))
save("big-endian", f8=W.astype(">f8"), f4=W.astype(">f4"), f2=W.astype(">f2"), i4=np.arange(-2, 4, dtype=">i4"), u2=np.array([1, 65535], dtype=">u2"))
save(
    "integers",
    **{f"i{b}": np.array([-(2 ** (8 * b - 1)), -1, 0, 2 ** (8 * b - 1) - 1], dtype=f"i{b}") for b in (1, 2, 4)},
    **{f"u{b}": np.array([0, 1, 2 ** (8 * b) - 1], dtype=f"u{b}") for b in (1, 2, 4)},
    i8=np.array([-(2**53), 2**53], dtype="i8"),
    u8=np.array([0, 2**53], dtype="u8"),
    flags=np.array([[True, False]]),
)
save("too-large-i8", x=np.array([0, 2**53 + 1], dtype="i8"))
save("too-large-u8", x=np.array([2**63], dtype="u8"))
save("objects", W1=np.array([[1.0, 2.0], [3.0]], dtype=object))
save("structured", W1=np.zeros(2, dtype=[("a", "<f8"), ("b", "<f4")]))
save("complex", W1=W.astype(complex))
save("text", W1=np.array(["a", "bc"]))
save("long-double", W1=W.astype(np.longdouble))
save("three-dimensions", W1=np.zeros((2, 1, 3)))
with_versions("versions", [(1, 0), (2, 0), (3, 0)], W)
np.save(FOLDER / "single.npy", W)

# np.savez marks the local headers of all entries as zip64. The archive's directory follows only above 4 GiB, or with this:
zipfile.ZIP64_LIMIT = 64
save("zip64", W=W, v=V)
