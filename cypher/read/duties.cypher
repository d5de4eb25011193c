MATCH (actor:Actor)
WHERE actor.key = $actor OR actor.name = $actor
OPTIONAL MATCH (class:ActorClass)-[:HAS_MEMBER]->(actor)
WITH actor, collect(class) AS classes
UNWIND [actor] + classes AS owner
MATCH (owner)-[duty:RESPONSIBLE_FOR]->(task:Task)
MATCH (document:Document {key: task.document})
OPTIONAL MATCH (other:Actor)-[part:RESPONSIBLE_FOR]->(task)
WHERE other.key <> owner.key
WITH actor, owner, duty, task, document, other, part
ORDER BY part.actor_start, other.name
WITH actor, owner, duty, task, document, collect(CASE WHEN other IS NULL THEN NULL ELSE {name: other.name, role: part.role} END) AS partners
RETURN document.title AS document, document.doc_number AS doc_number, task.number AS number, task.title AS task,
       duty.role AS role, CASE WHEN owner.key = actor.key THEN NULL ELSE owner.name END AS via, partners AS partners,
       task.deadline AS deadline, duty.quote AS quote, duty.confidence AS confidence, task.key AS task_key
ORDER BY document, document.key, task.order, via
