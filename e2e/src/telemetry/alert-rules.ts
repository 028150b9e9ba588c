import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

export interface AlertRule {
  alert: string
  expr: string
}

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The alerts that Plinth is shipped with. */
export const alertRules: readonly AlertRule[] = globSync('deploy/alerts/*.yaml', { cwd: root }).flatMap((path) => {
  const { groups }: { groups: { rules: AlertRule[] }[] } = parse(readFileSync(`${root}/${path}`, 'utf8'))
  return groups.flatMap((group) => group.rules)
})
