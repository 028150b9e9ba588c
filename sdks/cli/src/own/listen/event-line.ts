import { visible, visibleJson } from '../../output/visible.ts'
import type { Run } from '../../run.ts'
import type { Forwarded } from './forward.ts'

export interface EventLine extends Partial<Forwarded> {
  id: string
  type: string
  created_at: string
}

/** What a person or a program sees of an event: one line, at once. */
export function writeLine({ io, output }: Pick<Run, 'io' | 'output'>, line: EventLine): void {
  io.stdout.write(output.format === 'table' ? `${sentenceOf(line)}\n` : `${visibleJson(JSON.stringify(line))}\n`)
}

function sentenceOf({ id, type, created_at, status_code, duration_ms, error }: EventLine): string {
  const seen = [created_at, id, type].map(visible).join('  ')
  if (status_code === undefined) return seen
  return `${seen}  ${status_code === 0 ? `not answered: ${visible(error ?? '')}` : status_code}  ${duration_ms} ms`
}

/** The id and the time of a stored event. */
export function headOf(payload: string): Pick<EventLine, 'id' | 'created_at'> {
  const { id, created_at } = JSON.parse(payload)
  return { id: String(id), created_at: String(created_at) }
}
