// The groups and posts of these people, with both ends.
UNWIND $keys AS key
MATCH (x:Person {key: key})-[r]->(y:Actor)
RETURN labels(x) AS source_labels, x{.*} AS source, type(r) AS type, properties(r) AS properties,
  labels(y) AS target_labels, y{.*} AS target
ORDER BY x.key, type, y.key, r.start
