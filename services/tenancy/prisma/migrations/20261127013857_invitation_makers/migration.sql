-- Every table that this release changes is taken first, and none is kept while another is waited for: calls of the release
-- before take them in several orders. Each wait ends sooner than PostgreSQL looks for a deadlock (deadlock_timeout, 1 s).
DO $$
DECLARE
    former TEXT := current_setting('lock_timeout');
BEGIN
    SET LOCAL lock_timeout = '400ms';
    LOOP
        BEGIN
            LOCK TABLE "workspace", "invitation", "membership", "namespace" IN ACCESS EXCLUSIVE MODE;
            EXIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_sleep(0.05);
        END;
    END LOOP;
    PERFORM set_config('lock_timeout', former, true);
END $$;

-- AlterTable: the release before names no maker, so its invitations prove no address and end with nobody.
ALTER TABLE "invitation" ADD COLUMN     "invited_by" TEXT,
ADD COLUMN     "is_by_operator" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "invitation_maker_idx" ON "invitation"("invited_by") WHERE (invited_by IS NOT NULL);

-- CreateIndex
CREATE INDEX "invitation_accepted_idx" ON "invitation"("accepted_by") WHERE (accepted_by IS NOT NULL);
