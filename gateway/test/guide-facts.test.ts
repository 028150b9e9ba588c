import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { errorCodes } from '@plinth/kit/errors'
import { openApiDocument } from '../src/openapi/document.ts'
import { largeBody, ordinaryBody } from '../src/operation/body-limits.ts'
import type { Operation } from '../src/operation/operation.ts'
import { operations } from '../src/operations.ts'

const guide = (name: string) => readFileSync(new URL(`../../docs/guides/${name}.md`, import.meta.url), 'utf8')
const lists = operations.filter(({ list }) => list !== undefined)
const filtersOf = ({ list }: Operation) => Object.keys(list?.filters ?? {})
const idsOf = (records: readonly Operation[]) => records.map(({ id }) => id).sort()

describe('the guide of errors', () => {
  const rows = guide('errors')
    .split('\n')
    .filter((line) => /^\| \d{3}/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))

  it('has each code in the row of its status', () => {
    for (const [code, { http }] of Object.entries(errorCodes)) {
      const row = rows.find(([, statuses]) => statuses?.split(', ').includes(String(http)))
      assert.ok(row?.[2]?.includes(`\`${code}\``), `${code} is not in the row of ${http}`)
    }
  })

  it('names every group of operations whose bodies have limits of their own', () => {
    const limited = operations.flatMap(({ id, isBatch, bodyLimits = ordinaryBody }) =>
      isBatch === true || bodyLimits === ordinaryBody ? [] : [{ id, ...bodyLimits }],
    )
    const groups = Object.groupBy(limited, ({ bytesMax, valuesMax }) => `${bytesMax / 1_024} KiB and ${valuesMax}`)
    assert.deepEqual(
      Object.entries(groups).map(([limits, records = []]) => [limits, records.map(({ id }) => id).sort()]),
      [
        ['8 KiB and 10', ['api-keys.report', 'sessions.create']],
        ['1024 KiB and 50000', ['catalog.apply', 'event-types.apply', 'events.publish', 'events.publish-batch']],
      ],
    )
    for (const { isBatch, bodyLimits } of operations) if (isBatch === true) assert.equal(bodyLimits, largeBody)
    assert.match(
      guide('errors').replaceAll(/\s+/g, ' '),
      /at most 256 KiB and 20,000 values .*; a batch 1 MiB and 20,000; events, event types and the catalogue 1 MiB and 50,000; the report of a key and `POST \/sessions` 8 KiB and 10\./,
    )
  })
})

describe('the guide of lists', () => {
  it('names the lists that take cursors alone', () => {
    assert.deepEqual(idsOf(lists.filter(({ list }) => list?.isCursorOnly === true)), [
      'audit-log.list',
      'deliveries.list-all',
      'requests.list',
      'requests.list-by-id',
    ])
  })

  it('names the resources that take updated_after and updated_before', () => {
    const resources = lists.filter((record) => filtersOf(record).includes('updated_after')).map(({ id }) => id)
    assert.deepEqual(resources.map((id) => id.split('.')[0]).sort(), [
      'features',
      'members',
      'namespaces',
      'packages',
      'users',
      'webhooks',
      'workspaces',
    ])
    const [sentence = ''] = /[^.]* also take `updated_after`/.exec(guide('pagination').replaceAll(/\s+/g, ' ')) ?? []
    for (const id of resources) assert.ok(sentence.toLowerCase().includes(id.split('.')[0] ?? ''), id)
  })

  it('says that nearly all lists take created_after and created_before', () => {
    assert.deepEqual(idsOf(lists.filter((record) => !filtersOf(record).includes('created_after'))), [
      'event-types.list',
      'requests.list-by-id',
    ])
  })
})

describe('the reference', () => {
  const described = ({ method, path }: Operation) =>
    openApiDocument().paths?.[path]?.[method.toLowerCase() as 'get'] ?? {}

  it('says of every operation for operators that it needs an operator key', () => {
    const forOperators = operations.filter(({ isForOperators }) => isForOperators === true)
    assert.ok(forOperators.length > 0)
    for (const record of forOperators) assert.match(described(record).description ?? '', /n operator key/i, record.id)
  })

  it('names in the summary of a batch the actions that it has', () => {
    const batches = operations.filter(({ isBatch }) => isBatch === true)
    assert.deepEqual(Object.fromEntries(batches.map(({ id, summary }) => [id, summary])), {
      'workspaces.batch': 'Create, update and delete up to 100 workspaces',
      'namespaces.batch': 'Create, update and delete up to 100 namespaces',
      'users.batch': 'Create and update up to 100 users',
      'api-keys.batch': 'Create, update and delete up to 100 API keys',
      'webhooks.batch': 'Create, update and delete up to 100 webhook endpoints',
    })
  })
})
