-- Every table that this release changes is taken first, and none is kept while another is waited for: calls of the release
-- before take them in several orders. All waits of a try end sooner than PostgreSQL looks for a deadlock (deadlock_timeout, 1 s).
DO $$
DECLARE
    former TEXT := current_setting('lock_timeout');
BEGIN
    SET LOCAL lock_timeout = '100ms';
    LOOP
        BEGIN
            LOCK TABLE "endpoint", "workspace_standing" IN SHARE MODE;
            EXIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_sleep(0.05);
        END;
    END LOOP;
    PERFORM set_config('lock_timeout', former, true);
END $$;

-- Deleted endpoints and workspaces are found by their time, without reading the others. The release before needs nothing new.

-- CreateIndex
CREATE INDEX "endpoint_deleted_idx" ON "endpoint"("deleted_at") WHERE (deleted_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "workspace_standing_deleted_idx" ON "workspace_standing"("event_id") WHERE (status = 'deleted'::text);
