// One load at a time: a second one waits here, or is turned away and tried again, until the first one has ended.
MERGE (z:Zeren {key: 'store'})
SET z.loads = coalesce(z.loads, 0) + 1
