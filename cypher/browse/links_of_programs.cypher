// Which tasks carry these programs forward, with both ends.
UNWIND $keys AS key
MATCH (x:Program {key: key})<-[r:ADVANCES]-(t:Task)
RETURN labels(t) AS source_labels, t{.*} AS source, type(r) AS type, properties(r) AS properties,
  labels(x) AS target_labels, x{.*} AS target
ORDER BY t.key, x.key, r.start
