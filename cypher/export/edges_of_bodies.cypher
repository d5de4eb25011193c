// Groups with their people, posts and offices, and who works together, as these documents say, with both ends.
CALL {
  MATCH (a:Person)-[r:MEMBER_OF|HOLDS_POST]->(b:Actor)
  WHERE r.document IN $documents
  RETURN a, r, b
  UNION ALL
  MATCH (a:Group|School|Enterprise|Institute)-[r:HOSTED_BY|COOPERATES_WITH]->(b:Actor)
  WHERE r.document IN $documents
  RETURN a, r, b
}
RETURN labels(a) AS source_labels, a{.*} AS source, type(r) AS type, properties(r) AS properties, labels(b) AS target_labels, b{.*} AS target
ORDER BY a.key, type, b.key, r.start
