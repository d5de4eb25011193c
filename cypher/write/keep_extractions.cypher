// What was extracted from documents, apart from the graph: decisions are put over it anew.
UNWIND $rows AS row
MERGE (e:Extraction {key: row.key})
SET e.facts = row.facts, e.shared = row.shared, e.applied = row.applied
