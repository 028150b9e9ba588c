import { setTimeout as wait } from 'node:timers/promises'
import { startJob } from '@plinth/kit/async/job'
import type { Database } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import type { SecretBox } from '@plinth/kit/secrets/secret-box'
import { openHeaders, type StoredHeaders, sealHeaders } from '../endpoints/custom-headers.ts'
import { hostOf } from '../endpoints/endpoint.ts'
import { noteOpened, noteUnopened, unopenedEndpoints } from '../endpoints/unopened.ts'

const batchMax = 200
// A release that reads custom headers in clear may run beside this one for as long as a rolling upgrade takes.
const clearHeadersAfterMs = 15 * 60_000
const lookAgainMs = 5 * 60_000

interface SealedRow extends StoredHeaders {
  id: string
  url: string
  isDeleted: boolean
  secret: Buffer
  /** Null once its grace is over: then it is not stored any longer. */
  previous: Buffer | null
}

interface Resealed extends SealedRow {
  /** False: no key opens one of its values. */
  isWhole: boolean
}

export interface ResealOptions {
  /** Also seals custom headers that are stored in clear. */
  withClearHeaders: boolean
  /** Called with the ids of endpoints, but for deleted ones, that have something which no key opens. */
  onUnopened?: (ids: readonly string[]) => void
}

/** Seals with the new key once, in the background of the start: a new key comes with a new process. Clear headers follow later. */
export function startResealing(database: Database, secrets: SecretBox, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const attempt = (withClearHeaders: boolean) => {
    const onUnopened = (endpoints: readonly string[]) => {
      for (const id of endpoints) noteUnopened(id)
      log.error(
        { endpoints },
        'no key of SECRETS_KEY opens the secrets of these endpoints; they stay as they are: docs/operate/secrets-key.md',
      )
    }
    return resealSecrets(database, secrets, { withClearHeaders, onUnopened }).then(
      (count) =>
        count > 0 && log.info({ count }, 'endpoints updated: secrets sealed with the new key, hosts filled in'),
      (err: unknown) =>
        log.warn({ err }, 'sealing the secrets of endpoints with the new key failed; the next start retries'),
    )
  }
  // Owners make new secrets and delete endpoints.
  const again = startJob({
    name: 'webhooks secrets without a key',
    everyMs: lookAgainMs,
    run: async () => {
      const known = unopenedEndpoints()
      const still = new Set(await stillUnopened(database, secrets, known))
      for (const id of known) if (!still.has(id)) noteOpened(id)
    },
    onFailure: (err) => log.warn({ err }, 'looking for the secrets that no key opens failed; retrying'),
  })
  const run = async () => {
    await attempt(false)
    const isTime = await wait(clearHeadersAfterMs, true, { ref: false, signal: stopping.signal }).catch(() => false)
    if (isTime) await attempt(true)
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await Promise.all([running, again.stop()])
    },
  }
}

/**
 * Seals the secrets and headers of endpoints with the first of the secrets keys, and fills in the host where the release
 * before left none; returns how many endpoints. After a process with a new first key has run it, no endpoint needs the old key.
 * A secret that no key opens stays as it is, and keeps nothing else from being sealed.
 */
export async function resealSecrets(database: Database, secrets: SecretBox, options: ResealOptions): Promise<number> {
  let resealed = 0
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows = await resealBatch(database, secrets, after, options)
    const left = rows.filter(({ isWhole }) => !isWhole)
    const living = left.filter(({ isDeleted }) => !isDeleted).map(({ id }) => id)
    if (living.length > 0) options.onUnopened?.(living)
    resealed += rows.length - left.length
    after = rows.at(-1)?.id
  }
  return resealed
}

const sealedColumns = `id, url, deleted_at IS NOT NULL AS "isDeleted", sealed_secret AS secret,
  CASE WHEN previous_secret_until > plinth_now() THEN sealed_previous_secret END AS previous,
  headers, sealed_headers AS "sealedHeaders"`

/** Returns those of the endpoints that are not deleted and still have something which no key opens. */
export async function stillUnopened(
  database: Database,
  secrets: SecretBox,
  ids: readonly string[],
): Promise<readonly string[]> {
  const still: string[] = []
  for (let at = 0; at < ids.length; at += batchMax) {
    const rows = await database.query<SealedRow>({
      text: `SELECT ${sealedColumns} FROM endpoint WHERE id = ANY ($1) AND deleted_at IS NULL`,
      values: [ids.slice(at, at + batchMax)],
    })
    still.push(...rows.filter((row) => !resealedRow(secrets, row, false).isWhole).map(({ id }) => id))
  }
  return still
}

function resealBatch(
  database: Database,
  secrets: SecretBox,
  after: string,
  { withClearHeaders }: ResealOptions,
): Promise<Resealed[]> {
  return database.transaction(async (tx) => {
    const rows = await tx.query<SealedRow>({
      text: `SELECT ${sealedColumns} FROM endpoint
             WHERE id > $1 AND (substring(sealed_secret FOR $3) <> $2 OR substring(sealed_previous_secret FOR $3) <> $2
               OR substring(sealed_headers FOR $3) <> $2 OR host = ''
               OR $4 AND EXISTS (SELECT FROM jsonb_each_text(headers) WHERE value <> ''))
             ORDER BY id LIMIT ${batchMax} FOR UPDATE`,
      values: [after, secrets.prefix, secrets.prefix.length, withClearHeaders],
    })
    if (rows.length === 0) return []
    const resealed = rows.map((row) => resealedRow(secrets, row, withClearHeaders))
    // No public field has changed: version and updated_at stay.
    await tx.query({
      text: `UPDATE endpoint e SET sealed_secret = n.secret, sealed_previous_secret = n.previous, headers = n.headers,
               sealed_headers = n.sealed_headers, host = n.host
             FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::jsonb[], $5::bytea[], $6::text[])
               AS n (id, secret, previous, headers, sealed_headers, host) WHERE e.id = n.id`,
      values: [
        resealed.map(({ id }) => id),
        resealed.map(({ secret }) => secret),
        resealed.map(({ previous }) => previous),
        resealed.map(({ headers }) => JSON.stringify(headers)),
        resealed.map(({ sealedHeaders }) => sealedHeaders),
        resealed.map(({ url }) => hostOf(url)),
      ],
    })
    return resealed
  })
}

function resealedRow(secrets: SecretBox, row: SealedRow, withClearHeaders: boolean): Resealed {
  let isWhole = true
  const orAsItIs = <T>(seal: () => T, asItIs: T): T => {
    try {
      return seal()
    } catch {
      isWhole = false
      return asItIs
    }
  }
  const anew = <T extends Buffer | null>(sealed: T) =>
    orAsItIs<Buffer | T>(() => (sealed === null ? sealed : secrets.seal(secrets.open(sealed))), sealed)
  const { headers, sealedHeaders } = withClearHeaders
    ? orAsItIs<StoredHeaders>(() => sealHeaders(secrets, openHeaders(secrets, row)), row)
    : { headers: row.headers, sealedHeaders: anew(row.sealedHeaders) }
  const sealed = { secret: anew(row.secret), previous: anew(row.previous), headers, sealedHeaders }
  return { ...row, ...sealed, isWhole }
}
