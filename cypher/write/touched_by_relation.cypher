// Shared nodes at both ends of relations that a document states between them.
MATCH (a)-[r:<type>]->(b)
WHERE r.document = $document
UNWIND [a, b] AS n
RETURN DISTINCT labels(n) AS labels, n.key AS key
