import { isStorable } from '../workspaces/stored-text.ts'
import type { Grant } from './catalog.ts'
import type { CatalogDraft, FeatureDraft, PackageDraft } from './draft.ts'

type Mistakes = Record<string, string[]>

const featuresMax = 1_000
const packagesMax = 1_000
const codePattern = /^[a-z0-9](?:[a-z0-9_-]*)(?:\.[a-z0-9][a-z0-9_-]*)*$/

/** What is wrong with a catalogue, by field ("packages.0.features.1.code"); nothing when it may be. */
export function mistakesIn({ features, packages }: CatalogDraft): Mistakes {
  const mistakes: Mistakes = {}
  const add = (field: string, sentence: string) => {
    mistakes[field] = [...(mistakes[field] ?? []), sentence]
  }
  if (features.length > featuresMax) add('features', `There are up to ${featuresMax} features.`)
  if (packages.length > packagesMax) add('packages', `There are up to ${packagesMax} packages.`)
  if (Object.keys(mistakes).length > 0) return mistakes

  const byCode = new Map(features.map((feature) => [feature.code, feature]))
  features.forEach((feature, at) => {
    const addHere = (field: string, sentence: string) => add(`features.${at}.${field}`, sentence)
    checkNames(feature, 100, addHere)
    if (features.findIndex(({ code }) => code === feature.code) !== at)
      addHere('code', 'Another feature has this code.')
    checkFeature(feature, byCode, addHere)
  })
  packages.forEach((one, at) => {
    const addHere = (field: string, sentence: string) => add(`packages.${at}.${field}`, sentence)
    checkNames(one, 50, addHere)
    if (packages.findIndex(({ code }) => code === one.code) !== at) addHere('code', 'Another package has this code.')
    checkGrants(one, byCode, addHere)
  })
  return mistakes
}

type Add = (field: string, sentence: string) => void

function checkNames({ code, name }: { code: string; name: string }, codeMax: number, add: Add): void {
  if (!codePattern.test(code) || code.length > codeMax)
    add(
      'code',
      `A code has 1 to ${codeMax} lower-case letters, digits, dashes and underscores, with single dots between.`,
    )
  if (name.trim() === '' || name.length > 100 || !isStorable(name)) add('name', 'The name has 1 to 100 characters.')
}

function checkFeature(feature: FeatureDraft, byCode: ReadonlyMap<string, FeatureDraft>, add: Add): void {
  const { reset, rollingDays } = feature
  if (feature.unit.length > 50 || !isStorable(feature.unit)) add('unit', 'The unit has up to 50 characters.')
  if (rollingDays !== 0 && reset !== 'rolling') add('rolling_days', 'Only a rolling reset has days.')
  if (rollingDays !== 0 && !(Number.isInteger(rollingDays) && rollingDays >= 1 && rollingDays <= 365))
    add('rolling_days', 'A rolling window has 1 to 365 days.')
  if (feature.parent === '') return
  const parent = byCode.get(feature.parent)
  if (parent === undefined) add('parent', `There is no feature ${feature.parent}.`)
  else if (parent.code === feature.code) add('parent', 'A feature is not its own parent.')
  else if (parent.parent !== '') add('parent', 'A parent has no parent itself: pools have one level.')
  else if (parent.type !== 'limit' || feature.type !== 'limit') add('parent', 'Parent and child are both limits.')
}

function checkGrants({ features }: PackageDraft, byCode: ReadonlyMap<string, FeatureDraft>, add: Add): void {
  features.forEach(({ code, grant }, at) => {
    const feature = byCode.get(code)
    const addCode = (sentence: string) => add(`features.${at}.code`, sentence)
    if (feature === undefined) addCode(`There is no feature ${code}.`)
    else if (feature.parent !== '') addCode(`It draws on the pool of ${feature.parent}: give that the limit.`)
    else checkGrant(feature, grant, (sentence) => add(`features.${at}.limit`, sentence))
    if (features.findIndex((other) => other.code === code) !== at) addCode('The package has this feature already.')
  })
}

function checkGrant({ type }: FeatureDraft, grant: Grant, add: (sentence: string) => void): void {
  if (type === 'boolean' && grant !== 'on') add('A boolean feature has no limit.')
  if (type === 'unlimited' && typeof grant === 'number') add('An unlimited feature has no number.')
  if (type === 'limit' && grant === 'on') add('A limit is a number from 0, or "unlimited".')
  if (typeof grant === 'number' && !(Number.isSafeInteger(grant) && grant >= 0))
    add('A limit is a whole number from 0 to 9,007,199,254,740,991.')
}
