import { hasCharactersAtMost, isStorable } from '@plinth/kit/characters'
import type { Grant } from './catalog.ts'
import type { CatalogDraft, FeatureDraft, PackageDraft } from './draft.ts'

type Mistakes = Record<string, string[]>

const featuresMax = 1_000
const packagesMax = 1_000
const codePattern = /^[a-z0-9](?:[a-z0-9_-]*)(?:\.[a-z0-9][a-z0-9_-]*)*$/

/** Returns the mistakes of a catalogue by field ("packages.0.features.1.code"); empty if it is valid. */
export function mistakesIn({ features, packages }: CatalogDraft): Mistakes {
  const mistakes: Mistakes = {}
  const add = (field: string, sentence: string) => {
    mistakes[field] = [...(mistakes[field] ?? []), sentence]
  }
  if (features.length > featuresMax) add('features', `The catalogue must have at most ${featuresMax} features.`)
  if (packages.length > packagesMax) add('packages', `The catalogue must have at most ${packagesMax} packages.`)
  if (Object.keys(mistakes).length > 0) return mistakes

  const byCode = new Map(features.map((feature) => [feature.code, feature]))
  features.forEach((feature, at) => {
    const addHere = (field: string, sentence: string) => add(`features.${at}.${field}`, sentence)
    checkNames(feature, 100, addHere)
    if (features.findIndex(({ code }) => code === feature.code) !== at)
      addHere('code', 'Another feature already has this code.')
    checkFeature(feature, byCode, addHere)
  })
  packages.forEach((one, at) => {
    const addHere = (field: string, sentence: string) => add(`packages.${at}.${field}`, sentence)
    checkNames(one, 50, addHere)
    if (packages.findIndex(({ code }) => code === one.code) !== at)
      addHere('code', 'Another package already has this code.')
    checkGrants(one, byCode, addHere)
  })
  return mistakes
}

type Add = (field: string, sentence: string) => void

function checkNames({ code, name }: { code: string; name: string }, codeMax: number, add: Add): void {
  if (!codePattern.test(code) || code.length > codeMax)
    add(
      'code',
      `The code must have 1 to ${codeMax} lower-case letters, digits, dashes and underscores, with single dots between them.`,
    )
  if (name.trim() === '' || !hasCharactersAtMost(name, 100) || !isStorable(name))
    add('name', 'The name must have 1 to 100 characters.')
}

function checkFeature(feature: FeatureDraft, byCode: ReadonlyMap<string, FeatureDraft>, add: Add): void {
  const { reset, rollingDays } = feature
  if (!hasCharactersAtMost(feature.unit, 50) || !isStorable(feature.unit))
    add('unit', 'The unit must have at most 50 characters.')
  if (rollingDays !== 0 && reset !== 'rolling')
    add('rolling_days', 'rolling_days is allowed only with the reset rolling.')
  if (rollingDays !== 0 && !(Number.isInteger(rollingDays) && rollingDays >= 1 && rollingDays <= 365))
    add('rolling_days', 'A rolling window must have 1 to 365 days.')
  if (feature.parent === '') return
  const parent = byCode.get(feature.parent)
  if (parent === undefined) add('parent', `The feature ${feature.parent} does not exist.`)
  else if (parent.code === feature.code) add('parent', 'A feature cannot be its own parent.')
  else if (parent.parent !== '') add('parent', 'The parent must not have a parent itself: pools have one level.')
  else if (parent.type !== 'limit' || feature.type !== 'limit')
    add('parent', 'The feature and its parent must both be of the type limit.')
}

function checkGrants({ features }: PackageDraft, byCode: ReadonlyMap<string, FeatureDraft>, add: Add): void {
  features.forEach(({ code, grant }, at) => {
    const feature = byCode.get(code)
    const addCode = (sentence: string) => add(`features.${at}.code`, sentence)
    if (feature === undefined) addCode(`The feature ${code} does not exist.`)
    else if (feature.parent !== '')
      addCode(`The feature uses the pool of ${feature.parent}. Set the limit of that feature instead.`)
    else checkGrant(feature, grant, (sentence) => add(`features.${at}.limit`, sentence))
    if (features.findIndex((other) => other.code === code) !== at) addCode('The package already has this feature.')
  })
}

function checkGrant({ type }: FeatureDraft, grant: Grant, add: (sentence: string) => void): void {
  if (type === 'boolean' && grant !== 'on') add('A boolean feature must not have a limit.')
  if (type === 'unlimited' && typeof grant === 'number')
    add('An unlimited feature must not have a number as its limit.')
  if (type === 'limit' && grant === 'on') add('The limit must be a number from 0, or "unlimited".')
  if (typeof grant === 'number' && !(Number.isSafeInteger(grant) && grant >= 0))
    add('The limit must be a whole number from 0 to 9,007,199,254,740,991.')
}
