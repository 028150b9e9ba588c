import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runProcess } from '@plinth/testkit'

const everything =
  'footprint,commands,lists,sizes,reads,checks,consumes,writes,audit,log,publishing,deliveries,ordering,filtering,matching,streams,stalls,console,profile,costs'

// A few calls of each kind, so that a benchmark that no longer works is noticed: no figure of these means anything.
const smallest = [
  ...['--only', everything, '--passes', '1', '--warm-ups', '0', '--seconds', '0.1', '--connections', '2'],
  ...['--customers', '2', '--rows', '1000', '--backlog', '100'],
]

const runBench = (args: readonly string[]) => runProcess(fileURLToPath(new URL('../main.ts', import.meta.url)), args)

describe('npm run bench', () => {
  it('prints a row for everything that is measured, and no call fails', async () => {
    const bench = runBench(smallest)
    const { code } = await bench.exited
    assert.equal(code, 0, bench.output())
    const [measured = '', costs = ''] = bench.stdout().split(/(?=\| One call, with the work behind it)/)
    const [table = '', ...profiles] = measured.split(/\n(?=GET|POST)/)
    assert.match(table, /^\d{4}-\d\d-\d\d; \d+ cores.*PostgreSQL \d+.*--passes 1/)
    assert.equal(profiles.length, 2)
    for (const profile of profiles) assert.match(profile, /\| .+ \| \d+\.\d \|/)
    const counted = costs.split('\n').filter((line) => line.startsWith('| '))
    assert.match(
      counted[0] ?? '',
      / gateway, µs \| .* PostgreSQL, µs \| NATS, µs \| all, µs \| commits \| .* WAL bytes \|$/,
    )
    assert.equal(counted.length, 2 + 6)
    for (const line of counted.slice(2)) assert.match(line, /^\| \D.* \|( (\d+|NaN) \|){7}( [\d.]+ \|){3}$/)
    const rows = table.split('\n').filter((line) => line.startsWith('| '))
    assert.deepEqual(
      rows.slice(2).map((row) => row.split(' | ')[0]?.slice(2).replace(/ \(.*/, '')),
      [
        'first start of one process',
        'second start of one process',
        'idle memory of one process',
        'idle memory of one process with its PostgreSQL',
        'idle memory of gateway',
        'idle memory of identity',
        'idle memory of tenancy',
        'idle memory of webhooks',
        'plinth --version',
        'plinth workspaces list --help',
        "list workspaces: a tenant's 1,000, by time, one process",
        "list workspaces: a tenant's 1,000, by name, one process",
        'list workspaces: all, by time, one process',
        'list workspaces: all, by name, one process',
        'GET /workspaces/{id}, one process',
        'POST /workspaces with an Idempotency-Key, one process',
        'check, strong, one process',
        'consume, 1,000 balances, one process',
        'GET /workspaces/{id}, mesh, 2 connections',
        'GET /workspaces/{id}, mesh, 2 connections',
        'GET /workspaces/{id}, one process, 2 connections',
        'check, strong, mesh, 2 connections',
        'check, fast, mesh, 2 connections',
        'check, strong, one process, 2 connections',
        'check, fast, one process, 2 connections',
        'consume, 1 balance, at tenancy, 2 callers',
        'consume, 1 balance, mesh, 2 connections',
        'consume, 1 balance, one process, 2 connections',
        'consume, 1,000 balances, at tenancy, 2 callers',
        'consume, 1,000 balances, mesh, 2 connections',
        'consume, 1,000 balances, one process, 2 connections',
        'POST /workspaces with an Idempotency-Key, mesh, 2 connections',
        'POST /workspaces with an Idempotency-Key, one process, 2 connections',
        'POST /workspaces of one user with an Idempotency-Key, mesh, 2 connections',
        'POST /workspaces of one user with an Idempotency-Key, one process, 2 connections',
        'PATCH /workspaces/{id} with an Idempotency-Key, mesh, 2 connections',
        'PATCH /workspaces/{id} with an Idempotency-Key, one process, 2 connections',
        'POST /workspaces with the audit log, mesh, 2 connections',
        'PATCH /workspaces/{id} with the audit log, mesh, 2 connections',
        'GET /workspaces/{id} with the request log, mesh, 2 connections',
        'PATCH /workspaces/{id} with the request log, mesh, 2 connections',
        'POST /events, 2 callers',
        'events by POST /events/batch of 100, one endpoint each',
        'accepted to first byte at 300/s, p50',
        'accepted to first byte at 300/s, p99',
        '2 tenants publish beside one at ten times its rate limit, p99',
        'deliveries',
        'deliveries',
        'event to first byte at 300/s, p50',
        'event to first byte at 300/s, p99',
        'the same, 20 % of the endpoints dead, p99',
        'the same, a backlog of 100 for one endpoint, p99',
        'deliveries with 10,000 in history',
        'the same, 10,000 deliveries in history, p99',
        'deliveries in 1,000 ordering keys, 1 % failing',
        'deliveries, filters of 10 conditions',
        'events stored, 1,000 endpoints, one takes each',
        'commit to POST by plinth listen, idle, p50',
        'commit to POST by plinth listen, idle, p95',
        'memory of 10 idle streams in the gateway',
        'longest stall by a body or an answer, CPU time',
        'console: first paint, 4 × slower CPU, 4 Mbit/s, 100 ms',
        'console: first page usable, the same',
        'console: requests until then',
        'console: first page usable again, cached',
        'console: slowest interaction, every page and tab visited',
        'console: first rows of 10,000 deliveries',
        'console: rows in the page after 100 were seen',
        'console: heap then',
        'console: longest task until then',
        'console: a payload of 1 MiB, opened',
      ],
    )
  })

  it('refuses a row that it does not have', async () => {
    const bench = runBench(['--only', 'reads,writs'])
    const { code } = await bench.exited
    assert.equal(code, 1)
    assert.match(bench.output(), /there is no writs; there are footprint, commands, lists/)
  })
})
