import { expect, test } from 'vitest'
import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import plugin from '../src/index.ts'

const CASES: readonly Repaired[] = [
  [
    'a repair ends in a semicolon where its neighbour does, and leaves the comment of that line alone',
    'test/pool.test.ts',
    `import { test } from 'vitest';
import { Pool } from 'pg';
test('a', async () => {
  const pool = new Pool(); // the pool
  (await pool.query('')).rows;
});`,
    `import { test, onTestFinished } from 'vitest';
import { Pool } from 'pg';
test('a', async () => {
  const pool = new Pool(); // the pool
  onTestFinished(() => pool.end());
  (await pool.query('')).rows;
});`,
  ],
  [
    'a repair on a line with other statements ends before them',
    'test/pool.test.ts',
    `import { test } from 'vitest'
import { Pool } from 'pg'
test('a', async () => { const pool = new Pool(); await pool.query('') })`,
    `import { test, onTestFinished } from 'vitest'
import { Pool } from 'pg'
test('a', async () => { const pool = new Pool();
onTestFinished(() => pool.end()); await pool.query('') })`,
  ],
  [
    'an added hook does not swallow a line that begins with a bracket',
    'test/pool.test.js',
    `const { Pool } = require('pg');
let pool;
beforeEach(async () => {
  pool = new Pool();
  await pool.query('');
});
[1, 2].forEach((n) => it('a' + n, () => {}));`,
    `const { Pool } = require('pg');
let pool;
beforeEach(async () => {
  pool = new Pool();
  await pool.query('');
});

afterEach(() => pool.end());
[1, 2].forEach((n) => it('a' + n, () => {}));`,
  ],
  [
    'a function that releases is called as that which acquired',
    'test/read.test.ts',
    `import fs from 'node:fs'
import { test } from 'vitest'
test('a', () => {
  const fd = fs.openSync('a')
  fs.readSync(fd, Buffer.alloc(1))
})`,
    `import fs from 'node:fs'
import { test, onTestFinished } from 'vitest'
test('a', () => {
  const fd = fs.openSync('a')
  onTestFinished(() => { fs.closeSync(fd) })
  fs.readSync(fd, Buffer.alloc(1))
})`,
  ],
  [
    'a function that releases is imported beside that which acquired',
    'test/read.test.ts',
    `import { openSync, readSync } from 'node:fs'
import { test } from 'vitest'
test('a', () => {
  const fd = openSync('a')
  readSync(fd, Buffer.alloc(1))
})`,
    `import { openSync, closeSync, readSync } from 'node:fs'
import { test, onTestFinished } from 'vitest'
test('a', () => {
  const fd = openSync('a')
  onTestFinished(() => { closeSync(fd) })
  readSync(fd, Buffer.alloc(1))
})`,
  ],
  [
    'what is moved to module level goes before the decorators of its class',
    'src/users.ts',
    `import { Controller, Get } from '@nestjs/common'
import { PrismaClient } from '@prisma/client'

/** The users. */
@Controller('users')
export class Users {
  @Get()
  async all() {
    const prisma = new PrismaClient()
    return prisma.user.findMany()
  }
}`,
    `import { Controller, Get } from '@nestjs/common'
import { PrismaClient } from '@prisma/client'

const prisma = new PrismaClient()

/** The users. */
@Controller('users')
export class Users {
  @Get()
  async all() {
    return prisma.user.findMany()
  }
}`,
  ],
  [
    'the lines of a template that is moved stay as they are',
    'src/mail.ts',
    `import { S3Client } from '@aws-sdk/client-s3'
export const handler = async (event) => {
  const s3 = new S3Client({ customUserAgent: \`a
  b\` })
  return s3.send(event)
}`,
    `import { S3Client } from '@aws-sdk/client-s3'
const s3 = new S3Client({ customUserAgent: \`a
  b\` })

export const handler = async (event) => {
  return s3.send(event)
}`,
  ],
]

type Repaired = readonly [shows: string, filename: string, code: string, repaired: string]

test.each(CASES)('%s', (_shows, filename, code, repaired) => {
  const config: Linter.Config = {
    ...(plugin.configs.recommended as Linter.Config),
    files: ['**/*.{js,ts}'],
    languageOptions: { parser: tseslint.parser },
  }
  const found = new Linter().verify(code, config, { filename })
  const [suggestion] = found.flatMap(({ suggestions = [] }) => suggestions)
  const { range: [start, end] = [0, 0], text } = suggestion?.fix ?? {}
  expect(code.slice(0, start) + String(text) + code.slice(end)).toBe(repaired)
})
