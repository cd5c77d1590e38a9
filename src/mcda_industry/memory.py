"""Tables of n × n numbers: refused before they are begun where they would not fit, with what they would take."""

from mcda_industry.errors import DecisionError

MIB = 1 << 20


def square_mib(n: int, bytes_each: int = 8) -> float:
    """How many MiB a table of n × n numbers takes.

    >>> square_mib(5000)
    190.73486328125
    """
    return n * n * bytes_each / MIB


def check_square(kind: type[DecisionError], what: str, n: int, most: int, instead: str, bytes_each: int = 8) -> None:
    """Refuse a table for more than `most` alternatives.

    Parameters
    ----------
    kind
        The error to raise; its code is "too_many".
    what
        What the table holds, as the beginning of a sentence.
    n, most
        How many alternatives there are, and how many there may be.
    instead
        What to do instead.
    bytes_each
        How many bytes a number takes.

    Raises
    ------
    DecisionError
        Of this kind, with both sizes in MiB.

    Examples
    --------
    >>> check_square(DecisionError, "The distances", 90, 50, "Compare the best.")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    mcda_industry.errors.DecisionError: The distances of 90 alternatives are a table of 90 × 90 (0 MiB); at most 50 are ...
    """
    if n > most:
        said = f"{what} of {n} alternatives are a table of {n} × {n} ({square_mib(n, bytes_each):,.0f} MiB); "
        said += f"at most {most} are taken ({square_mib(most, bytes_each):,.0f} MiB). {instead}"
        raise kind(said, code="too_many", field="problem")
