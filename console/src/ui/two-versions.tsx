import { useEffect, useRef } from 'preact/hooks'
import { useQuery } from '../api/use-query.ts'
import { words } from '../messages/index.ts'
import { Failure } from './failure.tsx'
import { Loading } from './loading.tsx'
import { visible } from './outside-text.ts'
import { Table } from './table.tsx'
import { changedFields, type FormFields, mergedFields, type Version } from './versions.ts'

interface TwoVersionsProps<Fields extends FormFields<Fields>> {
  queryKey: readonly unknown[]
  read: (options: { signal: AbortSignal }) => Promise<Version<Fields>>
  labels: Readonly<Record<keyof Fields, string>>
  typed: Fields
  /** As the form began. */
  before: Fields
  /** The form goes on with these fields, as a change of that version. */
  onTake: (stored: Version<Fields>, fields: Fields) => void
}

/** The version that somebody else has stored meanwhile, beside what was typed. */
export function TwoVersions<Fields extends FormFields<Fields>>({
  queryKey,
  read,
  labels,
  typed,
  before,
  onTake,
}: TwoVersionsProps<Fields>) {
  const { versions: text } = words
  const { data: stored, error, refetch } = useQuery({ queryKey, queryFn: read, staleTime: 0, gcTime: 0 })
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [stored])
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />
  if (stored === undefined) return <Loading />
  const rows = (Object.keys(changedFields(typed, stored.fields)) as (keyof Fields & string)[]).map((id) => ({ id }))
  const shown = (value: Fields[keyof Fields]) => visible(typeof value === 'string' ? value : value.join('\n'))
  return (
    <div ref={box} class="failure versions" role="alert">
      <strong>{text.title}</strong>
      {rows.length === 0 ? (
        <p>{text.same}</p>
      ) : (
        <>
          <p>{text.differs}</p>
          <Table
            caption={text.caption}
            columns={[
              { title: text.field, cell: ({ id }) => labels[id] },
              {
                title: text.stored,
                cell: ({ id }) => shown(stored.fields[id]) || <span class="muted">{text.empty}</span>,
              },
              {
                title: text.typed,
                cell: ({ id }) => shown(typed[id]) || <span class="muted">{text.empty}</span>,
              },
            ]}
            rows={rows}
          />
        </>
      )}
      <div class="buttons">
        {rows.length > 0 && (
          <button type="button" onClick={() => onTake(stored, stored.fields)}>
            {text.takeStored}
          </button>
        )}
        <button type="button" onClick={() => onTake(stored, mergedFields(typed, before, stored.fields))}>
          {rows.length === 0 ? text.goOn : text.keepTyped}
        </button>
      </div>
    </div>
  )
}
