// In one row: a driver takes longer over rows than over what is in them.
UNWIND $keys AS key
MATCH (n:<label> {key: key})
RETURN collect(properties(n)) AS found
