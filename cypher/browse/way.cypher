// A shortest way between two things, as the keys along it; all of them would take seconds in a large graph.
MATCH (first:Actor|Task|Program|Document|Person)
WHERE first.key = $from
MATCH (second:Actor|Task|Program|Document|Person)
WHERE second.key = $to AND second.key <> first.key
MATCH way = shortestPath((first)-[:RESPONSIBLE_FOR|MEMBER_OF|HOLDS_POST|HOSTED_BY|ADVANCES|NAMES|HAS_MEMBER|COOPERATES_WITH|DETAILED_BY|ISSUED_BY|CITES|IMPLEMENTS|REPLACES*..8]-(second))
RETURN [one IN nodes(way) | labels(one)] AS labels, [one IN nodes(way) | one.key] AS keys
ORDER BY keys
LIMIT 1
