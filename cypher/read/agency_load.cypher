MATCH (actor:Actor)-[duty:RESPONSIBLE_FOR]->(task:Task)
RETURN actor.name AS actor, actor.kind AS kind, actor.place AS place,
       sum(CASE WHEN duty.role = 'lead' THEN 1 ELSE 0 END) AS lead,
       sum(CASE WHEN duty.role = 'responsible' THEN 1 ELSE 0 END) AS responsible,
       sum(CASE WHEN duty.role = 'participate' THEN 1 ELSE 0 END) AS participate,
       count(task) AS tasks, actor.key AS actor_key
ORDER BY tasks DESC, actor, actor_key
LIMIT $limit
