CALL {
  CALL {
    MATCH (asked:Actor {key: $actor})
    RETURN asked
    UNION
    MATCH (asked:Actor {name: $actor})
    RETURN asked
  }
  WITH collect(asked) AS bodies
  WHERE size(bodies) = 1
  UNWIND bodies AS asked
  MATCH (asked)-[:RESPONSIBLE_FOR]->(item:Task)<-[:RESPONSIBLE_FOR]-(other:Actor)
  WHERE asked.key <> other.key
  RETURN CASE WHEN asked.key < other.key THEN asked ELSE other END AS one,
         CASE WHEN asked.key < other.key THEN other ELSE asked END AS two, count(DISTINCT item.key) AS tasks
  UNION
  UNWIND CASE WHEN $actor IS NULL THEN [true] ELSE [] END AS everyone
  MATCH (one:Actor)-[:RESPONSIBLE_FOR]->(item:Task)<-[:RESPONSIBLE_FOR]-(two:Actor)
  WHERE one.key < two.key
  RETURN one, two, count(DISTINCT item.key) AS tasks
}
RETURN one.name AS first, two.name AS second, tasks AS tasks
ORDER BY tasks DESC, first, second, one.key, two.key
LIMIT $limit
