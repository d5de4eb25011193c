MATCH (college:School)
WHERE $school IS NULL OR college.name = $school OR college.key = $school
MATCH (item:Task)-[names:NAMES]->(college)
MATCH (source:Document {key: item.document})
OPTIONAL MATCH (body:Actor)-[:RESPONSIBLE_FOR]->(item)
WITH college, names, item, source, body
ORDER BY body.name
WITH college, names, item, source, collect(body.name) AS actors
RETURN college.name AS school, source.title AS document, item.number AS number, item.title AS task, actors AS actors,
       names.quote AS quote, CASE WHEN 'human' IN [names.basis, college.basis, item.basis] THEN '人工' END AS mark, item.key AS task_key
ORDER BY school, document, source.key, item.order
