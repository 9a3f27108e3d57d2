import assert from "node:assert/strict";
import { test } from "node:test";
import { all, connect, lines, LicensingProblem, LicensingSignInError, orThrow, orThrowWithVersion, type LicensingOptions, type Schema } from "licensing-client";

const baseUrl = need("LICENSING_URL"), clientId = need("LICENSING_CLIENT_ID"), clientSecret = need("LICENSING_CLIENT_SECRET");
const agencyId = need("LICENSING_AGENCY_ID");

/** What went over the wire, and what happens to it there: told the number of the request, from 1. */
function wire(before: (number: number, request: Request) => Response | undefined = () => undefined, after: (number: number, answer: Response) => Response = (_, answer) => answer) {
  const sent: { call: string; key: string | null; token: string | null }[] = [], waits: number[] = [];
  const options: LicensingOptions = {
    baseUrl,
    wait: async (seconds) => { waits.push(seconds); },
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const number = sent.push({ call: `${request.method} ${pathname}${search}`, key: request.headers.get("Idempotency-Key"), token: request.headers.get("Authorization") });
      return before(number, request) ?? after(number, await fetch(request));
    },
  };
  return { sent, waits, options, calls: () => sent.map((s) => s.call) };
}

const signedIn = { clientId, clientSecret };
const newAgency = () => ({ body: { name: `Sample Agency ${crypto.randomUUID()}`, country: "NP", from: "2024-01-01" } });
const busy = (status: number, seconds: number) => problem(status, status === 429 ? "rate.exceeded" : "busy", seconds);

function problem(status: number, code: string, seconds: number): Response {
  return Response.json({ type: `urn:licensing:problem:${code}`, title: "Wait.", status, detail: "Wait.", code }, { status, headers: { "Content-Type": "application/problem+json", "Retry-After": String(seconds) } });
}

test("the public asks without signing in", async () => {
  const { sent, options } = wire();
  const agency = await orThrow(connect(options).GET("/v1/agencies/{agencyId}", { params: { path: { agencyId } } }));
  assert.equal(agency.id, agencyId);
  assert.deepEqual(sent.map((s) => s.token), [null]);
});

test("a refusal is a problem with a code, and says how to mend it", async () => {
  const licensing = connect({ ...wire().options, ...signedIn });
  await assert.rejects(orThrow(licensing.POST("/v1/agencies", { body: { name: "", country: "Nepal", from: "2024-01-01" } })), (refused) => {
    assert.ok(refused instanceof LicensingProblem);
    assert.deepEqual([refused.code, refused.status, refused.errors.map((e) => e.at)], ["request.invalid", 400, ["/name", "/country"]]);
    assert.match(refused.traceId!, /^[0-9a-f]{32}$/);
    return true;
  });
});

test("what is no problem of the service has no code", async () => {
  const { options } = wire(() => new Response("<html>Bad gateway</html>", { status: 502, headers: { "Content-Type": "text/html" } }));
  await assert.rejects(orThrow(connect(options).GET("/v1/agencies")), (refused) => refused instanceof LicensingProblem && refused.code === "" && refused.status === 502);
});

test("a change takes the version that was read", async () => {
  const licensing = connect({ ...wire().options, ...signedIn });
  const { id } = await orThrow(licensing.POST("/v1/agencies", newAgency()));
  const { etag } = await orThrowWithVersion(licensing.GET("/v1/agencies/{agencyId}", { params: { path: { agencyId: id } } }));
  const move = (to: string) => licensing.POST("/v1/agencies/{agencyId}/facts", {
    params: { path: { agencyId: id }, header: { "If-Match": etag } }, body: { kind: "address", value: to, from: "2025-01-01" },
  });
  await orThrow(move("Kathmandu"));
  await assert.rejects(orThrow(move("Patan")), (refused) => refused instanceof LicensingProblem && refused.code === "version.stale");
});

test("many calls at once ask for one token", async () => {
  const { options, calls } = wire();
  const licensing = connect({ ...options, ...signedIn });
  await Promise.all(Array.from({ length: 10 }, () => orThrow(licensing.GET("/v1/access/caller"))));
  assert.equal(calls().filter((c) => c === "POST /connect/token").length, 1);
});

test("a token is renewed half a minute before it ends", async () => {
  let now = 0;
  const { options, calls } = wire();
  const licensing = connect({ ...options, ...signedIn, now: () => now });
  const tokens = async () => (await orThrow(licensing.GET("/v1/access/caller")), calls().filter((c) => c === "POST /connect/token").length);
  assert.equal(await tokens(), 1);
  now = (3600 - 31) * 1000;
  assert.equal(await tokens(), 1);
  now = (3600 - 30) * 1000;
  assert.equal(await tokens(), 2);
});

test("a token that the service no longer takes is renewed once", async () => {
  const { options, calls } = wire((number) => (number === 2 ? problem(401, "token.invalid", 0) : undefined));
  await orThrow(connect({ ...options, ...signedIn }).GET("/v1/access/caller"));
  assert.deepEqual(calls(), ["POST /connect/token", "GET /v1/access/caller", "POST /connect/token", "GET /v1/access/caller"]);
});

test("a wrong secret is told as such and not tried again", async () => {
  const { options, sent } = wire();
  await assert.rejects(orThrow(connect({ ...options, clientId, clientSecret: "wrong" }).GET("/v1/access/caller")), (refused) => refused instanceof LicensingSignInError && refused.error === "invalid_client");
  assert.equal(sent.length, 1);
});

for (const [status, seconds] of [[429, 7], [503, 12]] as const)
  test(`a service that answers ${status} is asked again after the seconds that it names`, async () => {
    const { options, sent, waits } = wire((number) => (number <= 2 ? busy(status, seconds) : undefined));
    await orThrow(connect(options).GET("/v1/agencies"));
    assert.deepEqual([sent.length, waits], [3, [seconds, seconds]]);
  });

test("it gives up in the end, and waits for no longer than it is willing to", async () => {
  const always = wire(() => busy(503, 3)), hour = wire(() => busy(429, 3600));
  await assert.rejects(orThrow(connect(always.options).GET("/v1/agencies")), (refused) => refused instanceof LicensingProblem && refused.code === "busy" && refused.retryAfter === 3);
  await assert.rejects(orThrow(connect(hour.options).GET("/v1/agencies")), LicensingProblem);
  assert.deepEqual([always.sent.length, hour.sent.length], [5, 1]);
});

test("a lost answer is asked for again with the same key, and the thing is done once", async () => {
  const { options, sent } = wire(undefined, (number, answer) => {
    if (number === 2)
      throw new TypeError("cut off");
    return answer;
  });
  const asked = newAgency();
  const { data, response } = await connect({ ...options, ...signedIn }).POST("/v1/agencies", asked);
  assert.equal(response.headers.get("Idempotency-Replayed"), "true");
  const keys = sent.filter((s) => s.call === "POST /v1/agencies").map((s) => s.key);
  assert.deepEqual([keys.length, new Set(keys).size], [2, 1]);
  const { items } = await orThrow(connect(wire().options).GET("/v1/agencies", { params: { query: { name: asked.body.name } } }));
  assert.deepEqual(items.map((i) => i.id), [data!.id]);
});

test("what has no key is sent once", async () => {
  const { options, sent } = wire((number) => (number === 2 ? busy(503, 1) : undefined));
  await assert.rejects(orThrow(connect({ ...options, ...signedIn }).POST("/v1/applications/{applicationId}/alerts", { params: { path: { applicationId: "ap_0000000000000000" } } })), LicensingProblem);
  assert.equal(sent.length, 2);
});

test("every item of a list comes once, and every page is asked for when it is needed", async () => {
  const licensing = connect({ ...wire().options, ...signedIn });
  const name = `Paged${crypto.randomUUID()}`;
  for (let i = 0; i < 5; i++)
    await orThrow(licensing.POST("/v1/agencies", { body: { name: `${name} ${i}`, country: "NP", from: "2024-01-01" } }));
  const { options, sent } = wire();
  const seen = new Set<string>();
  for await (const agency of all((cursor) => connect(options).GET("/v1/agencies", { params: { query: { name, limit: 2, cursor } } }))) {
    assert.equal(sent.length, Math.floor(seen.size / 2) + 1);
    seen.add(agency.id);
  }
  assert.deepEqual([seen.size, sent.length], [5, 3]);
});

test("the register comes line by line, and 304 while nothing has changed", async () => {
  const licensing = connect(wire().options);
  const ask = (etag?: string) => licensing.GET("/v1/register/export", { parseAs: "stream", headers: { Accept: "application/x-ndjson", ...(etag && { "If-None-Match": etag }) } });
  const answer = ask();
  const ids = new Set<string>();
  for await (const entry of lines<Schema<"RegisterEntry">>(answer))
    ids.add(entry.id);
  assert.ok(ids.has(agencyId));
  assert.equal((await ask((await answer).response.headers.get("ETag")!)).response.status, 304);
});

function need(name: string): string {
  const value = process.env[name];
  assert.ok(value, `Set ${name}: the tests run against a service.`);
  return value;
}
