MATCH (task:Task)
WHERE task.title CONTAINS $task OR task.text CONTAINS $task
MATCH (actor:Actor)-[duty:RESPONSIBLE_FOR {role: 'lead'}]->(task)
MATCH (document:Document {key: task.document})
RETURN task.title AS task, actor.name AS actor, document.title AS document, task.number AS number, duty.quote AS quote, task.key AS task_key
ORDER BY document, document.key, task.order, duty.actor_start
