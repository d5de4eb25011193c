MATCH (source:Document)-[cites:CITES|IMPLEMENTS|REPLACES]->(cited:Document)
RETURN source.title AS document, type(cites) AS relation, cited.title AS cited, cited.doc_number AS cited_number,
       cited.loaded AS loaded, cites.quote AS quote
ORDER BY document, source.key, cites.start, cited
