// Thirty days of one busy workspace beside others: a reader at the end of them, which is most readers, must not pay for them.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { dayAfter, dayOf } from '@plinth/kit/days'
import { explaining } from '@plinth/testkit'
import { plannerSettings } from '../src/delivery-queue/planner-settings.ts'
import { readState } from '../src/event-tail/start-store.ts'
import { type Scan, scanCreated, scanStored, type TailScope } from '../src/event-tail/store.ts'
import { makePartitions } from '../src/partitions/store.ts'
import { type Harness, startHarness } from './harness.ts'

const days = 30
const rows = 60_000
const scannedMax = 1_000

let harness: Harness
before(async () => {
  harness = await startHarness()
  await makePartitions(
    harness.database,
    Array.from({ length: days }, (_, ago) => dayAfter(dayOf(new Date()), -ago)),
  )
  for (let from = 1; from < rows; from += 10_000) {
    await harness.database.query({
      text: `INSERT INTO event (event_day, id, workspace_id, namespace_id, type, object_id, payload, created_at, stream_position)
        SELECT (now() AT TIME ZONE 'UTC')::date - (${rows} - n) / ${rows / days}, 'evt_' || lpad(n::text, 6, '0'), 'wks_' || n % 2, '',
          CASE WHEN n % 5000 = 0 THEN 'invoice.voided' ELSE 'report.ready' END, '', repeat('x', 400)::bytea,
          plinth_now() - (${rows} - n) * interval '${days} days' / ${rows}, n / 10
        FROM generate_series($1::int, $1 + 9999) n`,
      values: [from],
    })
  }
  await harness.database.pool.query('VACUUM ANALYZE event')
})
after(() => harness?.stop())

const scope = (names?: string[]): TailScope => ({
  ...{ workspaceId: 'wks_0', namespaceId: '', hiddenTypes: [] },
  types: names && { names, prefixes: [] },
})

// Those of the days to come are empty.
const today = `event_${dayOf(new Date()).replaceAll('-', '')}`

/** The events found, and the rows of events that the search has read; no partition is read from end to end. */
async function read(look: (db: Parameters<typeof scanStored>[0]) => Promise<Scan | undefined>) {
  // As the verb does.
  const { scan, seen } = await harness.database.transaction(
    async (tx) => {
      const { db, seen } = explaining(tx)
      return { scan: await look(db), seen }
    },
    { settings: plannerSettings },
  )
  assert.ok(scan)
  assert.deepEqual(
    seen.flatMap(({ wholeTables }) => wholeTables).filter((table) => table.startsWith('event_2') && table <= today),
    [],
  )
  const took = seen.reduce((sum, { rowsRead, entriesRead }) => sum + rowsRead + entriesRead, 0)
  return { took, shown: scan.rows.filter(({ isShown }) => isShown).length, isFull: scan.isFull }
}

describe(`a reader of a workspace with ${rows / 2} events of ${days} days`, () => {
  const end = { position: String(rows / 10 - 1), id: 'evt_' }

  it('reads the last few alone where it has seen the rest', async () => {
    const { took, shown } = await read((db) => scanStored(db, scope(), end))
    assert.equal(shown, 6)
    // One of each partition is looked for, and the state of the server is two rows of a table with one.
    assert.ok(took <= days + 2 * shown + 10, `it read ${took} rows`)
  })

  it('reads a bounded number of rows for a type that few events have, and goes on behind them', async () => {
    const { took, shown, isFull } = await read((db) =>
      scanStored(db, scope(['invoice.voided']), { position: '0', id: '' }),
    )
    assert.deepEqual([shown, isFull], [0, true])
    assert.ok(took <= 2 * scannedMax + days + 10, `it read ${took} rows`)
  })

  it('reads from a time on what was created since', async () => {
    const state = await readState(harness.database)
    assert.ok(state)
    const atMs = state.at.getTime() - 3_600_000
    const { took, shown } = await read((db) => scanCreated(db, scope(), { atMs, until: state.horizon, id: '' }))
    assert.ok(shown > 30 && shown < 50, `${shown} were shown`)
    assert.ok(took <= days + 2 * shown + 10, `it read ${took} rows`)
  })
})
