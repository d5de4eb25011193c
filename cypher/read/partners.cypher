MATCH (first:Actor)-[:RESPONSIBLE_FOR]->(item:Task)<-[:RESPONSIBLE_FOR]-(second:Actor)
WHERE first.key < second.key
  AND ($actor IS NULL OR first.name = $actor OR second.name = $actor OR first.key = $actor OR second.key = $actor)
RETURN first.name AS first, second.name AS second, count(DISTINCT item.key) AS tasks
ORDER BY tasks DESC, first, second
LIMIT $limit
