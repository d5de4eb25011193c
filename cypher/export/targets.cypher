// The targets of these tasks.
UNWIND $tasks AS key
MATCH (t:Task {key: key})-[:HAS_TARGET]->(g:Target)
RETURN key AS task, g.document AS document, g{.*} AS target, g.start AS place
ORDER BY task, place, g.key
