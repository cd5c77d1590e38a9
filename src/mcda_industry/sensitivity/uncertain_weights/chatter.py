"""What a solver written in another language prints, kept out of the standard output of the program that uses this library."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from threading import RLock

CHATTER = b"Highs"
"""How the remarks of HiGHS begin."""

_ONE_AT_A_TIME = RLock()


@contextmanager
def without_chatter() -> Iterator[None]:
    """Keep the remarks of HiGHS off standard output, where it prints some even when asked to be silent.

    They would spoil a program that prints JSON. What other threads print meanwhile is kept, and printed at the end.
    """
    with _ONE_AT_A_TIME:
        try:
            kept = os.dup(1)
        except OSError:  # there is no standard output to keep clean
            yield
            return
        with TemporaryFile() as caught:
            try:
                os.dup2(caught.fileno(), 1)
                yield
            finally:
                os.dup2(kept, 1)
                caught.seek(0)
                os.write(kept, b"".join(line for line in caught if not line.startswith(CHATTER)))
                os.close(kept)
