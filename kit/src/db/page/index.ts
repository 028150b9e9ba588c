export type { PageField, PageSource } from './page-source.ts'
export { type Page, pagesOf, selectPage } from './select-page.ts'
