MATCH (task:Task)
WHERE NOT EXISTS { MATCH (:Actor)-[:RESPONSIBLE_FOR]->(task) }
  AND NOT EXISTS { MATCH (task)-[:DETAILED_BY]->(row:Task)<-[:RESPONSIBLE_FOR]-(:Actor) }
MATCH (document:Document {key: task.document})
RETURN document.title AS document, task.number AS number, task.title AS task, task.deadline AS deadline, task.key AS task_key
ORDER BY document, document.key, task.order
