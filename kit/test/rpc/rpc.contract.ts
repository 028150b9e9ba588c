import { answersContract } from './answers.contract.ts'
import { deadlinesContract } from './deadlines.contract.ts'
import { faultsContract } from './faults.contract.ts'
import { floodContract } from './flood.contract.ts'
import type { OpenLine } from './line.ts'

/** Promises of every call between parts, whatever carries it. */
export function rpcContract(name: string, open: OpenLine): void {
  answersContract(name, open)
  deadlinesContract(name, open)
  faultsContract(name, open)
  floodContract(name, open)
}
