// The tasks of these targets, with both ends.
UNWIND $keys AS key
MATCH (x:Target {key: key})<-[r:HAS_TARGET]-(t:Task)
RETURN labels(t) AS source_labels, t{.*} AS source, type(r) AS type, properties(r) AS properties,
  labels(x) AS target_labels, x{.*} AS target
ORDER BY t.key, x.key
