MATCH (body:Actor)-[duty:RESPONSIBLE_FOR]->(item:Task)
RETURN body.name AS actor, body.kind AS kind, body.place AS place,
       sum(CASE WHEN duty.role = 'lead' THEN 1 ELSE 0 END) AS lead,
       sum(CASE WHEN duty.role = 'responsible' THEN 1 ELSE 0 END) AS responsible,
       sum(CASE WHEN duty.role = 'participate' THEN 1 ELSE 0 END) AS participate,
       count(item) AS tasks, body.key AS actor_key
ORDER BY tasks DESC, actor, actor_key
LIMIT $limit
