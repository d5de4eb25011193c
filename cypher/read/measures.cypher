MATCH (body:Actor)
WHERE body.community IS NOT NULL
MATCH (chief:Actor {key: body.community})
RETURN body.name AS actor, body.kind AS kind, body.place AS place, body.degree AS degree,
       body.betweenness AS betweenness, chief.name AS community, body.key AS actor_key
ORDER BY betweenness DESC, degree DESC, actor, actor_key
LIMIT $limit
