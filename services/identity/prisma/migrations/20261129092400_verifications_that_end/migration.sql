-- Every table that this release changes is taken first, and none is kept while another is waited for: calls of the release
-- before take them in several orders. All waits of a try end sooner than PostgreSQL looks for a deadlock (deadlock_timeout, 1 s).
DO $$
DECLARE
    former TEXT := current_setting('lock_timeout');
BEGIN
    SET LOCAL lock_timeout = '100ms';
    LOOP
        BEGIN
            LOCK TABLE "email_verification", "api_key" IN SHARE MODE;
            EXIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_sleep(0.05);
        END;
    END LOOP;
    PERFORM set_config('lock_timeout', former, true);
END $$;

-- CreateIndex: expired tokens are found without reading the others. The release before needs nothing new.
CREATE INDEX "email_verification_expires_at_idx" ON "email_verification"("expires_at");
