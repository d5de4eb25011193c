MATCH (aim:Target)
WHERE aim.deadline <= coalesce($until, '9999')
MATCH (source:Document {key: aim.document})
OPTIONAL MATCH (item:Task)-[:HAS_TARGET]->(aim)
OPTIONAL MATCH (body:Actor)-[:RESPONSIBLE_FOR]->(item)
WITH aim, source, item, body
ORDER BY body.name
WITH aim, source, item, collect(body.name) AS actors
RETURN aim.deadline AS deadline, aim.text AS target, aim.object AS object, item.title AS task, actors AS actors,
       source.title AS document, CASE WHEN aim.basis = 'human' THEN '人工' END AS mark
ORDER BY deadline, document, source.key, aim.start
