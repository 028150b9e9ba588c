import { visible } from '@plinth/cli/visible'
import type { Env } from '@plinth/kit/config'
import { type Logger, openLog } from '@plinth/kit/log'
import type { AppConfig } from './config/app-config.ts'

const hidden = new Set(['level', 'time', 'name', 'pid', 'hostname', 'msg', 'part', 'err'])

/** Opens the log of the process: JSON lines for machines, short lines for a terminal. */
export function openProcessLog({ logLevel, logFormat }: Pick<AppConfig, 'logLevel' | 'logFormat'>, env: Env): Logger {
  const isWatched = process.stderr.isTTY === true || env['npm_lifecycle_event'] === 'start'
  const isText = logFormat === 'text' || (logFormat === 'auto' && isWatched)
  const stream = { write: (line: string) => process.stderr.write(shortLine(line)) }
  return openLog({ level: logLevel, name: 'plinth', ...(isText ? { stream } : {}) })
}

/** Formats one JSON line of the log for a terminal: time, level, part, message, other fields. */
export function shortLine(line: string): string {
  const entry: Record<string, unknown> = JSON.parse(line)
  const time = String(entry['time']).slice(11, 19)
  const level = entry['level'] === 'info' ? '' : `${String(entry['level']).toUpperCase()} `
  const part = entry['part'] === undefined ? '' : `${String(entry['part'])}: `
  const isOwnStory = typeof entry['msg'] === 'string' && entry['msg'].startsWith(`${String(entry['part'])} `)
  const more = Object.entries(entry).flatMap(([name, value]) => (hidden.has(name) ? [] : [`${name}=${shown(value)}`]))
  const tail = more.length === 0 ? '' : `  (${more.join(' ')})`
  const whole = `${time} ${level}${isOwnStory ? '' : part}${String(entry['msg'] ?? '')}${tail}`
  // Callers and receivers chose some of it: a terminal obeys none of their characters, and no entry looks like two.
  return `${visible(whole)}${errorLines(entry['err'])}\n`
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function errorLines(err: unknown): string {
  if (typeof err !== 'object' || err === null) return ''
  const text = 'stack' in err ? err.stack : 'message' in err ? err.message : err
  return String(text)
    .split('\n')
    .map((line) => `\n  ${visible(line)}`)
    .join('')
}
