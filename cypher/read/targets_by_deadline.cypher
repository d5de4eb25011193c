MATCH (target:Target)
WHERE target.deadline IS NOT NULL AND ($until IS NULL OR target.deadline <= $until)
MATCH (document:Document {key: target.document})
OPTIONAL MATCH (task:Task)-[:HAS_TARGET]->(target)
OPTIONAL MATCH (actor:Actor)-[:RESPONSIBLE_FOR]->(task)
WITH target, document, task, actor
ORDER BY actor.name
WITH target, document, task, collect(actor.name) AS actors
RETURN target.deadline AS deadline, target.text AS target, target.object AS object, task.title AS task, actors AS actors,
       document.title AS document
ORDER BY deadline, document, document.key, target.start
