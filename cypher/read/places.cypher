MATCH (place:Place)<-[:IN_PLACE]-(actor:Actor)
RETURN place.full_name AS place, place.level AS level, count(actor) AS actors, place.adcode AS adcode
ORDER BY adcode
