import { type PageSource, pagesOf, type Queryable, type Tx } from '@plinth/kit/db'
import { fromRow, readRow, readRows, theRow } from '@plinth/kit/db/rows'
import type { Boost, BoostDraft } from './boost.ts'

const status = `CASE WHEN b.ended_at IS NULL AND (b.expires_at IS NULL OR b.expires_at > plinth_now()) THEN 'active' ELSE 'expired' END`
const columns = `b.id, b.owner_id, b.feature_code AS feature, b.type, b.limit_value AS "limit", b.duration, ${status} AS status, b.starts_at,
  b.expires_at, b.created_at`

/** Locks the feature in the catalogue until the transaction ends. Returns false if it does not exist. */
export async function holdFeature(tx: Tx, code: string): Promise<boolean> {
  const rows = await tx.query({
    name: 'feature_hold',
    text: 'SELECT code FROM feature WHERE code = $1 FOR SHARE',
    values: [code],
  })
  return rows.length > 0
}

export async function countLive(db: Queryable, ownerId: string): Promise<number> {
  const [row] = await db.query<{ live: number }>({
    name: 'boost_count_live',
    text: 'SELECT count(*) AS live FROM boost WHERE owner_id = $1 AND ended_at IS NULL',
    values: [ownerId],
  })
  return Number(row?.live)
}

export async function insertBoost(tx: Tx, id: string, ownerId: string, draft: BoostDraft): Promise<Boost> {
  return theRow<Boost>(tx, {
    name: 'boost_insert',
    text: `INSERT INTO boost AS b (id, owner_id, feature_code, type, limit_value, duration, starts_at, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${columns}`,
    values: [...[id, ownerId, draft.feature, draft.type, draft.limit, draft.duration, draft.startsAt], draft.expiresAt],
  })
}

/** Ends a boost now. Returns undefined if the owner has no such active boost. */
export async function endBoost(
  tx: Tx,
  ownerId: string,
  id: string,
  now: Date,
): Promise<{ before: Boost; after: Boost } | undefined> {
  const row = await readRow<Boost & { expiresAtBefore: Date | undefined }>(tx, {
    name: 'boost_end',
    text: `UPDATE boost AS b SET ended_at = $3, expires_at = least(b.expires_at, $3)
      FROM (SELECT id, expires_at FROM boost WHERE owner_id = $1 AND id = $2 AND ended_at IS NULL FOR UPDATE) AS held
      WHERE b.id = held.id RETURNING ${columns}, held.expires_at AS expires_at_before`,
    values: [ownerId, id, now],
  })
  if (row === undefined) return undefined
  const { expiresAtBefore, ...after } = row
  return { before: { ...after, status: 'active', expiresAt: expiresAtBefore }, after }
}

/** Ends some expired rows; other processes take other rows. */
export async function endDue(tx: Tx, max: number): Promise<(Boost & { ownerId: string; workspaceId: string })[]> {
  const rows = await readRows<Boost & { ownerId: string; workspaceId?: string }>(tx, {
    name: 'boost_end_due',
    text: `WITH due AS (SELECT id FROM boost WHERE ended_at IS NULL AND expires_at <= plinth_now()
          ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED),
        b AS (UPDATE boost SET ended_at = plinth_now() WHERE id IN (SELECT id FROM due) RETURNING *)
      SELECT ${columns}, coalesce(w.id, n.workspace_id) AS workspace_id FROM b
        LEFT JOIN workspace w ON w.id = b.owner_id LEFT JOIN namespace n ON n.id = b.owner_id`,
    values: [max],
  })
  return rows.map(({ workspaceId = '', ...boost }) => ({ ...boost, workspaceId }))
}

const boostsOf = (ownerId: string): PageSource => ({
  ...{ columns, from: 'boost b', where: 'b.owner_id = $1', values: [ownerId], idColumn: 'b.id' },
  fields: {
    status: { column: status, type: 'text' },
    feature: { column: 'b.feature_code', type: 'text' },
    starts_at: { column: 'b.starts_at', type: 'time' },
    created_at: { column: 'b.created_at', type: 'time' },
  },
  search: ['b.feature_code'],
})

export const pageBoosts = pagesOf(boostsOf, fromRow<Boost>)
