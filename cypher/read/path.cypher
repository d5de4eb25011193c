CALL {
  MATCH (one:Actor {key: $from})
  RETURN one
  UNION
  MATCH (one:Actor {name: $from})
  RETURN one
}
CALL {
  MATCH (two:Actor {key: $to})
  RETURN two
  UNION
  MATCH (two:Actor {name: $to})
  RETURN two
}
WITH one AS first, two AS second
WHERE second.key <> first.key
MATCH way = shortestPath((first)-[:RESPONSIBLE_FOR|MEMBER_OF|HOLDS_POST|HOSTED_BY|ADVANCES|NAMES|HAS_MEMBER|COOPERATES_WITH|DETAILED_BY*..8]-(second))
WITH [one IN nodes(way) | coalesce(one.name, one.title)] AS steps, [one IN relationships(way) | type(one)] AS relations,
     [one IN nodes(way) | one.key] AS keys
ORDER BY size(steps), keys, relations
LIMIT 1
RETURN steps AS steps, relations AS relations
ORDER BY steps
