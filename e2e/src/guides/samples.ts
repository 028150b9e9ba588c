import { type Fence, fences } from '@plinth/testkit'

/** A sample of a guide, and what the guide says it prints. */
export interface Sample {
  kind: Language
  /** Saved under this name rather than run. */
  file?: string
  line: number
  text: string
  expected: Expected[]
}

export interface Expected {
  /** `values`: each line is a value of this body. */
  kind: (typeof expectedKinds)[number] | 'values'
  line: number
  text: string
}

export const sdkLanguages = ['js', 'python', 'php'] as const
export type SdkLanguage = (typeof sdkLanguages)[number]
type Language = 'sh' | SdkLanguage

interface Group {
  main: Sample
  variants: Map<SdkLanguage, Sample>
}

const expectedKinds = ['json', 'http', 'text'] as const
/** Shown, not run: what a reader types at a terminal of their own. */
const shown = 'console'

/**
 * The samples of a page in order, each with the answers that follow it. With a language, its variant stands for each sample
 * that has variants. Throws for a fence it does not know, and for variants without that language.
 */
export function samplesOf(markdown: string, language?: SdkLanguage): Sample[] {
  return groupsOf(markdown).map(({ main, variants }) => {
    if (language === undefined || variants.size === 0) return main
    const variant = variants.get(language)
    if (variant === undefined) throw new Error(`line ${main.line}: no sample in ${language}`)
    return variant.expected.length > 0 ? variant : { ...variant, expected: forVariant(main.expected) }
  })
}

/** Whether a page has samples in the languages of the SDKs. */
export const hasVariants = (markdown: string): boolean => fences(markdown).some(({ isVariant }) => isVariant)

function groupsOf(markdown: string): Group[] {
  const groups: Group[] = []
  for (const fence of fences(markdown)) {
    const { line, text, isVariant } = fence
    const [kind = '', file] = fence.language.split(' ')
    const group = groups.at(-1)
    if (isVariant) {
      if (group === undefined) throw new Error(`line ${line}: a variant without a sample`)
      addVariant(group, fence)
    } else if (isLanguage(kind) || file !== undefined) {
      const main = { kind: isLanguage(kind) ? kind : 'sh', line, text, expected: [] } as const
      groups.push({ main: { ...main, expected: [], ...(file === undefined ? {} : { file }) }, variants: new Map() })
    } else if (isExpectedKind(kind)) {
      if (group === undefined) throw new Error(`line ${line}: an answer without a sample`)
      group.main.expected.push({ kind, line, text })
    } else if (kind !== '' && kind !== shown) {
      throw new Error(`line ${line}: nothing checks a fence of ${kind}`)
    }
  }
  return groups
}

function addVariant({ variants }: Group, { language, line, text }: Fence): void {
  if (isSdkLanguage(language)) variants.set(language, { kind: language, line, text, expected: [] })
  else if (isExpectedKind(language)) [...variants.values()].at(-1)?.expected.push({ kind: language, line, text })
  else throw new Error(`line ${line}: nothing checks a variant in ${language}`)
}

/** A client shows the content of an answer without its envelope and headers. */
function forVariant(expected: readonly Expected[]): Expected[] {
  const [headers] = expected
  const content = expected.filter(({ kind }) => kind !== 'http')
  if (headers !== undefined && content.length === 0)
    throw new Error(`line ${headers.line}: a client prints no headers; show what each variant prints`)
  return content.map((one) => ({ ...one, kind: one.kind === 'json' ? 'values' : one.kind }))
}

const isSdkLanguage = (kind: string): kind is SdkLanguage => sdkLanguages.some((known) => known === kind)
const isLanguage = (kind: string): kind is Language => kind === 'sh' || isSdkLanguage(kind)
const isExpectedKind = (kind: string): kind is 'json' | 'http' | 'text' => expectedKinds.some((known) => known === kind)
