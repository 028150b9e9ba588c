import { counted } from './meter.ts'

interface CostRow {
  what: string
  /** Calls. */
  count: number
  /** Of all calls, by the name of the process or counter. */
  costs: Readonly<Record<string, number>>
}

/** For each call: µs of processor time by process and in all, then what PostgreSQL counts. */
export function costTable(rows: readonly CostRow[]): string {
  const isCounter = (name: string) => counted.some((one) => one === name)
  const processes = Object.keys(rows[0]?.costs ?? {}).filter((name) => !isCounter(name))
  const head = ['One call, with the work behind it', ...processes.map((name) => `${name}, µs`), 'all, µs', ...counted]
  const cells = rows.map(({ what, count, costs }) => {
    const of = (name: string) => (costs[name] ?? 0) / count
    const times = processes.map(of)
    const sum = times.reduce((total, time) => total + time, 0)
    return [what, ...[...times, sum].map((us) => us.toFixed(0)), ...counted.map((name) => amount(of(name)))]
  })
  const lines = [head, ['---', ...head.slice(1).map(() => '---:')], ...cells]
  return `\n${lines.map((line) => `| ${line.join(' | ')} |\n`).join('')}`
}

const amount = (value: number): string => value.toFixed(value < 10 ? 2 : 0)
