// How many duties actors have, in all and by role.
UNWIND $keys AS key
MATCH (n:Actor {key: key})
OPTIONAL MATCH (n)-[r:RESPONSIBLE_FOR]->(:Task)
WITH key, count(r) AS tasks, sum(CASE WHEN r.role = 'lead' THEN 1 ELSE 0 END) AS lead,
     sum(CASE WHEN r.role = 'responsible' THEN 1 ELSE 0 END) AS responsible,
     sum(CASE WHEN r.role = 'participate' THEN 1 ELSE 0 END) AS participate
RETURN key AS key, {tasks: tasks, tasks_lead: lead, tasks_responsible: responsible, tasks_participate: participate} AS counts
ORDER BY key
