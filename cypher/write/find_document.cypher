MATCH (d:Document {key: $document})
RETURN d.number_key AS number, d.title_key AS title
