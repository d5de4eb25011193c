// Citations of a document number or title, wherever they lead now.
UNWIND $values AS value
MATCH (a:Document)-[r:CITES]->(b:Document)
WHERE r.<property> = value
RETURN DISTINCT type(r) AS type, a.key AS source, b.key AS target, properties(r) AS properties
UNION
UNWIND $values AS value
MATCH (a:Document)-[r:IMPLEMENTS]->(b:Document)
WHERE r.<property> = value
RETURN DISTINCT type(r) AS type, a.key AS source, b.key AS target, properties(r) AS properties
UNION
UNWIND $values AS value
MATCH (a:Document)-[r:REPLACES]->(b:Document)
WHERE r.<property> = value
RETURN DISTINCT type(r) AS type, a.key AS source, b.key AS target, properties(r) AS properties
