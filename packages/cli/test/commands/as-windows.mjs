// Has all that is loaded afterwards take this machine for Windows, as far as `process.platform` tells.
Object.defineProperty(process, 'platform', { value: 'win32' })
