// Whether there is any node of this type.
MATCH (n:<label>)
RETURN n.key AS key
LIMIT 1
