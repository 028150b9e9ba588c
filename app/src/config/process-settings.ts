import { type ConfigSchema, choice, flag, integer, optionalText, type Setting, secret, text } from '@plinth/kit/config'

import type { Target } from '../parts.ts'

export interface ProcessConfig {
  dataDir: string
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error'
  logFormat: 'auto' | 'json' | 'text'
  drainDelayMs: number | undefined
  stopTimeoutMs: number
  operatorKey: string | undefined
  isTestClock: boolean
  nodeEnv: string | undefined
  managementHost: string
  managementPort: number | undefined
}

const drainDelayDefaultMs = { together: 100, alone: 3_000 } as const

/** How long readiness is red before new calls are refused. */
export const drainDelayMs = (config: Pick<ProcessConfig, 'drainDelayMs'>, target: Target): number =>
  config.drainDelayMs ?? drainDelayDefaultMs[target === 'all' ? 'together' : 'alone']

export const processSettings: ConfigSchema<ProcessConfig> = {
  dataDir: text('PLINTH_DATA_DIR', {
    doc: 'Where the embedded database, its secrets key and the first operator key live; relative to the directory the process is started in.',
    default: '.plinth',
  }),
  logLevel: choice('LOG_LEVEL', {
    doc: 'The least important message that is logged.',
    words: ['trace', 'debug', 'info', 'warn', 'error'],
    default: 'info',
  }),
  logFormat: choice('LOG_FORMAT', {
    doc: 'auto writes short lines on a terminal and under `npm start`, JSON elsewhere.',
    words: ['auto', 'json', 'text'],
    default: 'auto',
  }),
  drainDelayMs: optional(
    integer('DRAIN_DELAY_MS', {
      doc: 'How long /readyz is red, and requests are still taken, before a stopping process refuses new ones.',
      unit: 'ms',
      min: 0,
      max: 600_000,
    }),
    `${drainDelayDefaultMs.alone}; ${drainDelayDefaultMs.together} with all parts in one process`,
  ),
  stopTimeoutMs: integer('STOP_TIMEOUT_MS', {
    doc: 'How long a stopping process may take for what is in flight, the drain delay aside, before it gives up with exit code 1.',
    unit: 'ms',
    min: 100,
    max: 600_000,
    default: 25_000,
  }),
  operatorKey: secret('PLINTH_OPERATOR_KEY', {
    doc: 'The one operator key that a start of the identity part puts in place; a new value ends the one it replaces. Unset: the first start with all parts in one process makes a key, prints it to a terminal, and elsewhere writes it to `operator-key` in PLINTH_DATA_DIR.',
  }),
  isTestClock: flag('PLINTH_TEST_CLOCK', {
    doc: 'Lets POST /test/clock on the management port move time for all processes and databases, and POST /test/reset remove all tenants where one process runs everything; refused with NODE_ENV=production.',
    default: false,
  }),
  nodeEnv: optionalText('NODE_ENV', {
    doc: '"production" refuses what only tests may do, and a gateway without GATEWAY_PUBLIC_URL.',
  }),
  managementHost: text('MANAGEMENT_HOST', { doc: 'The address the management port listens on.', default: '127.0.0.1' }),
  managementPort: optional(
    integer('MANAGEMENT_PORT', {
      doc: 'The port of /healthz, /readyz and /metrics for whoever runs Plinth; unset: off.',
      unit: 'port',
      min: 1,
      max: 65_535,
    }),
    '',
  ),
}

function optional<T>(setting: Setting<T>, shownDefault: string): Setting<T | undefined> {
  return { ...setting, schema: setting.schema.optional(), shownDefault }
}
