-- The marks of a workspace change with each of its endpoints, whichever release writes them: equal marks, equal endpoints. A writer
-- takes a mark that no other writer holds, or adds one; so no change of an endpoint waits for another. There are as many marks as
-- changes were ever under way at once.
CREATE TABLE "endpoint_mark" (
    "workspace_id" TEXT NOT NULL,
    "slot" UUID NOT NULL DEFAULT gen_random_uuid(),
    "mark" UUID NOT NULL DEFAULT gen_random_uuid(),

    CONSTRAINT "endpoint_mark_pkey" PRIMARY KEY ("workspace_id", "slot")
) WITH (fillfactor = 50);

CREATE FUNCTION endpoint_change_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH workspaces AS MATERIALIZED (
    SELECT DISTINCT workspace_id FROM changed
  ), free AS MATERIALIZED (
    SELECT w.workspace_id, own.slot FROM workspaces w CROSS JOIN LATERAL (
      SELECT m.slot FROM endpoint_mark m WHERE m.workspace_id = w.workspace_id ORDER BY m.slot LIMIT 1 FOR UPDATE SKIP LOCKED
    ) own
  ), marked AS (
    UPDATE endpoint_mark m SET mark = gen_random_uuid() FROM free f WHERE m.workspace_id = f.workspace_id AND m.slot = f.slot
  )
  INSERT INTO endpoint_mark (workspace_id) SELECT workspace_id FROM workspaces
  WHERE workspace_id NOT IN (SELECT workspace_id FROM free);
  RETURN NULL;
END
$$;

CREATE TRIGGER endpoint_inserted AFTER INSERT ON "endpoint" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION endpoint_change_mark();
CREATE TRIGGER endpoint_updated AFTER UPDATE ON "endpoint" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION endpoint_change_mark();
CREATE TRIGGER endpoint_deleted AFTER DELETE ON "endpoint" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION endpoint_change_mark();

-- After the triggers: no change falls between them and this.
INSERT INTO "endpoint_mark" ("workspace_id") SELECT DISTINCT "workspace_id" FROM "endpoint";
