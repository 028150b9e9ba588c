-- Endpoints that are read by polling instead of being sent to.
ALTER TABLE "endpoint" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'push';
ALTER TABLE "delivery_due" ADD COLUMN "leased_at" TIMESTAMPTZ;

-- The state of a polling endpoint is paused for ever: its turn never comes, in any release, so no dispatcher sends its
-- deliveries. Its window bounds nothing, so that next_due_at tells of every waiting delivery.
CREATE FUNCTION endpoint_state_stay_polled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.paused_until := OLD.paused_until;
    NEW.window_size := OLD.window_size;
    RETURN NEW;
END
$$;
CREATE TRIGGER endpoint_state_polled BEFORE UPDATE ON "endpoint_state"
    FOR EACH ROW WHEN (OLD.paused_until = 'infinity') EXECUTE FUNCTION endpoint_state_stay_polled();
