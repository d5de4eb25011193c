MATCH (n:Actor)
WHERE n.community IS NOT NULL
REMOVE n.degree, n.betweenness, n.community
