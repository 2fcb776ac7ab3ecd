/** Where the compiled modules of the page's script are, for whoever reads them: rendering reads nothing. */
export const PAGE_MODULES = new URL('../page/', import.meta.url)
