MATCH (e:Extraction {key: $document})
DELETE e
