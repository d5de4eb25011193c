MATCH (d:Document {key: $document})
DETACH DELETE d
