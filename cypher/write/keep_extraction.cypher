// What was extracted from a document, apart from the graph: decisions are put over it anew.
MERGE (e:Extraction {key: $key})
SET e.facts = $facts, e.shared = $shared, e.applied = $applied
