MATCH (person:Person)-[post:HOLDS_POST]->(actor:Actor)
WHERE $person IS NULL OR person.name = $person
RETURN person.name AS person, actor.name AS actor, post.title AS title, post.quote AS quote
ORDER BY person, person.key, actor, title
