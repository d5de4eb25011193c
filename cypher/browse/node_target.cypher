// This node, without the text of a document.
MATCH (x:Target {key: $key})
RETURN labels(x) AS labels, x{.*} AS properties
ORDER BY x.key
