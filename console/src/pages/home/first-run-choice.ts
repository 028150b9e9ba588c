import { store, stored } from '../../stored.ts'

const firstRunUnder = 'first-run'

export const isFirstRunHidden = (): boolean => stored(firstRunUnder) === 'off'
export const hideFirstRun = (): void => store(firstRunUnder, 'off')
