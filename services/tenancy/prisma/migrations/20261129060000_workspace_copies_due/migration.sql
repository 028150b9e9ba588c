-- Every table that this release changes is taken first, and none is kept while another is waited for: calls of the release
-- before take them in several orders. All waits of a try end sooner than PostgreSQL looks for a deadlock (deadlock_timeout, 1 s).
DO $$
DECLARE
    former TEXT := current_setting('lock_timeout');
BEGIN
    SET LOCAL lock_timeout = '100ms';
    LOOP
        BEGIN
            LOCK TABLE "workspace", "invitation", "membership", "namespace", "boost", "package_assignment" IN SHARE MODE;
            EXIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_sleep(0.05);
        END;
    END LOOP;
    PERFORM set_config('lock_timeout', former, true);
END $$;

-- A workspace is renamed, suspended or deleted in one statement, whatever belongs to it: the copies beside its memberships and the
-- deletion of its namespaces follow in steps where there are many. The release before needs nothing new.

-- Workspaces whose copies or namespaces are still to be brought up to date; a job does so and takes the row away.
CREATE TABLE "workspace_copies_due" (
    "workspace_id" TEXT NOT NULL,
    "is_deleted" BOOLEAN NOT NULL,
    "turn_at" TIMESTAMPTZ NOT NULL DEFAULT plinth_now(),
    -- Memberships up to this one are up to date.
    "done_to_user_id" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "workspace_copies_due_pkey" PRIMARY KEY ("workspace_id")
);

-- CREATE OR REPLACE keeps readers going; the next change of a workspace runs the new text.
CREATE OR REPLACE FUNCTION workspace_copy_to_members() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    at_once_max CONSTANT INTEGER := 1000;
BEGIN
    IF EXISTS (SELECT FROM membership WHERE workspace_id = NEW.id OFFSET at_once_max)
        OR NEW.deleted_at IS NOT NULL AND EXISTS (SELECT FROM namespace
            WHERE owner_id = NEW.id AND owner_type = 'Workspace' AND deleted_at IS NULL OFFSET at_once_max) THEN
        -- Copies that were up to date are not any more. The row of the workspace is locked before this one, here and by the job.
        INSERT INTO workspace_copies_due (workspace_id, is_deleted) VALUES (NEW.id, NEW.deleted_at IS NOT NULL)
            ON CONFLICT (workspace_id) DO UPDATE SET is_deleted = excluded.is_deleted, done_to_user_id = '';
        RETURN NULL;
    END IF;
    IF NEW.deleted_at IS NULL THEN
        UPDATE membership SET workspace_name = NEW.name, workspace_slug = NEW.slug, workspace_tier = NEW.tier,
            workspace_status = NEW.status, workspace_created_at = NEW.created_at WHERE workspace_id = NEW.id;
    ELSE
        UPDATE membership SET workspace_name = NULL, workspace_slug = NULL, workspace_tier = NULL,
            workspace_status = NULL, workspace_created_at = NULL WHERE workspace_id = NEW.id;
        UPDATE namespace SET deleted_at = NEW.deleted_at, version = version + 1
            WHERE owner_id = NEW.id AND owner_type = 'Workspace' AND deleted_at IS NULL;
    END IF;
    RETURN NULL;
END $$;
