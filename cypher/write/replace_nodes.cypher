UNWIND $rows AS row
MERGE (n:<labels> {key: row.key})
SET n = row.properties
