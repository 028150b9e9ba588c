import { rangeField } from '../../ui/time-range.ts'
import { choiceField, cursorField, type Field, textField, type ViewOf } from '../../ui/view.ts'
import { replaysField } from './replays-field.ts'

export const statuses = ['pending', 'retrying', 'held', 'success', 'failed', 'cancelled'] as const
export const outcomes = ['ok', 'http', 'timeout', 'connect', 'dns', 'tls', 'blocked', 'unknown'] as const

/** A status code; other text is none. */
export const codeField: Field<string> = {
  fallback: '',
  read: (text) => (/^[1-5]\d\d$/.test(text.trim()) ? text.trim() : ''),
  write: (code) => code,
}

// By the names that the API has.
export const filters = {
  webhook_id: textField,
  event_id: textField,
  event_type: textField,
  status: choiceField(['', ...statuses], ''),
  outcome: choiceField(['', ...outcomes], ''),
  status_code: codeField,
  range: rangeField,
}

export const fields = { ...filters, cursor: cursorField, replays: replaysField }

export type Filters = ViewOf<typeof filters>
