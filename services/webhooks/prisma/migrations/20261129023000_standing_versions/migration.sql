-- Of the workspace with this status; 0: not known. It decides which of two statuses is the newer, where both have one.
ALTER TABLE "workspace_standing" ADD COLUMN "version" BIGINT NOT NULL DEFAULT 0;

-- The release before stores the event alone: the version that is stored is not that of its status.
CREATE FUNCTION workspace_standing_forget_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := 0;
    RETURN NEW;
END
$$;
CREATE TRIGGER workspace_standing_unversioned BEFORE UPDATE ON "workspace_standing"
    FOR EACH ROW WHEN (NEW.event_id <> OLD.event_id AND NEW.version = OLD.version) EXECUTE FUNCTION workspace_standing_forget_version();
