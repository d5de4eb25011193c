UNWIND $rows AS row
MATCH (a:<source> {key: row[0]})
MATCH (b:<target> {key: row[1]})
CREATE (a)-[:<type> {<properties>}]->(b)
