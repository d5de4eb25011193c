MATCH (document:Document)
WHERE document.key = $document OR document.title = $document OR document.doc_number = $document
MATCH (task:Task {document: document.key})
OPTIONAL MATCH (actor:Actor)-[duty:RESPONSIBLE_FOR]->(task)
WITH document, task, actor, duty
ORDER BY duty.actor_start
WITH document, task, collect(CASE WHEN actor IS NULL THEN NULL ELSE {name: actor.name, role: duty.role} END) AS actors
RETURN task.number AS number, task.title AS task, actors AS actors, task.deadline AS deadline, task.open_list AS open_list,
       task.text AS text, document.title AS document, task.key AS task_key
ORDER BY document, document.key, task.order
