// The tasks of these documents that fit the filters; a partial deadline counts as the last day that it can mean.
UNWIND $documents AS document
MATCH (t:Task {document: document})
WITH t, t.deadline + substring('-12-31', size(t.deadline) - 4) AS latest
WHERE ($since IS NULL OR latest >= $since)
  AND ($until IS NULL OR latest <= $until)
  AND ($program IS NULL OR EXISTS {
    MATCH (t)-[:ADVANCES]->(p:Program)
    WHERE p.key = $program OR p.name = $program OR $program IN p.aliases
  })
  AND ($role IS NULL OR $actor IS NOT NULL OR EXISTS {
    MATCH (:Actor)-[r:RESPONSIBLE_FOR]->(t) WHERE r.role = $role
  })
  AND ($actor IS NULL
    OR EXISTS {
      MATCH (a:Actor)-[r:RESPONSIBLE_FOR]->(t)
      WHERE (a.key = $actor OR a.name = $actor) AND ($role IS NULL OR r.role = $role)
    }
    OR EXISTS {
      MATCH (a:Actor)<-[:HAS_MEMBER]-(:ActorClass)-[r:RESPONSIBLE_FOR]->(t)
      WHERE (a.key = $actor OR a.name = $actor) AND ($role IS NULL OR r.role = $role)
    }
    OR ($role IS NULL AND EXISTS { MATCH (t)-[:NAMES]->(a:Actor) WHERE a.key = $actor OR a.name = $actor }))
OPTIONAL MATCH (t)-[:PART_OF]->(s:Section)
RETURN t.key AS key, t.document AS document, s.number AS section_number, s.heading AS section_heading,
  t.number AS number, t.title AS title, t.text AS text, t.deadline AS deadline, t.recurs AS recurs,
  t.open_list AS open_list, t.basis AS basis, t.start AS first, t.end AS last, t.order AS place
ORDER BY document, place, key
