"""The graph of who feeds whom: cycles, who lies between, who is reached. Functions on arrays; cycles are expected.

Entry (i, j) of an (n, n) adjacency says that i feeds j. What a link feeds itself is left aside: it connects it to nobody.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from mcda_industry.arrays import BoolArray, FloatArray, IntArray
from mcda_industry.errors import ValueChainError

if TYPE_CHECKING:
    import networkx as nx


def strong_components(adjacency: ArrayLike) -> IntArray:
    """The strongly connected component of each link: links are in one if each reaches the other.

    Parameters
    ----------
    adjacency
        (n, n) booleans, or 0 and 1.

    Returns
    -------
    (n,) numbers from 0 in the order of the first link of each component. Components of more than one link are cycles, of
    which a disturbance comes back.

    Raises
    ------
    ValueChainError
        If the adjacency is not a square table of truth values.

    References
    ----------
    R. E. Tarjan (1972), Depth-first search and linear graph algorithms, SIAM Journal on Computing 1; as in networkx.

    Examples
    --------
    >>> strong_components([[0, 1, 0], [1, 0, 1], [0, 0, 0]])
    array([0, 0, 1])
    """
    import networkx as nx

    graph = _graph(adjacency)
    found = np.empty(len(graph), dtype=np.int64)
    for number, component in enumerate(sorted(nx.strongly_connected_components(graph), key=min)):
        found[list(component)] = number
    return found


def betweenness(adjacency: ArrayLike) -> FloatArray:
    """Share of the shortest chains between two other links that pass through each link.

    Each ordered pair of other links counts alike; where several chains are shortest, the share that passes counts. Over
    all (n - 1)(n - 2) pairs, connected or not; 0 with fewer than three links, where there is no pair.

    Parameters
    ----------
    adjacency
        (n, n) booleans, or 0 and 1.

    Returns
    -------
    (n,) shares, 0 to 1.

    Raises
    ------
    ValueChainError
        If the adjacency is not a square table of truth values.

    References
    ----------
    L. C. Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40. U. Brandes (2001), A faster
    algorithm for betweenness centrality, Journal of Mathematical Sociology 25; as in networkx.

    Examples
    --------
    >>> betweenness([[0, 1, 0], [0, 0, 1], [0, 0, 0]])
    array([0. , 0.5, 0. ])
    """
    import networkx as nx

    shares = nx.betweenness_centrality(_graph(adjacency), normalized=True)
    return np.array([float(shares[node]) for node in sorted(shares)])


def downstream(adjacency: ArrayLike) -> IntArray:
    """How many other links each link feeds, directly or through others: whom its failure can reach.

    Parameters
    ----------
    adjacency
        (n, n) booleans, or 0 and 1.

    Returns
    -------
    (n,) counts, 0 to n - 1.

    Raises
    ------
    ValueChainError
        If the adjacency is not a square table of truth values.

    Examples
    --------
    >>> downstream([[0, 1, 0], [0, 0, 1], [0, 0, 0]])
    array([2, 1, 0])
    """
    import networkx as nx

    graph = _graph(adjacency)
    return np.array([len(nx.descendants(graph, node)) for node in graph], dtype=np.int64)


def _graph(adjacency: ArrayLike) -> "nx.DiGraph[int]":
    import networkx as nx

    feeds = _truth(adjacency)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(feeds)))
    graph.add_edges_from((int(i), int(j)) for i, j in np.argwhere(feeds) if i != j)
    return graph


def _truth(adjacency: ArrayLike) -> BoolArray:
    try:
        table = np.asarray(adjacency)
    except ValueError:  # rows of different lengths
        table = np.empty(0)
    square = table.ndim == 2 and table.shape[0] == table.shape[1]
    if not square or table.dtype.kind not in "biuf" or not np.isin(table, (0, 1)).all():
        said = "The graph must be a square table of 0 and 1, row i and column j saying whether i feeds j. "
        said += "Give one row and column a link."
        raise ValueChainError(said, code="bad_graph", field="adjacency")
    return table.astype(bool)
