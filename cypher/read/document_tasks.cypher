MATCH (source:Document)
WHERE source.key = $document OR source.title = $document OR source.doc_number = $document
MATCH (item:Task {document: source.key})
OPTIONAL MATCH (body:Actor)-[duty:RESPONSIBLE_FOR]->(item)
WITH source, item, body, duty
ORDER BY duty.actor_start
WITH source, item, collect(CASE
       WHEN body IS NULL THEN NULL
       WHEN 'human' IN [duty.basis, body.basis] THEN {name: body.name, role: duty.role, basis: 'human'}
       ELSE {name: body.name, role: duty.role} END) AS actors,
     collect(duty.basis) AS bases
RETURN item.number AS number, item.title AS task, actors AS actors, item.deadline AS deadline, item.open_list AS open_list,
       item.text AS text, CASE WHEN 'human' IN bases + [item.basis] THEN '人工' END AS mark,
       source.title AS document, item.key AS task_key
ORDER BY document, source.key, item.order
