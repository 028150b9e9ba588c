import { rangeField } from '../../ui/time-range.ts'
import { cursorField, textField } from '../../ui/view.ts'

export const filters = ['action', 'actor', 'target', 'request'] as const

export const fields = {
  action: textField,
  actor: textField,
  target: textField,
  request: textField,
  range: rangeField,
  cursor: cursorField,
}
