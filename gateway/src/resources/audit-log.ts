import { type AuditEntry, AuditHead } from '@plinth/proto/webhooks/v1/audit_log.ts'
import { z } from 'zod'
import { createdFilters } from '../operation/list-spec.ts'
import { operation } from '../operation/operation.ts'
import { rawFields } from '../operation/raw-json.ts'
import { shownId, shownTime } from '../operation/shown.ts'
import { type JsonObject, many } from '../operation/view.ts'
import { viewOf } from '../operation/view-of.ts'
import { splitAllWorkspaces } from './all-workspaces.ts'
import { exportLines } from './audit-export.ts'
import { givenSpan, isAsked } from './given-parameters.ts'

const example = {
  id: 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p',
  at: '2026-01-05T10:00:00.000Z',
  action: 'workspace.updated',
  workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  namespace_id: null,
  actor: {
    type: 'user',
    id: 'usr_01kb0q3t5c8m2v4x6z9b1d3f5h',
    key_id: 'key_01kb0q3t5c8m2v4x6z9b1d3f5j',
    name: 'Ada Lovelace',
  },
  target: { type: 'workspace', id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak', name: 'Acme' },
  changes: { name: { from: 'Acme Ltd', to: 'Acme' } },
  request_id: 'req_01kb0q3t5dexn8r0v6m2c7h9ak',
  idempotency_key: null,
  ip: '203.0.113.7',
  user_agent: 'curl/8.14.1',
}

const actor = z
  .object({
    type: z.enum(['user', 'operator', 'system']),
    id: shownId.nullable().meta({ description: 'ID of the user or of the operator key.' }),
    key_id: shownId.nullable(),
    name: z.string().nullable().meta({ description: 'The name at that time.' }),
  })
  .meta({ id: 'AuditActor' })

const output = z
  .object({
    id: shownId.meta({ description: 'ID of the event that the change emitted.' }),
    at: shownTime,
    action: z.string().meta({ description: 'Type of that event.' }),
    workspace_id: shownId.nullable(),
    namespace_id: shownId.nullable(),
    actor: actor.nullable(),
    target: z.object({ type: z.string(), id: shownId.nullable(), name: z.string().nullable() }),
    changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })).meta({
      description:
        'The fields that changed, without secrets. A value of more than 1,000 letters is cut where … stands. Of changes of more than 64 KiB fields are left out; `*` stands for them, with their number (`fields`) and the SHA-256 of their values (`sha256`) in `from` and `to`.',
    }),
    request_id: z.string().nullable(),
    idempotency_key: z.string().nullable(),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry', examples: [example] })

const head = z
  .object({
    day: z.iso
      .date()
      .meta({ description: 'The day on which the entry was sealed. The head of the current day still moves.' }),
    month: z.string().meta({ description: 'Month of the chain, in UTC.' }),
    position: z.int().meta({ description: 'Place of the entry in its chain, from 1.' }),
    seal: z.string().meta({ description: 'SHA-256 in hex.' }),
    entry_id: shownId,
    sealed_at: shownTime,
    reported_at: shownTime.nullable().meta({
      description: 'Time at which AUDIT_SEAL_URL accepted the head; without that setting, at which it was logged.',
    }),
  })
  .meta({
    id: 'AuditHead',
    examples: [
      {
        day: '2026-01-05',
        month: '2026-01',
        position: 4711,
        seal: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        entry_id: 'evt_01kb0q4c7q4k6h8j2d5f7s9a1p',
        sealed_at: '2026-01-05T23:58:07.000Z',
        reported_at: '2026-01-06T00:01:12.000Z',
      },
    ],
  })

const headView = viewOf(AuditHead, head)

/** An entry is shown as its seal was computed over it. */
const view = ({ json }: AuditEntry): JsonObject => rawFields(json)

const exampleLines = [
  {
    ...example,
    position: 4711,
    previous_seal: '3b1f0f4c6d2e8a9b7c5d3e1f0a2b4c6d8e0f1a3b5c7d9e0f2a4b6c8d0e1f3a5b',
    seal: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  {
    export: {
      ...{ complete: true, entries: 1, all_workspaces: false },
      ...{ from: null, to: '2026-01-06T09:30:00.000Z' },
    },
  },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join('')

const allWorkspacesFilter = {
  kind: 'boolean',
  description: 'Operators only: true returns the entries of every workspace, and of none.',
} as const

export const auditLog = {
  list: operation({
    id: 'audit-log.list',
    summary: 'List the audit log, newest first',
    description:
      'Owners and admins read the entries of their workspace. Entries remain after their target is deleted. If an operator names no workspace, the list has the entries that belong to no workspace, such as changes of the catalogue. A page has at most 1 MiB of changes, and may end before `per_page` entries. With `all_workspaces`, a page under the filters `action` and `actor_id` searches up to 5,000 entries: it may have fewer entries than `per_page`, or none, and still a `next_cursor`.',
    route: 'GET /audit-log',
    isHeavy: true,
    scope: 'read:audit-log',
    role: 'admin',
    context: 'none',
    output,
    list: {
      filters: {
        action: { kind: 'text' },
        actor_id: { kind: 'text' },
        target_id: { kind: 'text' },
        request_id: { kind: 'text' },
        ...createdFilters,
        all_workspaces: allWorkspacesFilter,
      },
      sorts: ['created_at'],
      isCursorOnly: true,
    },
    run: ({ services, list, call }) => services.auditLog.listAuditEntries(splitAllWorkspaces(list), call),
    view: many('entries', view),
  }),

  export: operation({
    id: 'audit-log.export',
    summary: 'Export the audit log as lines of JSON',
    description:
      'Every entry from `from` to `to`, oldest first, one JSON object in each line: the entry as in the list, with `position`, `previous_seal` and `seal` at its end. The last line, `{"export": {"complete": true, "entries": N, …}}`, says that the export is complete: an export without this line was cut off. A change whose event reaches the log more than 10 seconds late is in a later export. The export itself becomes an entry.',
    route: 'GET /audit-log/export',
    scope: 'read:audit-log',
    role: 'admin',
    context: 'none',
    lines: { mediaType: 'application/x-ndjson', example: exampleLines },
    query: {
      from: {
        kind: 'time',
        field: 'at',
        bound: 'after',
        description: 'Start of the export. Default: the time of the oldest entry.',
      },
      to: { kind: 'time', field: 'at', bound: 'before', description: 'End of the export. Default: 10 seconds ago.' },
      all_workspaces: allWorkspacesFilter,
    },
    run: async ({ services, list, call }) => {
      const asked = { ...givenSpan(list), allWorkspaces: isAsked(list, 'all_workspaces') }
      const page = (cursor: string) => services.auditLog.exportAuditEntries({ ...asked, cursor }, call)
      // The first page comes before the answer begins: a refusal has its own status.
      return exportLines(asked, await page(''), page)
    },
    view: (stream) => ({ stream }),
  }),

  listSeals: operation({
    id: 'audit-log.list-seals',
    summary: 'List the last seal of each day',
    description:
      'Entries are sealed in order into a hash chain for each month. Store the heads of ended days outside Plinth: they prove later that no entry before them was changed.',
    route: 'GET /audit-log/seals',
    scope: 'read:audit-log',
    isForOperators: true,
    context: 'none',
    output: head,
    list: { filters: createdFilters, sorts: ['created_at'] },
    run: ({ services, list, call }) => services.auditLog.listAuditHeads({ query: list }, call),
    view: many('heads', headView),
  }),
}
