export type { PageField, PageSource } from './page-source.ts'
export { type Page, selectPage } from './select-page.ts'
