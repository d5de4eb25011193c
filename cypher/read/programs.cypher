MATCH (task:Task)-[names:ADVANCES]->(program:Program)
WHERE $program IS NULL OR program.name = $program OR program.key = $program
MATCH (document:Document {key: task.document})
OPTIONAL MATCH (actor:Actor)-[duty:RESPONSIBLE_FOR]->(task)
WITH program, names, task, document, actor, duty
ORDER BY duty.actor_start
WITH program, names, task, document, collect(actor.name) AS actors
RETURN program.name AS program, document.title AS document, task.number AS number, task.title AS task, actors AS actors,
       names.quote AS quote, task.key AS task_key
ORDER BY program, document, document.key, task.order
