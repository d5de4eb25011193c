// How documents write a shared node, and the first of them by key.
UNWIND $keys AS key
MATCH (n:<label> {key: key})<left>[r:<types>]<right>()
WHERE r.<printed> IS NOT NULL
RETURN n.key AS key, collect(DISTINCT r.<printed>) AS names, min(r.document) AS document
ORDER BY key
