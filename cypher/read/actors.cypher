MATCH (body:Actor)
WHERE body.name CONTAINS $text OR body.names_key CONTAINS $text
RETURN body.name AS actor, body.kind AS kind, body.place AS place,
       coalesce(body.tasks, 0) AS tasks, body.short_names AS short_names,
       CASE WHEN body.basis = 'human' THEN '人工' END AS mark, body.key AS actor_key
ORDER BY tasks DESC, actor, actor_key
LIMIT $limit
