// Starts one PLC directory and one PDS on free ports of this machine and prints their addresses as one
// line of JSON. Runs until its standard input closes, so that it never outlives the test that started it.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const folder = process.argv[2] ?? process.cwd()
const require = createRequire(pathToFileURL(folder + '/package.json'))
const { TestNetworkNoAppView } = require('@atproto/dev-env')

const network = await TestNetworkNoAppView.create({})
console.log(JSON.stringify({ plc: network.plc.url, pds: network.pds.url }))

process.stdin.resume()
process.stdin.on('end', async () => {
  await network.close()
  process.exit(0)
})
