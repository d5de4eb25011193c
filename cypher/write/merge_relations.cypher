UNWIND $rows AS row
MATCH (a:<source> {key: row.source})
MATCH (b:<target> {key: row.target})
MERGE (a)-[r:<type>]->(b)
SET r = row.properties
