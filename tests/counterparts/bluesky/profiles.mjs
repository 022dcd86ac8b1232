// Serves app.bsky.actor.getProfile on a free port of this machine, with question and answer checked by the
// published lexicons, and prints its address as one line of JSON. Runs until its standard input closes.
import { createRequire } from 'node:module'
import { createServer } from 'node:http'

const require = createRequire(`${process.argv[2]}/node_modules/@atproto/pds/package.json`)
const xrpc = require('@atproto/xrpc-server')
const { lexicons } = createRequire(`${process.argv[2]}/package.json`)('@atproto/api')
const express = createRequire(require.resolve('@atproto/xrpc-server'))('express')

const server = xrpc.createServer([...lexicons], { validateResponse: true })
server.method('app.bsky.actor.getProfile', ({ params }) => {
  if (params.actor !== 'surete.test') throw new xrpc.InvalidRequestError('Profile not found')
  return {
    encoding: 'application/json',
    body: {
      did: 'did:plc:z72i7hdynmk6r22z27h6tvur', handle: 'surete.test', followersCount: 1850, followsCount: 9, postsCount: 412,
    },
  }
})
const app = express()
app.use(server.router)
const listening = createServer(app).listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ address: `http://127.0.0.1:${listening.address().port}` }))
})
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
