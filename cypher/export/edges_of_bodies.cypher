// Groups with their people, posts and offices, and who works together, as these documents say, with both ends.
UNWIND $documents AS key
MATCH ()-[r:MEMBER_OF|HOLDS_POST|HOSTED_BY|COOPERATES_WITH]->()
WHERE r.document = key
WITH r, startNode(r) AS a, endNode(r) AS b
RETURN labels(a) AS source_labels, a{.*, text: CASE WHEN a:Document THEN null ELSE a.text END} AS source,
  type(r) AS type, properties(r) AS properties,
  labels(b) AS target_labels, b{.*, text: CASE WHEN b:Document THEN null ELSE b.text END} AS target
ORDER BY a.key, type, b.key, r.start
