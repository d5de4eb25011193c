UNWIND $keys AS key
MATCH (d:Document {key: key})
RETURN d.key AS key, d.number_key AS number, d.title_key AS title
ORDER BY key
