UNWIND $rows AS row
MATCH (a:<source> {key: row.source})
MATCH (b:<target> {key: row.target})
CREATE (a)-[r:<type>]->(b)
SET r = row.properties
