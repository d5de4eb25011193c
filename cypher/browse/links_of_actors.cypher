// All relations of these bodies but their places, with both ends.
UNWIND $keys AS key
MATCH (x:Actor {key: key})-[r:RESPONSIBLE_FOR|ISSUED_BY|MEMBER_OF|HOLDS_POST|HOSTED_BY|HAS_MEMBER|COOPERATES_WITH|NAMES]-()
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN labels(a) AS source_labels, a{.*, text: CASE WHEN a:Document THEN null ELSE a.text END} AS source,
  type(r) AS type, properties(r) AS properties,
  labels(b) AS target_labels, b{.*, text: CASE WHEN b:Document THEN null ELSE b.text END} AS target
ORDER BY a.key, type, b.key, r.start
