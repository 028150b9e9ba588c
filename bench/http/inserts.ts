import type { QueryConfig } from 'pg'

const prepared =
  (name: string, text: string) =>
  (values: unknown[]): QueryConfig => ({ name, text, values })

/** The rows that POST /workspaces writes, one prepared statement for each. */
export const inserts = {
  workspace: prepared(
    'workspace',
    `INSERT INTO workspace (id, name, slug, tier, status, settings, tags, metadata)
      VALUES ($1, $2, $3, 'free', 'active', '{}', '{}', '{}') RETURNING *`,
  ),
  membership: prepared(
    'membership',
    `INSERT INTO membership (workspace_id, user_id, role, workspace_name, workspace_slug, workspace_tier, workspace_status,
        workspace_created_at)
      VALUES ($1, $2, 'owner', $3, $4, 'free', 'active', $5)`,
  ),
  namespace: prepared(
    'namespace',
    `INSERT INTO namespace (id, uuid, name, slug, owner_type, owner_id, workspace_id, settings, tags, metadata,
        is_default, is_active)
      VALUES ($1, $2, 'Default', 'default', 'Workspace', $3, $3, '{}', '{}', '{}', true, true)`,
  ),
  outbox: prepared(
    'outbox',
    `INSERT INTO outbox (id, subject, payload, traceparent, awaiting) VALUES ($1, $2, $3, '', '{webhooks}')`,
  ),
  idempotencyKey: prepared(
    'idempotency_key',
    `INSERT INTO idempotency_key (id, fingerprint, first_request_id, is_refusal, sealed, expires_at)
      VALUES ($1, $2, $3, false, $4, now() + interval '24 hours')`,
  ),
}
