MATCH (item:Task)
WHERE item.unowned = true
WITH item.document AS document_key, collect(item) AS items
MATCH (source:Document {key: document_key})
WITH source, items
ORDER BY source.title, source.key
LIMIT $limit
UNWIND items AS item
RETURN source.title AS document, item.number AS number, item.title AS task, item.deadline AS deadline, item.key AS task_key
ORDER BY document, source.key, item.order
LIMIT $limit
