import pg from 'pg'

const int8Array = 1016

/** Types of column values: bigint as number, date as text (a Date would shift it by the local zone). */
export function valueTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, safeInteger)
  types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, timeParser())
  types.setTypeParser(pg.types.builtins.DATE, (text) => text)
  types.setTypeParser(int8Array, (text) =>
    [...text.matchAll(/NULL|-?\d+/g)].map(([item]) => (item === 'NULL' ? null : safeInteger(item))),
  )
  return types
}

// The rows of one result mostly share one time.
function timeParser(): (text: string) => unknown {
  const parse: (text: string) => unknown = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)
  let last = ''
  let lastMs = 0
  return (text) => {
    if (text === last) return new Date(lastMs)
    const parsed = parse(text)
    if (parsed instanceof Date) [last, lastMs] = [text, parsed.getTime()]
    return parsed
  }
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`a bigint beyond 2^53: ${text}`)
  return value
}
