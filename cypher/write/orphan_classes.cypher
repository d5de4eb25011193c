// Collectives that no document names any more, with what they stand for.
UNWIND $keys AS key
MATCH (n:ActorClass {key: key})
WHERE NOT EXISTS { MATCH (n)-[r]-() WHERE r.document IS NOT NULL }
OPTIONAL MATCH (n)-[:HAS_MEMBER]->(m:Actor)
RETURN n.key AS key, m.key AS member
