// The targets of these documents that belong to no task.
UNWIND $documents AS key
MATCH (g:Target {document: key})
WHERE NOT EXISTS { MATCH (:Task)-[:HAS_TARGET]->(g) }
RETURN '' AS task, key AS document, g{.*} AS target, g.start AS place
ORDER BY document, place, g.key
