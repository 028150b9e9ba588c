import type { ComponentChildren } from 'preact'

export interface Column<Row> {
  title: string
  cell: (row: Row) => ComponentChildren
}

interface TableProps<Row extends { id: string }> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /** Buttons of the row. */
  actions?: ((row: Row) => ComponentChildren) | undefined
  /** The rows are those of the question before this one. */
  isStale?: boolean
}

/** Below 640 px each row is a card, in which `data-title` names the value. */
export function Table<Row extends { id: string }>({
  caption,
  columns,
  rows,
  actions,
  isStale = false,
}: TableProps<Row>) {
  return (
    <table aria-busy={isStale} class={isStale ? 'stale' : ''}>
      <caption class="sr-only">{caption}</caption>
      <thead>
        <tr>
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
            {columns.map(({ title, cell }, index) =>
              index === 0 ? (
                <th key={title} scope="row">
                  {cell(row)}
                </th>
              ) : (
                <td key={title} data-title={title}>
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
