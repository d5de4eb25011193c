// Where the offices of groups are, as these documents say.
UNWIND $documents AS key
MATCH (g:Group)-[r:HOSTED_BY]->(a:Actor)
WHERE r.document = key AND ($actor IS NULL OR a.key = $actor OR a.name = $actor OR g.key = $actor OR g.name = $actor)
RETURN key AS document, g.name AS group, a.name AS host, r.quote AS quote, r.start AS place
ORDER BY document, place, group, host
