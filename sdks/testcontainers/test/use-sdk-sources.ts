import { registerHooks } from 'node:module'

/** Imports of the SDK find its sources: the package names what `npm run build` makes. */
export function useSdkSources(): void {
  const sources: Readonly<Record<string, string>> = {
    '@core-php/sdk': '../../js/src/index.ts',
    '@core-php/sdk/webhooks': '../../js/src/webhooks.ts',
  }
  registerHooks({
    resolve(specifier, context, next) {
      const source = sources[specifier]
      return next(source === undefined ? specifier : new URL(source, import.meta.url).href, context)
    },
  })
}
