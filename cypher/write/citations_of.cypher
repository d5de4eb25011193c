// Citations of a document number or title, wherever they lead now.
UNWIND $values AS value
MATCH (a:Document)-[r:<type>]->(b:Document)
WHERE r.<property> = value
RETURN DISTINCT a.key AS source, b.key AS target, properties(r) AS properties
