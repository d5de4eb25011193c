UNWIND $keys AS key
MATCH (n:Actor {key: key})
WHERE NOT EXISTS { MATCH (n)-[r]-() WHERE r.document IS NOT NULL }
  AND NOT EXISTS { MATCH (n)<-[:HAS_MEMBER]-() }
OPTIONAL MATCH (n)-[:IN_PLACE]->(p:Place)
RETURN n.key AS key, p.key AS place
