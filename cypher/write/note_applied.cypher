// Which decisions the facts of a document rest on.
MATCH (e:Extraction {key: $key})
SET e.applied = $applied
