// The bodies with most tasks, those left out that have more than can be seen at once, and collectives.
MATCH (body:Actor)
WHERE body.tasks > 0 AND body.tasks <= $most AND NOT body:ActorClass
RETURN body.kind AS kind, body.key AS key
ORDER BY body.tasks DESC, body.name, key
LIMIT 1
