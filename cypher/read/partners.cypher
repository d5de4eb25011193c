CALL () {
  MATCH (asked:Actor)
  WHERE asked.key = $actor OR asked.name = $actor
  MATCH (asked)-[:RESPONSIBLE_FOR]->(item:Task)<-[:RESPONSIBLE_FOR]-(other:Actor)
  WHERE asked.key <> other.key
  RETURN CASE WHEN asked.key < other.key THEN asked ELSE other END AS first,
         CASE WHEN asked.key < other.key THEN other ELSE asked END AS second, count(DISTINCT item.key) AS tasks
  UNION
  MATCH (first:Actor)-[:RESPONSIBLE_FOR]->(item:Task)<-[:RESPONSIBLE_FOR]-(second:Actor)
  WHERE $actor IS NULL AND first.key < second.key
  RETURN first, second, count(DISTINCT item.key) AS tasks
}
RETURN first.name AS first, second.name AS second, tasks AS tasks
ORDER BY tasks DESC, first, second, first.key, second.key
LIMIT $limit
