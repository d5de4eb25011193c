UNWIND $keys AS key
MATCH (n:<label> {key: key})
DETACH DELETE n
