// Verifies requests as they came, one JSON object a line on standard input: { secret, now, headers, body (base64) }.
// Writes one line for each: "ok TYPE", or "refused REASON".
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, now, headers, body } = JSON.parse(line);
  // The clock of the service stands still in tests; the package asks this one.
  Date.now = () => now * 1000;
  try {
    const event = new Webhook(secret).verify(Buffer.from(body, 'base64').toString('utf8'), headers);
    console.log(`ok ${event.type}`);
  } catch (e) {
    console.log(`refused ${e.message}`);
  }
}
