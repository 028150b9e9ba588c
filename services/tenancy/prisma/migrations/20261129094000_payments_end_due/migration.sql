-- A workspace is deleted with the locks of a few, whatever it pays for: what it paid ends in steps where there is much.

-- CreateTable: deleted workspaces that namespaces of users still name as their payer; a job ends these payments and takes the row away.
CREATE TABLE "payments_end_due" (
    "workspace_id" TEXT NOT NULL,
    "turn_at" TIMESTAMPTZ NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "payments_end_due_pkey" PRIMARY KEY ("workspace_id")
);

-- CREATE OR REPLACE keeps readers going; the next deletion runs the new text.
CREATE OR REPLACE FUNCTION workspace_end_payments() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    at_once_max CONSTANT INTEGER := 500;
BEGIN
    -- Noted: the deletion has ended the first of more than a step, and a job ends the others with the locks of their owners.
    IF EXISTS (SELECT FROM payments_end_due WHERE workspace_id = NEW.id) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT FROM namespace
            WHERE owner_type = 'User' AND workspace_id = NEW.id AND deleted_at IS NULL OFFSET at_once_max) THEN
        INSERT INTO payments_end_due (workspace_id) VALUES (NEW.id);
        RETURN NULL;
    END IF;
    UPDATE namespace SET workspace_id = NULL, updated_at = NEW.deleted_at, version = version + 1
        WHERE owner_type = 'User' AND workspace_id = NEW.id AND deleted_at IS NULL;
    RETURN NULL;
END $$;
