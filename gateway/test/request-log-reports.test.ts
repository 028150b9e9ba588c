import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PlinthError } from '@plinth/kit/errors'
import { openLog } from '@plinth/kit/log'
import { metricsText } from '@plinth/kit/metrics'
import {
  type RecordRequestLogRequest,
  RequestLogServiceService as RequestLog,
} from '@plinth/proto/tenancy/v1/request_log.ts'
import { StatisticsServiceService as Statistics } from '@plinth/proto/tenancy/v1/statistics.ts'
import { WorkspacesServiceService as Workspaces } from '@plinth/proto/tenancy/v1/workspaces.ts'
import { eventually, StoppedClock } from '@plinth/testkit'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const reports = (mesh: Mesh) =>
  mesh.script.seen
    .filter(({ method }) => method === RequestLog.recordRequestLog.path)
    .map(({ request }) => request as RecordRequestLogRequest)
const idsOf = (report: RecordRequestLogRequest | undefined) => report?.requests.map(({ requestId }) => requestId)
/** A call that the log records. */
const fail = (mesh: Mesh, key: string, id: string) =>
  mesh.ask('GET', '/api/v1/users?nonsense=1', { key, headers: { 'x-request-id': id } })
const gone = new PlinthError('SERVICE_UNAVAILABLE', 'Gone.')
const flushing = { GATEWAY_USAGE_FLUSH_MS: '50' }

async function rowsSoFar(): Promise<Record<string, number>> {
  const found = (await metricsText()).matchAll(/^plinth_request_log_rows_total\{result="(\w+)"\} (\d+)$/gm)
  return Object.fromEntries([...found].map(([, result, count]) => [result, Number(count)]))
}
/** The increments of the metric by an action. */
async function counted(act: () => Promise<void>): Promise<Record<string, number>> {
  const before = await rowsSoFar()
  await act()
  const after = Object.entries(await rowsSoFar()).map(([result, count]) => [result, count - (before[result] ?? 0)])
  return Object.fromEntries(after.filter(([, count]) => count !== 0))
}

describe('reports of the request log', () => {
  it('an unanswered one is sent again as it is, and nothing before it', async () => {
    const clock = new StoppedClock()
    const mesh = await startMesh(flushing, clock)
    const key = mesh.key()
    mesh.script.refuse(RequestLog.recordRequestLog, gone)
    await fail(mesh, key, 'a')
    clock.pass(1_000)
    await eventually(() => assert.ok(reports(mesh).length >= 2))
    await fail(mesh, key, 'b')
    await fail(mesh, key, 'c')
    clock.pass(1_000)
    await eventually(() => assert.ok(reports(mesh).length >= 4))
    const refused = reports(mesh)
    mesh.script.allow(RequestLog.recordRequestLog)
    await eventually(() => assert.equal(reports(mesh).at(-1)?.sequence, 2))
    await mesh.stop()
    for (const report of refused) assert.deepEqual(report, refused[0])
    const [first, second, ...rest] = reports(mesh).slice(refused.length)
    assert.deepEqual(first, refused[0])
    assert.deepEqual([idsOf(first), idsOf(second), second?.sequence, rest], [['a'], ['b', 'c'], 2, []])
    assert.equal(second?.gatewayInstance, first?.gatewayInstance)
  })

  it('have the last calls when the gateway stops, those that were still running as well', async () => {
    const mesh = await startMesh({ GATEWAY_USAGE_FLUSH_MS: '5000' }, new StoppedClock())
    const key = mesh.key()
    const ids = Array.from({ length: 40 }, (_, at) => `call-${at}`)
    for (const id of ids.slice(1)) await fail(mesh, key, id)
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    mesh.script.hold(Workspaces.createWorkspace, held)
    const [running = ''] = ids
    const call = mesh.ask('POST', '/api/v1/workspaces', {
      key,
      body: { name: 'Acme' },
      headers: { 'x-request-id': running },
    })
    await eventually(() => assert.equal(mesh.script.count(Workspaces.createWorkspace), 1))
    const stopped = counted(() => mesh.stop())
    release()
    await call
    assert.deepEqual(await stopped, { recorded: 40 })
    assert.deepEqual(
      reports(mesh)
        .flatMap((report) => idsOf(report) ?? [])
        .sort(),
      ids.toSorted(),
    )
  })

  it('are dropped and counted when tenancy is of the release before, and when it refuses them for good', async () => {
    const lines: string[] = []
    const log = openLog({ level: 'error', name: 'gateway', stream: { write: (line) => lines.push(line) } })
    const old = await startMesh(flushing, new StoppedClock(), log, [RequestLog])
    const ofOld = await counted(async () => {
      await fail(old, old.key(), 'a')
      await eventually(() => assert.ok(old.script.count(Statistics.recordRequests) > 0))
      await old.stop()
    })
    assert.deepEqual(ofOld, { dropped: 1 })
    assert.match(lines.join(''), /"requests":1.*tenancy does not take calls for the request log; they are lost/)

    const mesh = await startMesh(flushing, new StoppedClock())
    mesh.script.refuse(RequestLog.recordRequestLog, new PlinthError('VALIDATION_ERROR', 'No.'))
    await fail(mesh, mesh.key(), 'a')
    assert.deepEqual(await counted(() => mesh.stop()), { dropped: 1 })
    assert.equal(reports(mesh).length, 1)
  })

  it('go on when counts are not taken, and counts when calls are not', async () => {
    const clock = new StoppedClock()
    const mesh = await startMesh(flushing, clock)
    mesh.script.refuse(Statistics.recordRequests, gone)
    await fail(mesh, mesh.key(), 'a')
    clock.pass(1_000)
    await eventually(() => assert.deepEqual(idsOf(reports(mesh)[0]), ['a']))
    mesh.script.allow(Statistics.recordRequests)
    mesh.script.refuse(RequestLog.recordRequestLog, gone)
    const counts = mesh.script.count(Statistics.recordRequests)
    await fail(mesh, mesh.key(), 'b')
    clock.pass(1_000)
    await eventually(() => assert.ok(mesh.script.count(Statistics.recordRequests) > counts + 1))
    mesh.script.allow(RequestLog.recordRequestLog)
    await mesh.stop()
    assert.deepEqual(idsOf(reports(mesh).at(-1)), ['b'])
  })

  it('tell of the calls beyond fifty in a second on the last row of their workspace', async () => {
    const mesh = await startMesh({ GATEWAY_USAGE_FLUSH_MS: '5000' }, new StoppedClock())
    const key = mesh.key()
    const result = await counted(async () => {
      for (let call = 0; call < 60; call++) await fail(mesh, key, `call-${call}`)
      await mesh.stop()
    })
    assert.deepEqual(result, { recorded: 50, omitted: 10 })
    const rows = reports(mesh).flatMap(({ requests }) => requests)
    assert.deepEqual(
      rows.filter(({ omitted }) => omitted > 0).map(({ requestId, omitted }) => [requestId, omitted]),
      [['call-49', 10]],
    )
  })
})
