// This node, without the text of a document.
MATCH (x:Actor {key: $key})
RETURN labels(x) AS labels, x{.*} AS properties
ORDER BY x.key
