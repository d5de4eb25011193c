// This node, without the text of a document.
MATCH (x:Document {key: $key})
RETURN labels(x) AS labels, x{.*, text: null} AS properties
ORDER BY x.key
