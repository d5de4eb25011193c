UNWIND $rows AS row
CREATE (n:<labels> {<properties>})
