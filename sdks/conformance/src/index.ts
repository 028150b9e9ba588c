export type * from './format.ts'
export { type JourneysPlinth, startJourneysPlinth } from './journeys/journeys-plinth.ts'
export { type JourneysRun, journeys, runJourneys, shortJourneys } from './journeys/run-journeys.ts'
export { type CasesRun, type RunCasesOptions, runCases } from './run-cases.ts'
