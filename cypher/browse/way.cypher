// The shortest way between two things, as the keys along it; of several the first by these keys.
MATCH (first:Actor|Task|Program|Document|Person)
WHERE first.key = $from
MATCH (second:Actor|Task|Program|Document|Person)
WHERE second.key = $to AND second.key <> first.key
MATCH way = allShortestPaths((first)-[:RESPONSIBLE_FOR|MEMBER_OF|HOLDS_POST|HOSTED_BY|ADVANCES|NAMES|HAS_MEMBER|COOPERATES_WITH|DETAILED_BY|ISSUED_BY|CITES|IMPLEMENTS|REPLACES*..8]-(second))
WITH [one IN nodes(way) | labels(one)] AS labels, [one IN nodes(way) | one.key] AS keys
ORDER BY size(keys), keys
LIMIT 1
RETURN labels AS labels, keys AS keys
ORDER BY keys
