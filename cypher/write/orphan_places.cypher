UNWIND $keys AS key
MATCH (n:Place {key: key})
WHERE NOT EXISTS { MATCH (n)<-[]-() }
OPTIONAL MATCH (n)-[:WITHIN]->(p:Place)
RETURN n.key AS key, p.key AS place
