// Where the first document writes a shared node.
UNWIND $rows AS row
MATCH (n:<label> {key: row.key})<left>[r:<types>]<right>()
WHERE r.document = row.document AND r.<printed> IS NOT NULL
RETURN n.key AS key, r.start AS start, r.end AS end, r.rule AS rule, r.confidence AS confidence, r.<printed> AS name
ORDER BY key, start, end, rule
