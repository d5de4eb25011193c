// Members of collectives that people's decisions put in the place of others.
MATCH (a:ActorClass)-[r:HAS_MEMBER]->(b:Actor)
WHERE r.basis = 'human' AND ($keys IS NULL OR a.key IN $keys OR b.key IN $keys)
WITH r, b.key AS key
DELETE r
RETURN DISTINCT key
