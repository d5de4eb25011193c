// The bodies that these collectives stand for.
UNWIND $actors AS key
MATCH (c:Actor {key: key})-[:HAS_MEMBER]->(a:Actor)
RETURN key AS collective, a.key AS actor_key, a.name AS actor, labels(a) AS labels
ORDER BY collective, actor_key
