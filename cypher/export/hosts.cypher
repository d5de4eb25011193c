// Where the offices of groups are, as these documents say.
MATCH (g:Group)-[r:HOSTED_BY]->(a:Actor)
WHERE r.document IN $documents AND ($actor IS NULL OR a.key = $actor OR a.name = $actor OR g.key = $actor OR g.name = $actor)
RETURN r.document AS document, g.name AS group, a.name AS host, r.quote AS quote, r.start AS place
ORDER BY document, place, group, host
