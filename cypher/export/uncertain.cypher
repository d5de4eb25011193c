// What these tasks are linked to with less confidence than a threshold.
UNWIND $tasks AS key
MATCH (t:Task {key: key})-[r:RESPONSIBLE_FOR|ADVANCES|NAMES|HAS_TARGET]-(n)
WHERE r.confidence < $threshold
RETURN key AS task, type(r) AS type, r.role AS role, coalesce(n.name, n.text) AS name, r.confidence AS confidence,
  coalesce(r.quote, n.text) AS quote, r.start AS place
ORDER BY task, place, type, name
