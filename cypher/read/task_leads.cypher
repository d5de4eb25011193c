MATCH (item:Task)
WHERE item.title CONTAINS $task OR item.text CONTAINS $task
MATCH (body:Actor)-[duty:RESPONSIBLE_FOR {role: 'lead'}]->(item)
MATCH (source:Document {key: item.document})
RETURN item.title AS task, body.name AS actor, source.title AS document, item.number AS number, duty.quote AS quote,
       CASE WHEN 'human' IN [duty.basis, item.basis, body.basis] THEN '人工' END AS mark, item.key AS task_key
ORDER BY document, source.key, item.order, duty.actor_start
