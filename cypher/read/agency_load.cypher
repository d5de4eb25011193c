MATCH (body:Actor)
WHERE body.tasks > 0
RETURN body.name AS actor, body.kind AS kind, body.place AS place, body.tasks_lead AS lead,
       body.tasks_responsible AS responsible, body.tasks_participate AS participate, body.tasks AS tasks,
       body.key AS actor_key
ORDER BY tasks DESC, actor, actor_key
LIMIT $limit
