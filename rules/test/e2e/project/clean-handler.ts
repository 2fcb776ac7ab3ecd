import express, { type Request, type Response } from 'express'
import { Pool } from 'pg'

export const app = express()
const pool = new Pool()

app.get('/users', async (_: Request, response: Response) => {
  const { rows } = await pool.query('select * from users')
  response.json(rows)
})
