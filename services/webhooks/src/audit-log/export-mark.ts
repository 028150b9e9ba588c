import { firstDayOf, monthAfter } from './months.ts'

/** The last line of an export. */
export interface ExportMark {
  complete: boolean
  entries: number
  /** False: an export of one workspace, or of what belongs to none, which has gaps in its chains. */
  allWorkspaces: boolean
  /** Unix milliseconds, both included. */
  from: number
  to: number
}

/** Undefined for a line that is no mark. */
export function markOf(line: string): ExportMark | undefined {
  try {
    const { export: mark } = JSON.parse(line)
    if (typeof mark?.complete !== 'boolean' || !Number.isInteger(mark.entries)) return undefined
    return {
      ...{ complete: mark.complete, entries: mark.entries, allWorkspaces: mark.all_workspaces === true },
      from: typeof mark.from === 'string' ? Date.parse(mark.from) : 0,
      to: typeof mark.to === 'string' ? Date.parse(mark.to) : 0,
    }
  } catch {
    return undefined
  }
}

/** True when the export has every entry of a month (YYYY-MM): then its chain has no gap. */
export function coversMonth({ allWorkspaces, from, to }: ExportMark, month: string): boolean {
  const [first, next] = [month, monthAfter(month)].map((one) => Date.parse(`${firstDayOf(one)}T00:00:00Z`))
  return allWorkspaces && from <= (first ?? 0) && to >= (next ?? 0) - 1
}
