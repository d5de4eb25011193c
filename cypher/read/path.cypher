CALL {
  MATCH (first:Actor {key: $from})
  RETURN first
  UNION
  MATCH (first:Actor {name: $from})
  RETURN first
}
WITH collect(first) AS firsts
CALL {
  MATCH (second:Actor {key: $to})
  RETURN second
  UNION
  MATCH (second:Actor {name: $to})
  RETURN second
}
WITH firsts, collect(second) AS seconds
WHERE size(firsts) = 1 AND size(seconds) = 1 AND firsts <> seconds
UNWIND firsts AS first
UNWIND seconds AS second
MATCH way = shortestPath((first)-[:RESPONSIBLE_FOR|MEMBER_OF|HOLDS_POST|HOSTED_BY|ADVANCES|NAMES|HAS_MEMBER|COOPERATES_WITH|DETAILED_BY*..8]-(second))
WITH [one IN nodes(way) | coalesce(one.name, one.title)] AS steps, [one IN relationships(way) | type(one)] AS relations,
     [one IN nodes(way) | one.key] AS keys
ORDER BY size(steps), keys, relations
LIMIT 1
RETURN steps AS steps, relations AS relations
ORDER BY steps
