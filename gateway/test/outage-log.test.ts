import assert from 'node:assert/strict'
import { it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { PlinthError } from '@plinth/kit/errors'
import { openLog } from '@plinth/kit/log'
import { EndpointsServiceService as Endpoints } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { startMesh } from './mesh/start-mesh.ts'

it('a request that fails because a part is away is one short line in the log; any other failure has its stack', async () => {
  const lines: string[] = []
  const log = openLog({ level: 'info', name: 'gateway', stream: { write: (line) => lines.push(line) } })
  const mesh = await startMesh({}, new SystemClock(), log)
  try {
    const failing = async (code: 'SERVICE_UNAVAILABLE' | 'GATEWAY_TIMEOUT' | 'INTERNAL_ERROR') => {
      lines.length = 0
      mesh.script.refuse(Endpoints.listEndpoints, new PlinthError(code, 'Away.', {}))
      await mesh.ask('GET', '/api/v1/webhooks', { key: mesh.key() })
      return lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'a request failed')
    }
    for (const code of ['SERVICE_UNAVAILABLE', 'GATEWAY_TIMEOUT'] as const) {
      const [away, ...more] = await failing(code)
      assert.deepEqual([more, away.code, away.err, away.operation], [[], code, undefined, 'webhooks.list'])
      assert.ok(typeof away.reason === 'string' && !away.reason.includes('\n'))
    }
    const [broken] = await failing('INTERNAL_ERROR')
    assert.match(broken.err.stack, /\n/)
  } finally {
    await mesh.stop()
  }
})
