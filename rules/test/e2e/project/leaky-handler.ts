import express, { type Request, type Response } from 'express'
import { Pool } from 'pg'

export const app = express()

app.get('/users', async (_: Request, response: Response) => {
  const pool = new Pool() // flagged: no-engine-per-request
  try {
    const { rows } = await pool.query('select * from users')
    response.json(rows)
  } finally {
    await pool.end()
  }
})
