// An export that stalls, in Node.js, Deno and Bun: says how it ended, and then ends by itself.
import process from 'node:process'
import { Client } from '@core-php/sdk'

const collectGarbage = globalThis.Bun ? () => Bun.gc(true) : globalThis.gc
const client = new Client('sk_test_key', { baseUrl: process.env.PLINTH_URL, timeout: 1_000 })
const lines = []
try {
  for await (const line of client.auditLog.export()) {
    lines.push(line)
    setTimeout(collectGarbage, 100)
  }
} catch (err) {
  process.stdout.write(JSON.stringify({ lines: lines.length, error: err.constructor.name }))
}
