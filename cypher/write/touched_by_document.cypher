// Shared nodes that a document itself names.
MATCH (:Document {key: $document})-[:ISSUED_BY|NAMES|IN_PLACE|CITES|IMPLEMENTS|REPLACES]->(n)
RETURN DISTINCT labels(n) AS labels, n.key AS key
