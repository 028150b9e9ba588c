import { readdirSync, readFileSync } from 'node:fs'

/** Resident memory of one process, shared pages counted whole. */
export const rssMb = (pid: number): number => rollup(pid, 'Rss')

/** Memory of a process's descendants, each shared page divided among those who share it. */
export const descendantsPssMb = (pid: number): number =>
  descendants(pid).reduce((sum, child) => sum + rollup(child, 'Pss'), 0)

function rollup(pid: number, field: 'Rss' | 'Pss'): number {
  const line = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
  return Number(line?.[1]) / 1_024
}

function descendants(pid: number): number[] {
  const parents = readdirSync('/proc').flatMap((name): [number, number][] => {
    if (!/^\d+$/.test(name)) return []
    try {
      return [[Number(name), Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1])]]
    } catch {
      return []
    }
  })
  const childrenOf = (parent: number): number[] =>
    parents.flatMap(([child, of]) => (of === parent ? [child, ...childrenOf(child)] : []))
  return childrenOf(pid)
}
