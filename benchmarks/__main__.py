"""`python -m benchmarks`: the command, after BLAS has been told to use one thread."""

import os
import sys

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # read when NumPy is loaded, so before the import below

from benchmarks.command import main

if __name__ == "__main__":
    sys.exit(main())
