// Who issued these documents, what they cite and name, and the targets that belong to no task, with both ends.
UNWIND $documents AS key
MATCH (d:Document {key: key})-[r:ISSUED_BY|CITES|IMPLEMENTS|REPLACES|NAMES|IN_PLACE|PART_OF]-(n)
WHERE NOT n:Task AND NOT n:Section
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN labels(a) AS source_labels, a{.*, text: CASE WHEN a:Document THEN null ELSE a.text END} AS source,
  type(r) AS type, properties(r) AS properties,
  labels(b) AS target_labels, b{.*, text: CASE WHEN b:Document THEN null ELSE b.text END} AS target
ORDER BY a.key, type, b.key, r.start
