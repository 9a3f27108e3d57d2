import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./contract.js";
import { LicensingProblem, LicensingSignInError, problemOf } from "./problem.js";
import { retrying, type RetryOptions } from "./retry.js";
import { AccessTokens, type SignInOptions } from "./tokens.js";
import { keyed } from "./keyed.js";

export type { components, paths };
export { LicensingProblem, LicensingSignInError };
export type { ProblemCode, ProblemError } from "./problem.js";

/** Types by their names in the document, for example Schema<"LicenceSaid">. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

export interface LicensingOptions extends SignInOptions, RetryOptions {
  /** Where the service is, for example https://licensing.example.gov. */
  baseUrl: string;
  /** What sends a request; the platform's fetch if left out. */
  fetch?: (request: Request) => Promise<Response>;
}

export type Licensing = Client<paths>;

/** A client of the service, typed by its document: openapi-fetch, which signs in, tries again where that is safe, and gives each
 *  creation a key of its own. */
export function connect(options: LicensingOptions): Licensing {
  const send = options.fetch ?? ((request: Request) => fetch(request));
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const tokens = new AccessTokens(baseUrl, options, send);
  const client = createClient<paths>({ baseUrl, fetch: retrying(tokens, options, send) });
  client.use({
    onRequest({ request, schemaPath }) {
      if (keyed.has(`${request.method} ${schemaPath}`) && !request.headers.has("Idempotency-Key"))
        request.headers.set("Idempotency-Key", crypto.randomUUID());
      return request;
    },
  });
  return client;
}

/** What openapi-fetch answers with. */
export interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What the service answered, or a LicensingProblem where it refused. */
export async function orThrow<T>(answer: Promise<Answer<T>>): Promise<T> {
  return (await orThrowWithVersion(answer)).data;
}

/** The same, with the ETag: what a change of the thing takes as If-Match. */
export async function orThrowWithVersion<T>(answer: Promise<Answer<T>>): Promise<{ data: T; etag: string }> {
  const { data, error, response } = await answer;
  if (!response.ok)
    throw problemOf(error, response);
  return { data: data as T, etag: response.headers.get("ETag") ?? "" };
}

/** Every item of every page, each page asked for when it is needed: all(cursor => licensing.GET("/v1/agencies", { params: { query: { cursor } } })). */
export async function* all<T>(page: (cursor?: string) => Promise<Answer<{ items: T[]; next?: string | null }>>): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const { items, next } = await orThrow(page(cursor));
    yield* items;
    cursor = next ?? undefined;
  } while (cursor !== undefined);
}

/** Each line of an NDJSON answer as it comes; ask with parseAs: "stream". */
export async function* lines<T>(answer: Promise<Answer<unknown>>): AsyncGenerator<T, void, undefined> {
  const { error, response } = await answer;
  if (!response.ok)
    throw problemOf(error, response);
  let rest = "";
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + text).split("\n");
    rest = parts.pop()!;
    for (const line of parts)
      if (line.trim() !== "")
        yield JSON.parse(line) as T;
  }
  if (rest.trim() !== "")
    yield JSON.parse(rest) as T;
}
