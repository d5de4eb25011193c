// The whole texts of these documents.
UNWIND $keys AS key
MATCH (d:Document {key: key})
RETURN d.key AS key, d.text AS text
ORDER BY key
