// What a document says of whom and what, each with its place in the text.
MATCH (t:Task {document: $key})
MATCH (t)-[r:RESPONSIBLE_FOR|ADVANCES|NAMES|HAS_TARGET]-(n)
RETURN labels(n) AS labels, n.key AS key, coalesce(n.name, n.text) AS name, type(r) AS type, r.role AS role,
  r.confidence AS confidence, CASE WHEN type(r) = 'RESPONSIBLE_FOR' THEN r.actor_start WHEN type(r) = 'HAS_TARGET' THEN n.start ELSE r.start END AS first,
  CASE WHEN type(r) = 'RESPONSIBLE_FOR' THEN r.actor_end WHEN type(r) = 'HAS_TARGET' THEN n.end ELSE r.end END AS last,
  r.printed AS printed, r.start AS quote_first, r.end AS quote_last, t.key AS task_key
ORDER BY first, last, type, key
