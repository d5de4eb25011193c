MATCH (task:Task)-[names:NAMES]->(school:School)
WHERE $school IS NULL OR school.name = $school OR school.key = $school
MATCH (document:Document {key: task.document})
OPTIONAL MATCH (actor:Actor)-[:RESPONSIBLE_FOR]->(task)
WITH school, names, task, document, actor
ORDER BY actor.name
WITH school, names, task, document, collect(actor.name) AS actors
RETURN school.name AS school, document.title AS document, task.number AS number, task.title AS task, actors AS actors,
       names.quote AS quote, task.key AS task_key
ORDER BY school, document, document.key, task.order
