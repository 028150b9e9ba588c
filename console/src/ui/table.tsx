import type { ComponentChildren } from 'preact'
import { words } from '../messages/index.ts'

export interface Column<Row> {
  title: string
  cell: (row: Row) => ComponentChildren
  /** Its text may be long, as what came from outside: it breaks anywhere, so that the words of other columns stay whole. */
  mayBreak?: boolean
}

/** Rows that are chosen, by their IDs. */
export interface Selection<Row> {
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
  /** The label of a row's checkbox. */
  label: (row: Row) => string
}

interface TableProps<Row extends { id: string }> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /** Buttons of the row. */
  actions?: ((row: Row) => ComponentChildren) | undefined
  /** Undefined: rows cannot be chosen. */
  selection?: Selection<Row> | undefined
  /** The rows are those of the question before this one. */
  isStale?: boolean
}

/** Below 640 px each row is a card, in which `data-title` names the value. */
export function Table<Row extends { id: string }>({
  caption,
  columns,
  rows,
  actions,
  selection,
  isStale = false,
}: TableProps<Row>) {
  return (
    <table aria-busy={isStale} class={isStale ? 'stale' : ''}>
      <caption class="sr-only">{caption}</caption>
      <thead>
        <tr>
          {selection !== undefined && (
            <td>
              <ChooseAll rows={rows} selection={selection} />
            </td>
          )}
          {columns.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
          {actions !== undefined && <td />}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {selection !== undefined && (
              <td class="choose">
                <Choose row={row} selection={selection} />
              </td>
            )}
            {columns.map(({ title, cell, mayBreak }, index) =>
              index === 0 ? (
                <th key={title} scope="row" class={mayBreak === true ? 'anywhere' : ''}>
                  {cell(row)}
                </th>
              ) : (
                <td key={title} data-title={title} class={mayBreak === true ? 'anywhere' : ''}>
                  <div>{cell(row)}</div>
                </td>
              ),
            )}
            {actions !== undefined && <td class="row-actions">{actions(row)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Choose<Row extends { id: string }>({ row, selection }: { row: Row; selection: Selection<Row> }) {
  const { chosen, onChange, label } = selection
  return (
    <input
      type="checkbox"
      aria-label={label(row)}
      checked={chosen.has(row.id)}
      onChange={({ currentTarget }) => {
        const next = new Set(chosen)
        if (currentTarget.checked) next.add(row.id)
        else next.delete(row.id)
        onChange(next)
      }}
    />
  )
}

function ChooseAll<Row extends { id: string }>({
  rows,
  selection,
}: {
  rows: readonly Row[]
  selection: Selection<Row>
}) {
  const { chosen, onChange } = selection
  return (
    <label class="tick choose-all">
      <input
        type="checkbox"
        checked={rows.every(({ id }) => chosen.has(id))}
        onChange={({ currentTarget }) => onChange(new Set(currentTarget.checked ? rows.map(({ id }) => id) : []))}
      />
      <span class="sr-only">{words.common.chooseAll}</span>
    </label>
  )
}
