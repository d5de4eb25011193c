MATCH (item:Task)
WHERE NOT EXISTS { MATCH (:Actor)-[:RESPONSIBLE_FOR]->(item) }
  AND NOT EXISTS { MATCH (item)-[:DETAILED_BY]->(row:Task)<-[:RESPONSIBLE_FOR]-(:Actor) }
MATCH (source:Document {key: item.document})
RETURN source.title AS document, item.number AS number, item.title AS task, item.deadline AS deadline, item.key AS task_key
ORDER BY document, source.key, item.order
