MATCH (body:Actor)
WHERE body.community IS NOT NULL
WITH body
ORDER BY body.degree DESC, body.name
WITH body.community AS chief_key, collect(body.name) AS names
MATCH (chief:Actor {key: chief_key})
RETURN chief.name AS community, size(names) AS actors, names AS members, chief_key AS community_key
ORDER BY actors DESC, community, community_key
LIMIT $limit
