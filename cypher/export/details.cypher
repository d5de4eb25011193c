// Who has a duty in the rows of annex tables that divide up these tasks.
UNWIND $tasks AS key
MATCH (t:Task {key: key})-[:DETAILED_BY]->(d:Task)<-[r:RESPONSIBLE_FOR]-(a:Actor)
RETURN key AS task, a.name AS actor, r.role AS role, r.quote AS quote, CASE WHEN a.basis = 'human' THEN a.basis ELSE r.basis END AS basis,
  d.order AS place, r.actor_start AS place_in_row
ORDER BY task, place, place_in_row, actor, role
