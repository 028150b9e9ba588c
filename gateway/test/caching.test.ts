import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

describe('an error', () => {
  let mesh: Mesh
  before(async () => {
    mesh = await startMesh()
  })
  after(() => mesh.stop())

  it('is kept by no cache: another caller gets another one, or none', async () => {
    const own = { key: mesh.key() }
    for (const [method, path, options, status] of [
      ['GET', '/api/v1/nothing', own, 404],
      ['GET', '/api/v1/workspaces/wks_missing', own, 404],
      ['GET', '/api/v1/workspaces?nothing=1', own, 400],
      ['GET', '/api/v1/user', {}, 401],
      ['PUT', '/api/v1/user', own, 405],
    ] as const) {
      const { status: answered, headers } = await mesh.ask(method, path, options)
      assert.deepEqual([answered, headers.get('cache-control')], [status, 'no-store'], path)
    }
  })

  it('is kept by no cache when the request is no HTTP', async () => {
    const socket = connect(Number(new URL(mesh.url).port), '127.0.0.1')
    try {
      await once(socket, 'connect')
      socket.write('NONSENSE\r\n\r\n')
      assert.match(await text(socket), /^HTTP\/1\.1 400 .*\r\nCache-Control: no-store\r\n/s)
    } finally {
      socket.destroy()
    }
  })
})
