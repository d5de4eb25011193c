// The tasks of these documents in the order of the text.
UNWIND $keys AS key
MATCH (t:Task {document: key})
RETURN t.key AS key
ORDER BY key, t.order
