-- name: version
SELECT max(version) FROM greenroom_schema;
