// Who has which duty in these tasks, in the order of the text.
UNWIND $tasks AS key
MATCH (t:Task {key: key})<-[r:RESPONSIBLE_FOR]-(a:Actor)
RETURN key AS task, a.key AS actor_key, a.name AS actor, labels(a) AS labels, r.role AS role, r.quote AS quote,
  r.confidence AS confidence, r.printed AS printed, CASE WHEN a.basis = 'human' THEN a.basis ELSE r.basis END AS basis, r.actor_start AS place
ORDER BY task, place, actor_key, role
