"""Who works with whom: how many partners a body has, how much it stands between others, and with whom it forms a community."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import networkx

from graph.store import Store

__all__ = ["Measure", "measure", "working_together"]

_PIVOTS = 200
"""From how many bodies shortest paths are counted: of more, a sample."""
_SEED = 0
_DUTIES = """
MATCH (a:Actor)-[:RESPONSIBLE_FOR]->(t:Task)
WHERE NOT a:ActorClass
RETURN DISTINCT t.key AS task, a.key AS actor ORDER BY actor, task
"""
_COOPERATIONS = "MATCH (a:Actor)-[:COOPERATES_WITH]->(b:Actor) RETURN DISTINCT a.key AS a, b.key AS b ORDER BY a, b"
_NAMES = "MATCH (a:Actor) RETURN a.key AS key, a.name AS name"


@dataclass(frozen=True, slots=True)
class Measure:
    """One body: `degree` counts its partners, `betweenness` runs from 0 to 1, `community` is the key of its best-linked member."""

    key: str
    name: str
    degree: int
    betweenness: float
    community: str
    community_name: str


def working_together(store: Store) -> "networkx.Graph[str]":
    """The bodies that have duties, by key; an edge between two that share tasks or are said to cooperate, `weight` counts it.

    Collectives (各县区) are left out.
    """
    bodies: dict[str, list[str]] = defaultdict(list)
    graph: networkx.Graph[str] = networkx.Graph()
    for task, actor in store.stream(_DUTIES):
        bodies[task].append(actor)
        graph.add_node(actor)
    weights: dict[tuple[str, str], int] = defaultdict(int)
    for together in bodies.values():
        for pair in combinations(together, 2):
            weights[pair] += 1
    for one, other in store.stream(_COOPERATIONS):
        weights[min(one, other), max(one, other)] += 1
    graph.add_weighted_edges_from((*pair, weights[pair]) for pair in sorted(weights))
    return graph


def measure(store: Store) -> list[Measure]:
    """All bodies that have duties, those between most others first; the same graph gives the same figures.

    Betweenness counts steps, not weights, and is estimated from 200 bodies where there are more. Communities are those of
    Louvain's method by the number of common tasks.
    """
    graph = working_together(store)
    names = dict(store.stream(_NAMES))
    sample = _PIVOTS if len(graph) > _PIVOTS else None
    between = networkx.betweenness_centrality(graph, k=sample, seed=_SEED)
    found = []
    for members in networkx.community.louvain_communities(graph, seed=_SEED):
        chief = min(members, key=lambda key: (-graph.degree(key, weight="weight"), key))
        found += [
            Measure(key, names[key], graph.degree(key), round(between[key], 9), chief, names[chief]) for key in members
        ]
    return sorted(found, key=lambda one: (-one.betweenness, -one.degree, one.name, one.key))
