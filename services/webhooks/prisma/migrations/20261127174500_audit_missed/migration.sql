-- Events that a process of the release before has stored, which writes no entries of the audit log: they wait for theirs.
CREATE TABLE "audit_missed" (
    "event_day" DATE NOT NULL,
    "event_id" TEXT NOT NULL,

    CONSTRAINT "audit_missed_pkey" PRIMARY KEY ("event_day", "event_id")
);

CREATE FUNCTION audit_note_missed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_missed (event_day, event_id) VALUES (NEW.event_day, NEW.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

-- This release gives each event of an object an ordering key. A ping is no change.
CREATE TRIGGER "event_missed" AFTER INSERT ON "event" FOR EACH ROW
    WHEN (NEW.ordering_key = '' AND NEW.object_id <> '' AND NEW.type <> 'ping') EXECUTE FUNCTION audit_note_missed();
