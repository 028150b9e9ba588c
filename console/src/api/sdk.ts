// The only way to the API. From its sources: its package is there only once it is built.
export * from '../../../sdks/js/src/index.ts'
