MATCH (source:Document)
WHERE source.least_confidence < $below
WITH source
ORDER BY source.least_confidence, source.title, source.key
LIMIT $limit
MATCH (item:Task {document: source.key})
WHERE item.least_confidence < $below
WITH source, item
ORDER BY item.least_confidence, source.title, source.key, item.order
LIMIT $limit
MATCH (body:Actor)-[duty:RESPONSIBLE_FOR]->(item)
WHERE duty.confidence < $below
RETURN body.name AS actor, duty.role AS role, item.title AS task, duty.confidence AS confidence, duty.rule AS rule,
       duty.quote AS quote, source.title AS document, item.key AS task_key
ORDER BY confidence, document, source.key, item.order, actor
LIMIT $limit
