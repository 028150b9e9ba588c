import { styleText } from 'node:util'
import type { Io } from '../io.ts'
import { visible } from './visible.ts'

/** A time in a line: of today (UTC) without the day. */
export function shownTime(time: string): string {
  const [day, rest = ''] = time.split('T')
  const isToday = day === new Date().toISOString().slice(0, 10)
  return visible(isToday ? rest.replace(/\.\d+(?=Z$)/, '') : time)
}

/** The status of an answer in its colour; a word where there is none. */
export function shownStatus({ stdout }: Pick<Io, 'stdout'>, status: number | string): string {
  const style = typeof status === 'string' || status >= 500 ? 'red' : status >= 300 ? 'yellow' : 'green'
  return styleText(style, visible(String(status)), { stream: stdout as NodeJS.WriteStream })
}
