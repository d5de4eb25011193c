// Shared nodes that the tasks of a document name.
MATCH (t:Task {document: $document})-[:RESPONSIBLE_FOR|NAMES|ADVANCES]-(n)
WHERE n:Actor OR n:Program
RETURN DISTINCT labels(n) AS labels, n.key AS key
