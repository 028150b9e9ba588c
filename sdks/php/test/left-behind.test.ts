import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { before, describe, it } from 'node:test'
import { installPhpTools } from './php-tools.ts'
import { phpFolder, run } from './run-php.ts'

const ok = JSON.stringify({ data: { id: 'wks_1', name: 'Acme' } })
const refused = JSON.stringify({ error: { code: 'RESOURCE_NOT_FOUND', message: 'No.', request_id: 'req_1' } })
const spareBytes = 16_384

describe('10,000 calls of the PHP SDK', () => {
  before(() => installPhpTools())

  it('leave no socket, no handle, no object and no memory behind', async (t) => {
    const seen = { requests: 0, cut: 0, connectionsMost: 0, open: 0 }
    // A quarter is refused; each 100th answer is cut, and asked for again on a new connection.
    const server = createServer((request, response) => {
      seen.requests += 1
      if (seen.requests % 100 === 0) {
        seen.cut += 1
        return void request.socket.destroy()
      }
      const isRefused = (seen.requests - seen.cut) % 4 === 0
      response.writeHead(isRefused ? 404 : 200, { 'content-type': 'application/json' })
      response.end(isRefused ? refused : ok)
    })
    server.on('connection', (socket) => {
      seen.open += 1
      seen.connectionsMost = Math.max(seen.connectionsMost, seen.open)
      socket.on('close', () => {
        seen.open -= 1
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      const printed = await run('php', [`${phpFolder}test/php/ten-thousand-calls.php`], {
        env: { PLINTH_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
      })
      t.diagnostic(`${printed}, at most ${seen.connectionsMost} connections`)
      const { calls, failed, before: early, after: late } = JSON.parse(printed)
      assert.deepEqual({ calls, failed }, { calls: 10_000, failed: 2_500 })
      assert.ok(seen.cut > 90, `${seen.cut} answers were cut`)
      assert.equal(late.files, early.files)
      assert.ok(late.objects <= early.objects, `${late.objects - early.objects} objects more`)
      assert.ok(late.bytes - early.bytes <= spareBytes, `${late.bytes - early.bytes} bytes more`)
      assert.ok(seen.connectionsMost <= 3, `${seen.connectionsMost} connections at once`)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
