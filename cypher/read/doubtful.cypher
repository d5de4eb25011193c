MATCH (body:Actor)-[duty:RESPONSIBLE_FOR]->(item:Task)
WHERE duty.confidence < $below
MATCH (source:Document {key: item.document})
RETURN body.name AS actor, duty.role AS role, item.title AS task, duty.confidence AS confidence, duty.rule AS rule,
       duty.quote AS quote, source.title AS document, item.key AS task_key
ORDER BY confidence, document, item.order, actor
LIMIT $limit
