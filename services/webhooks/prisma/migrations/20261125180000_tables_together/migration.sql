-- Every table that this release changes is taken first, and none is kept while another is waited for: calls of the release
-- before take them in several orders. All waits of a try end sooner than PostgreSQL looks for a deadlock (deadlock_timeout, 1 s).
DO $$
DECLARE
    former TEXT := current_setting('lock_timeout');
BEGIN
    SET LOCAL lock_timeout = '100ms';
    LOOP
        BEGIN
            LOCK TABLE "event", "endpoint", "endpoint_state", "delivery_due", "delivery_count",
                "workspace_standing" IN ACCESS EXCLUSIVE MODE;
            EXIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_sleep(0.05);
        END;
    END LOOP;
    PERFORM set_config('lock_timeout', former, true);
END $$;
