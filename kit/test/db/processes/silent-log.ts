import { openLog } from '@plinth/kit/log'

export const log = openLog({ level: process.env['LOG_LEVEL'] ?? 'silent', name: 'kit-test' })
