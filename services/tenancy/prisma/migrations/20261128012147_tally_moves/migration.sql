-- An update is counted only when it moves a row from one total to another: a row's trigger is asked first and runs for nothing
-- else, where a statement's kept copies of all updated rows and summed them each time. The release before needs nothing new.
CREATE FUNCTION workspace_tally_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO workspace_tally
        SELECT status, tier, change
        FROM (VALUES (NEW.status, NEW.tier, 1, NEW.deleted_at), (OLD.status, OLD.tier, -1, OLD.deleted_at))
            AS moved (status, tier, change, deleted_at)
        WHERE deleted_at IS NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION namespace_tally_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO namespace_tally
        SELECT owner_type, is_active, change
        FROM (VALUES (NEW.owner_type, NEW.is_active, 1, NEW.deleted_at), (OLD.owner_type, OLD.is_active, -1, OLD.deleted_at))
            AS moved (owner_type, is_active, change, deleted_at)
        WHERE deleted_at IS NULL;
    RETURN NULL;
END $$;

-- CREATE OR REPLACE keeps readers going; writers wait for the commit.
CREATE OR REPLACE TRIGGER workspace_tally_update AFTER UPDATE ON "workspace" FOR EACH ROW
    WHEN ((OLD.status, OLD.tier, OLD.deleted_at IS NULL) IS DISTINCT FROM (NEW.status, NEW.tier, NEW.deleted_at IS NULL))
    EXECUTE FUNCTION workspace_tally_move();
CREATE OR REPLACE TRIGGER namespace_tally_update AFTER UPDATE ON "namespace" FOR EACH ROW
    WHEN ((OLD.owner_type, OLD.is_active, OLD.deleted_at IS NULL)
        IS DISTINCT FROM (NEW.owner_type, NEW.is_active, NEW.deleted_at IS NULL))
    EXECUTE FUNCTION namespace_tally_move();

-- For statements that insert or delete.
CREATE OR REPLACE FUNCTION workspace_tally_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO workspace_tally
            SELECT status, tier, count(*) FROM added WHERE deleted_at IS NULL GROUP BY status, tier;
    ELSE
        INSERT INTO workspace_tally
            SELECT status, tier, -count(*) FROM removed WHERE deleted_at IS NULL GROUP BY status, tier;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION namespace_tally_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO namespace_tally
            SELECT owner_type, is_active, count(*) FROM added WHERE deleted_at IS NULL GROUP BY owner_type, is_active;
    ELSE
        INSERT INTO namespace_tally
            SELECT owner_type, is_active, -count(*) FROM removed WHERE deleted_at IS NULL GROUP BY owner_type, is_active;
    END IF;
    RETURN NULL;
END $$;
