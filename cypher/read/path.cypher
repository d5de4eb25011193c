MATCH (first:Actor)
WHERE first.name = $from OR first.key = $from
MATCH (second:Actor)
WHERE second.name = $to OR second.key = $to
MATCH way = shortestPath((first)-[:RESPONSIBLE_FOR|MEMBER_OF|HOLDS_POST|HOSTED_BY|ADVANCES|NAMES|HAS_MEMBER|COOPERATES_WITH|DETAILED_BY*..8]-(second))
WHERE first.key <> second.key
RETURN [one IN nodes(way) | coalesce(one.name, one.title)] AS steps, [one IN relationships(way) | type(one)] AS relations
ORDER BY size(steps), steps
