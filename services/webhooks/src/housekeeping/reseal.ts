import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { SecretBox } from '@plinth/kit/secrets/secret-box'
import { openHeaders, type StoredHeaders, sealHeaders } from '../endpoints/custom-headers.ts'
import { hostOf } from '../endpoints/endpoint.ts'

const batchMax = 200
// A release that reads custom headers in clear may run beside this one for as long as a rolling upgrade takes.
const clearHeadersAfterMs = 15 * 60_000

interface SealedRow extends StoredHeaders {
  id: string
  url: string
  secret: Buffer
  previous: Buffer | null
}

export interface ResealOptions {
  /** Also seals custom headers that are stored in clear. */
  withClearHeaders: boolean
}

/** Seals with the new key once, in the background of the start: a new key comes with a new process. Clear headers follow later. */
export function startResealing(database: Database, secrets: SecretBox, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const attempt = (options: ResealOptions) =>
    resealSecrets(database, secrets, options).then(
      (count) =>
        count > 0 && log.info({ count }, 'endpoints updated: secrets sealed with the new key, hosts filled in'),
      (err: unknown) =>
        log.warn({ err }, 'sealing the secrets of endpoints with the new key failed; the next start retries'),
    )
  const run = async () => {
    await attempt({ withClearHeaders: false })
    const isTime = await wait(clearHeadersAfterMs, true, { ref: false, signal: stopping.signal }).catch(() => false)
    if (isTime) await attempt({ withClearHeaders: true })
  }
  const running = run()
  return {
    stop() {
      stopping.abort()
      return running
    },
  }
}

/**
 * Seals the secrets and headers of endpoints with the first of the secrets keys, and fills in the host where the release
 * before left none; returns how many endpoints. After a process with a new first key has run it, no endpoint needs the old key.
 */
export async function resealSecrets(database: Database, secrets: SecretBox, options: ResealOptions): Promise<number> {
  let resealed = 0
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows = await resealBatch(database, secrets, after, options)
    resealed += rows.length
    after = rows.at(-1)?.id
  }
  return resealed
}

function resealBatch(
  database: Database,
  secrets: SecretBox,
  after: string,
  { withClearHeaders }: ResealOptions,
): Promise<SealedRow[]> {
  const anew = (sealed: Buffer | null) => (sealed === null ? null : secrets.seal(secrets.open(sealed)))
  return database.transaction(async (tx) => {
    const rows = await tx.query<SealedRow>({
      text: `SELECT id, url, sealed_secret AS secret, sealed_previous_secret AS previous, headers, sealed_headers AS "sealedHeaders"
             FROM endpoint
             WHERE id > $1 AND (substring(sealed_secret FOR $3) <> $2 OR substring(sealed_previous_secret FOR $3) <> $2
               OR substring(sealed_headers FOR $3) <> $2 OR host = ''
               OR $4 AND EXISTS (SELECT FROM jsonb_each_text(headers) WHERE value <> ''))
             ORDER BY id LIMIT ${batchMax} FOR UPDATE`,
      values: [after, secrets.prefix, secrets.prefix.length, withClearHeaders],
    })
    if (rows.length === 0) return rows
    const headers = rows.map((row) =>
      withClearHeaders
        ? sealHeaders(secrets, openHeaders(secrets, row))
        : { headers: row.headers, sealedHeaders: anew(row.sealedHeaders) },
    )
    // No public field has changed: version and updated_at stay.
    await tx.query({
      text: `UPDATE endpoint e SET sealed_secret = n.secret, sealed_previous_secret = n.previous, headers = n.headers,
               sealed_headers = n.sealed_headers, host = n.host
             FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::jsonb[], $5::bytea[], $6::text[])
               AS n (id, secret, previous, headers, sealed_headers, host) WHERE e.id = n.id`,
      values: [
        rows.map(({ id }) => id),
        rows.map(({ secret }) => anew(secret)),
        rows.map(({ previous }) => anew(previous)),
        headers.map(({ headers }) => JSON.stringify(headers)),
        headers.map(({ sealedHeaders }) => sealedHeaders),
        rows.map(({ url }) => hostOf(url)),
      ],
    })
    return rows
  })
}
