MATCH (actor:Actor)-[duty:RESPONSIBLE_FOR]->(task:Task)
WHERE duty.confidence < $below
MATCH (document:Document {key: task.document})
RETURN actor.name AS actor, duty.role AS role, task.title AS task, duty.confidence AS confidence, duty.rule AS rule,
       duty.quote AS quote, document.title AS document, task.key AS task_key
ORDER BY confidence, document, task.order, actor
LIMIT $limit
