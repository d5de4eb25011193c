UNWIND $rows AS row
MATCH (n:Actor {key: row.key})
SET n.degree = row.degree, n.betweenness = row.betweenness, n.community = row.community
