-- A workspace pays for a user's namespace only while that user manages it. The service ends a payment and tells of it;
-- triggers do so for the release before, which knows of neither, and for what is deleted as a whole.
CREATE FUNCTION membership_end_payments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE namespace SET workspace_id = NULL, updated_at = plinth_now(), version = version + 1
        WHERE owner_type = 'User' AND owner_id = OLD.user_id AND workspace_id = OLD.workspace_id AND deleted_at IS NULL;
    RETURN NULL;
END $$;

CREATE TRIGGER membership_left AFTER DELETE ON membership
    FOR EACH ROW EXECUTE FUNCTION membership_end_payments();
CREATE TRIGGER membership_demoted AFTER UPDATE OF role ON membership
    FOR EACH ROW WHEN (OLD.role IN ('owner', 'admin') AND NEW.role NOT IN ('owner', 'admin'))
    EXECUTE FUNCTION membership_end_payments();

CREATE FUNCTION workspace_end_payments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE namespace SET workspace_id = NULL, updated_at = NEW.deleted_at, version = version + 1
        WHERE owner_type = 'User' AND workspace_id = NEW.id AND deleted_at IS NULL;
    RETURN NULL;
END $$;

CREATE TRIGGER workspace_gone AFTER UPDATE OF deleted_at ON workspace
    FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL)
    EXECUTE FUNCTION workspace_end_payments();

-- Payments for those who have left already, and of workspaces that are gone. What an operator arranged for somebody who
-- is no member ends with them, and is to be arranged again.
UPDATE namespace n SET workspace_id = NULL, updated_at = plinth_now(), version = n.version + 1
    WHERE n.owner_type = 'User' AND n.workspace_id IS NOT NULL AND n.deleted_at IS NULL AND NOT EXISTS (
        SELECT FROM membership m JOIN workspace w ON w.id = m.workspace_id
        WHERE m.workspace_id = n.workspace_id AND m.user_id = n.owner_id AND w.deleted_at IS NULL);
