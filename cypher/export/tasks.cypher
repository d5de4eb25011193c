// Those of these tasks that fit the filters; a partial deadline counts as the last day that it can mean.
UNWIND $tasks AS key
MATCH (t:Task {key: key})
WHERE $documents IS NULL OR t.document IN $documents
WITH t, t.deadline + substring('-12-31', size(t.deadline) - 4) AS latest
WHERE ($since IS NULL OR latest >= $since)
  AND ($until IS NULL OR latest <= $until)
  AND ($program IS NULL OR EXISTS {
    MATCH (t)-[:ADVANCES]->(p:Program)
    WHERE p.key = $program OR p.name = $program OR $program IN p.aliases
  })
  AND ($role IS NULL OR EXISTS {
    MATCH (:Actor)-[r:RESPONSIBLE_FOR]->(t) WHERE r.role = $role
  })
OPTIONAL MATCH (t)-[:PART_OF]->(s:Section)
RETURN t.key AS key, t.document AS document, s.number AS section_number, s.heading AS section_heading,
  t.number AS number, t.title AS title, t.text AS text, t.deadline AS deadline, t.recurs AS recurs,
  t.open_list AS open_list, t.basis AS basis, t.start AS first, t.end AS last, t.order AS place
ORDER BY document, place, key
