import { keyEvents } from '../api-keys/events.ts'
import { operatorKeyView } from './operator-key.ts'

const types = {
  ...{ created: 'operator_key.created', updated: 'operator_key.updated' },
  ...{ rotated: 'operator_key.rotated', revoked: 'operator_key.revoked' },
}

export const operatorKeyEvents = keyEvents('operator_key', types, operatorKeyView)
