MATCH (document:Document)-[cites:CITES|IMPLEMENTS|REPLACES]->(cited:Document)
RETURN document.title AS document, type(cites) AS relation, cited.title AS cited, cited.doc_number AS cited_number,
       cited.loaded AS loaded, cites.quote AS quote
ORDER BY document, document.key, cites.start, cited
