// Nodes that are not there: a MERGE of a node with two labels looks at all nodes of them in the embedded database.
UNWIND $rows AS row
CREATE (n:<labels> {<properties>})
