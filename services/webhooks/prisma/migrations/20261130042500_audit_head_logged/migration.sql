-- A head is logged at once when its day has ended, and reported when AUDIT_SEAL_URL has accepted it. The release before writes the latter alone.
ALTER TABLE "audit_head" ADD COLUMN "logged_at" TIMESTAMPTZ(3);
GRANT UPDATE ("logged_at") ON "audit_head" TO CURRENT_USER;
