MATCH (item:Task)
WHERE item.unowned = true
MATCH (source:Document {key: item.document})
RETURN source.title AS document, item.number AS number, item.title AS task, item.deadline AS deadline, item.key AS task_key
ORDER BY document, source.key, item.order
LIMIT $limit
