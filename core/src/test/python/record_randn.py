#!/usr/bin/env python3
"""Writes what MersenneTwisterTest reads: NumPy's first 1,000 normals after np.random.seed(0) and seed(42).

Recorded with NumPy 1.24.2 on Python 3.11 (Debian 12, x86-64); NumPy 2.4.6 gives the same bits. Into ../resources/numpy;
little-endian doubles.
"""

import pathlib

import numpy as np

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "numpy"
FOLDER.mkdir(parents=True, exist_ok=True)
for seed in (0, 42):
    np.random.seed(seed)
    np.random.randn(1000).astype("<f8").tofile(FOLDER / f"randn-{seed}.bin")

# The single numbers in MersenneTwisterTest and InitializerTest.
np.random.seed(4294967295)
print([int(np.random.randint(0, 2**32, dtype=np.uint32)) for _ in range(3)])
np.random.seed(12345)
print([float.hex(np.random.rand()) for _ in range(3)])
np.random.seed(7)
print(np.random.randn(2, 3), np.random.randn(3), np.random.randn(3, 1), np.random.randn(1))
