import type { Statement } from '@plinth/kit/db'
import type { HttpResult } from '@plinth/kit/outbound-http'
import type { LoggedRequest } from './request.ts'

/** One attempt, as it is logged. */
export interface AttemptRecord {
  eventDay: string
  deliveryId: string
  number: number
  trigger: string
  response: HttpResult
  sent: LoggedRequest
  startedAt: Date
  waitMs: number
}

const bodyBytesKept = 16_384
const headersKept = 50
const headerCharsKept = 1_000

/**
 * Logs attempts. A number that is there already was logged as `unknown` when its lease expired: the real outcome replaces
 * it, and nothing else changes.
 */
export function insertAttempts(attempts: readonly AttemptRecord[]): Statement {
  return {
    name: 'attempt_insert',
    text: `INSERT INTO attempt AS a (event_day, delivery_id, number, trigger, outcome, status_code, response_headers, response_body,
        error, started_at, wait_ms, dns_ms, connect_ms, tls_ms, first_byte_ms, total_ms, url,
        request_headers, body_is_cut)
      SELECT * FROM unnest($1::date[], $2::text[], $3::int[], $4::text[], $5::text[], $6::int[], $7::jsonb[], $8::bytea[],
        $9::text[], $10::timestamptz[], $11::int[], $12::int[], $13::int[], $14::int[], $15::int[], $16::int[], $17::text[],
        $18::jsonb[], $19::boolean[])
      ON CONFLICT (event_day, delivery_id, number) DO UPDATE SET outcome = excluded.outcome, status_code = excluded.status_code,
        response_headers = excluded.response_headers, response_body = excluded.response_body, error = excluded.error,
        started_at = excluded.started_at, dns_ms = excluded.dns_ms, connect_ms = excluded.connect_ms, tls_ms = excluded.tls_ms,
        first_byte_ms = excluded.first_byte_ms, total_ms = excluded.total_ms, url = excluded.url,
        request_headers = excluded.request_headers, body_is_cut = excluded.body_is_cut
      WHERE a.outcome = 'unknown'`,
    values: [
      attempts.map(({ eventDay }) => eventDay),
      attempts.map(({ deliveryId }) => deliveryId),
      attempts.map(({ number }) => number),
      attempts.map(({ trigger }) => trigger),
      attempts.map(({ response }) => response.outcome),
      attempts.map(({ response }) => response.statusCode),
      attempts.map(({ response }) => JSON.stringify(keptHeaders(response.headers))),
      attempts.map(({ response }) => response.body.subarray(0, bodyBytesKept)),
      attempts.map(({ response }) => response.error),
      attempts.map(({ startedAt }) => startedAt),
      attempts.map(({ waitMs }) => waitMs),
      attempts.map(({ response }) => response.timings.dnsMs),
      attempts.map(({ response }) => response.timings.connectMs),
      attempts.map(({ response }) => response.timings.tlsMs),
      attempts.map(({ response }) => response.timings.firstByteMs),
      attempts.map(({ response }) => response.timings.totalMs),
      attempts.map(({ sent }) => sent.url),
      attempts.map(({ sent }) => JSON.stringify(sent.headers)),
      attempts.map(({ response }) => response.body.length > bodyBytesKept),
    ],
  }
}

// PostgreSQL's jsonb refuses U+0000, and an answer may hold any number of headers.
function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(headers).slice(0, headersKept)
  return Object.fromEntries(kept.map(([name, value]) => [name, value.replaceAll('\0', '').slice(0, headerCharsKept)]))
}
