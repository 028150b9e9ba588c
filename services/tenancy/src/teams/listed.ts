/** SQL for membership `m`: true while its workspace lives. Its copies follow its deletion within seconds where it has many members. */
export const isListed = `m.workspace_created_at IS NOT NULL AND m.workspace_id <> ALL (ARRAY(
    SELECT workspace_id FROM workspace_copies_due WHERE is_deleted))`
