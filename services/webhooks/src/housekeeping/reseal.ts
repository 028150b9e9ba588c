import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { SecretBox } from '@plinth/kit/secrets'

const sliceMax = 200

interface SealedRow {
  id: string
  sealed_secret: Buffer
  sealed_previous_secret: Buffer | null
}

/** Does it once, beside everything else: a new key comes with a new process. Resolves when it is over; never rejects. */
export async function startResealing(database: Database, secrets: SecretBox, log: Logger): Promise<void> {
  try {
    const count = await resealSecrets(database, secrets)
    if (count > 0) log.info({ count }, 'secrets of endpoints were sealed with the new key')
  } catch (err) {
    log.warn({ err }, 'secrets of endpoints could not be sealed anew; the next start tries again')
  }
}

/**
 * Seals the secrets of endpoints with the first of the secrets keys where another one did; answers how many endpoints. After it
 * has run in a process that holds a new key in front, no endpoint needs the old one.
 */
export async function resealSecrets(database: Database, secrets: SecretBox): Promise<number> {
  let resealed = 0
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows = await resealSlice(database, secrets, after)
    resealed += rows.length
    after = rows.at(-1)?.id
  }
  return resealed
}

function resealSlice(database: Database, secrets: SecretBox, after: string): Promise<SealedRow[]> {
  const anew = (sealed: Buffer | null) => (sealed === null ? null : secrets.seal(secrets.open(sealed)))
  return database.transaction(async (tx) => {
    const rows = await tx.query<SealedRow>({
      text: `SELECT id, sealed_secret, sealed_previous_secret FROM endpoint
             WHERE id > $1 AND (substring(sealed_secret FOR $3) <> $2 OR substring(sealed_previous_secret FOR $3) <> $2)
             ORDER BY id LIMIT ${sliceMax} FOR UPDATE`,
      values: [after, secrets.prefix, secrets.prefix.length],
    })
    if (rows.length === 0) return rows
    // Nothing that a caller sees has changed: version and updated_at stay.
    await tx.query({
      text: `UPDATE endpoint e SET sealed_secret = n.secret, sealed_previous_secret = n.previous
             FROM unnest($1::text[], $2::bytea[], $3::bytea[]) AS n(id, secret, previous) WHERE e.id = n.id`,
      values: [
        rows.map(({ id }) => id),
        rows.map((row) => anew(row.sealed_secret)),
        rows.map((row) => anew(row.sealed_previous_secret)),
      ],
    })
    return rows
  })
}
