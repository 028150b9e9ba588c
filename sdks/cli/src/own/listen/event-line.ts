import type { Io } from '../../io.ts'
import { shownStatus, shownTime } from '../../output/shown.ts'
import { visible } from '../../output/visible.ts'
import type { Run } from '../../run.ts'
import type { Forwarded } from './forward.ts'

export interface EventLine extends Partial<Forwarded> {
  id: string
  type: string
  created_at: string
}

/** Writes an event as one line, at once: JSON for a program, a sentence for a person. */
export const writeLine = ({ io, output }: Pick<Run, 'io' | 'output'>, line: EventLine): Promise<void> =>
  output.next(line, () => sentenceOf(io, line))

function sentenceOf(io: Io, { id, type, created_at, status_code, duration_ms, error }: EventLine): string {
  const sent =
    status_code === undefined ? [] : [shownStatus(io, status_code || 'not answered'), `${duration_ms} ms`.padStart(6)]
  const why = error === undefined ? [] : [visible(error)]
  return [shownTime(created_at), ...sent, visible(type), visible(id), ...why].join('  ')
}

/** The id and the time of a stored event. */
export function headOf(payload: string): Pick<EventLine, 'id' | 'created_at'> {
  const { id, created_at } = JSON.parse(payload)
  return { id: String(id), created_at: String(created_at) }
}
