import assert from 'node:assert/strict'
import type { RawAnswer, RawRequest } from './raw-request.ts'

/** Text that only the inside may have: code, queries, tables, drivers, paths, addresses of other processes. */
const inside =
  /\bat .{1,200}\.[cm]?[jt]s:\d|node_modules|file:\/\/\/(?!etc)|\/(work|home|root|usr|tmp)\/|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM) |relation "|column "|syntax error at|violates|plinth_now|pg_|prisma|ECONN|EPIPE|grpc|UNAVAILABLE|TypeError|ReferenceError|RangeError|Cannot read prop|is not a function|\[object|ZodError|getaddrinfo|127\.0\.0\.1:\d/i

/** Nothing of the inside, no 5xx, and the envelope around every refusal. */
export function judge(request: RawRequest, answer: RawAnswer): void {
  const said = `${request.method} ${request.target.slice(0, 300)}\n${request.body?.toString('utf8').slice(0, 300)}\n→ ${answer.status} ${answer.text.slice(0, 1_000)}`
  assert.ok(answer.status >= 200 && answer.status < 500, said)
  assert.ok(answer.headers['x-request-id'], said)
  if (answer.status < 400 || answer.text === '') return
  const { error, code, request_id } = JSON.parse(answer.text)
  assert.match(String(error?.code ?? code), /^[A-Z_]+$/, said)
  assert.ok(error?.request_id ?? request_id, said)
  // An id may spell anything.
  assert.doesNotMatch(answer.text.replace(/\b[a-z]+_[0-9a-z]{26}\b/g, 'ID'), inside, said)
}
