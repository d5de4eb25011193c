// A shortest way between two things, as the keys along it; all of them would take seconds in a large graph.
CALL {
  MATCH (first:Actor {key: $from})
  RETURN first
  UNION
  MATCH (first:Task {key: $from})
  RETURN first
  UNION
  MATCH (first:Program {key: $from})
  RETURN first
  UNION
  MATCH (first:Document {key: $from})
  RETURN first
  UNION
  MATCH (first:Person {key: $from})
  RETURN first
}
CALL {
  MATCH (second:Actor {key: $to})
  RETURN second
  UNION
  MATCH (second:Task {key: $to})
  RETURN second
  UNION
  MATCH (second:Program {key: $to})
  RETURN second
  UNION
  MATCH (second:Document {key: $to})
  RETURN second
  UNION
  MATCH (second:Person {key: $to})
  RETURN second
}
WITH first, second
WHERE second.key <> first.key
MATCH way = shortestPath((first)-[:RESPONSIBLE_FOR|MEMBER_OF|HOLDS_POST|HOSTED_BY|ADVANCES|NAMES|HAS_MEMBER|COOPERATES_WITH|DETAILED_BY|ISSUED_BY|CITES|IMPLEMENTS|REPLACES*..8]-(second))
RETURN [one IN nodes(way) | labels(one)] AS labels, [one IN nodes(way) | one.key] AS keys
ORDER BY keys
LIMIT 1
