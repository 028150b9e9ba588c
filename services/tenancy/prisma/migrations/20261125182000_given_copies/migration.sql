-- Whoever makes a workspace and its first membership in one statement after the other gives the copies itself.
CREATE OR REPLACE TRIGGER membership_copies BEFORE INSERT ON "membership" FOR EACH ROW
    WHEN (NEW.workspace_created_at IS NULL) EXECUTE FUNCTION membership_copy_workspace();
