export type * from './format.ts'
export { type CasesRun, type RunCasesOptions, runCases } from './run-cases.ts'
