import { type ConfigOf, choice, flag, integer, optionalText, type Setting, secret, text } from '@plinth/kit/config'

import type { Target } from '../parts.ts'

export type ProcessConfig = ConfigOf<typeof processSettings>

const drainDelayDefaultMs = { together: 100, alone: 3_000 } as const

/** Time between turning not ready and refusing new calls. */
export const drainDelayMs = (config: Pick<ProcessConfig, 'drainDelayMs'>, target: Target): number =>
  config.drainDelayMs ?? drainDelayDefaultMs[target === 'all' ? 'together' : 'alone']

export const processSettings = {
  dataDir: text('PLINTH_DATA_DIR', {
    doc: 'Folder of the embedded database, its secrets key and the first operator key; relative to the working directory of the process.',
    default: '.plinth',
  }),
  logLevel: choice('LOG_LEVEL', {
    doc: 'Lowest level of messages that are logged.',
    words: ['trace', 'debug', 'info', 'warn', 'error'],
    default: 'info',
  }),
  logFormat: choice('LOG_FORMAT', {
    doc: 'Format of the log. `auto` writes short lines to a terminal and under `npm start`, otherwise JSON.',
    words: ['auto', 'json', 'text'],
    default: 'auto',
  }),
  drainDelayMs: optional(
    integer('DRAIN_DELAY_MS', {
      doc: 'Time for which a stopping process reports not ready at /readyz but still accepts requests. Each answer of the gateway then ends its connection, so that clients go to other gateways.',
      unit: 'ms',
      min: 0,
      max: 600_000,
    }),
    `${drainDelayDefaultMs.alone}; ${drainDelayDefaultMs.together} with all parts in one process`,
  ),
  stopTimeoutMs: integer('STOP_TIMEOUT_MS', {
    doc: 'Time limit for work in flight when the process stops, after the drain delay. The process then exits with code 1.',
    unit: 'ms',
    min: 100,
    max: 600_000,
    default: 25_000,
  }),
  operatorKey: secret('PLINTH_OPERATOR_KEY', {
    doc: 'Operator key that a start of the identity part creates; a new value revokes the previous one. Default: the first start with all parts in one process creates a key and prints it to a terminal, or writes it to `operator-key` in PLINTH_DATA_DIR.',
  }),
  isTestClock: flag('PLINTH_TEST_CLOCK', {
    doc: 'Enables POST /test/clock on the management port, which moves the time of all processes and databases, and, with all parts in one process, POST /test/reset, which removes all tenants. Refused with NODE_ENV=production.',
    default: false,
  }),
  nodeEnv: optionalText('NODE_ENV', {
    doc: '"production" refuses PLINTH_TEST_CLOCK and a gateway without GATEWAY_PUBLIC_URL.',
  }),
  managementHost: text('MANAGEMENT_HOST', {
    doc: 'Address on which the management port listens.',
    default: '127.0.0.1',
  }),
  managementPort: optional(
    integer('MANAGEMENT_PORT', {
      doc: 'Port of /healthz, /readyz and /metrics for operators. Default: off.',
      unit: '',
      min: 1,
      max: 65_535,
    }),
    '',
  ),
}

function optional<T>(setting: Setting<T>, shownDefault: string): Setting<T | undefined> {
  return { ...setting, schema: setting.schema.optional(), shownDefault }
}
