// The tasks that carry a program forward.
MATCH (p:Program)
WHERE p.key = $program OR p.name = $program OR $program IN p.aliases
MATCH (t:Task)-[:ADVANCES]->(p)
RETURN DISTINCT t.key AS key
ORDER BY key
