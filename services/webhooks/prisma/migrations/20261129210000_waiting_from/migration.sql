-- No delivery of the endpoint waits that was due before: where searches of its queue begin. Null: not known. The release before neither reads
-- nor changes it; what that lets wait is due at the time of its transaction, or had a lease or was on hold, which counts.
ALTER TABLE "endpoint_state" ADD COLUMN "waiting_from" TIMESTAMPTZ;
