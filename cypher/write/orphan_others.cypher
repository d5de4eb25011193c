UNWIND $keys AS key
MATCH (n:<label> {key: key})
WHERE NOT EXISTS { MATCH (n)--() }
RETURN n.key AS key
