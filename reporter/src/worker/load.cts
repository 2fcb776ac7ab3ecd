/**
 * Imports a module into the main context with Node's own loader. Vitest runs set-up files through Vite, and
 * in a context of their own in the vm pools; what observes the process must stand outside of both.
 */
module.exports = (specifier: string): Promise<unknown> => import(specifier)
