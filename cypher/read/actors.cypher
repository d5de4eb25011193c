MATCH (actor:Actor)
WHERE actor.name CONTAINS $text OR any(short IN actor.short_names WHERE short CONTAINS $text)
RETURN actor.name AS actor, actor.kind AS kind, actor.place AS place,
       COUNT { MATCH (actor)-[:RESPONSIBLE_FOR]->(:Task) } AS tasks, actor.short_names AS short_names, actor.key AS actor_key
ORDER BY tasks DESC, actor, actor_key
LIMIT $limit
