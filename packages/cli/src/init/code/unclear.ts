/** What a file means cannot be told from its text alone; the message ends the sentence "… was left alone, because". */
export class Unclear extends Error {
  override readonly name = 'Unclear'
}
