MATCH (plan:Program)
WHERE $program IS NULL OR plan.name = $program OR plan.key = $program
MATCH (item:Task)-[names:ADVANCES]->(plan)
MATCH (source:Document {key: item.document})
OPTIONAL MATCH (body:Actor)-[duty:RESPONSIBLE_FOR]->(item)
WITH plan, names, item, source, body, duty
ORDER BY duty.actor_start
WITH plan, names, item, source, collect(body.name) AS actors
RETURN plan.name AS program, source.title AS document, item.number AS number, item.title AS task, actors AS actors,
       names.quote AS quote, CASE WHEN 'human' IN [names.basis, plan.basis, item.basis] THEN '人工' END AS mark, item.key AS task_key
ORDER BY program, document, source.key, item.order
