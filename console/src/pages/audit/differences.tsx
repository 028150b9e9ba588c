import type { AuditEntryChange } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { visible } from '../../ui/outside-text.ts'

const shownMax = 4

/** Each changed field with its value before and after. Of many fields, the first are shown, the others behind a summary. */
export function Differences({ changes }: { changes: Readonly<Record<string, AuditEntryChange>> }) {
  const all = Object.entries(changes)
  if (all.length <= shownMax) return <Lines changes={all} />
  const rest = all.slice(shownMax)
  return (
    <>
      <Lines changes={all.slice(0, shownMax)} />
      <details>
        <summary>{words.audit.moreFields(rest.length)}</summary>
        <Lines changes={rest} />
      </details>
    </>
  )
}

function Lines({ changes }: { changes: readonly (readonly [field: string, change: AuditEntryChange])[] }) {
  if (changes.length === 0) return null
  return (
    <ul class="differences">
      {changes.map(([field, { from, to }]) => (
        <li key={field}>
          <code>{visible(field)}</code>: {isNone(from) ? null : <del>{textOf(from)}</del>}
          {isNone(from) || isNone(to) ? ' ' : ' → '}
          {isNone(to) ? null : <ins>{textOf(to)}</ins>}
        </li>
      ))}
    </ul>
  )
}

/** A created field has no value before, a removed one none after. */
const isNone = (value: unknown) => value === null || value === undefined

const textOf = (value: unknown): string => visible(typeof value === 'string' ? value : JSON.stringify(value))
