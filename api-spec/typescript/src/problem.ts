import type { components } from "./contract.js";

type Problem = components["schemas"]["Problem"];

/** The codes that the service knew when this client was made; a newer one may answer with others. */
export type ProblemCode = Problem["code"] | (string & {});
export type ProblemError = NonNullable<Problem["errors"]>[number];

/** The service refused (RFC 9457). */
export class LicensingProblem extends Error {
  override readonly name = "LicensingProblem";

  constructor(
    /** Stable; what a program looks at. Empty where the answer was no problem of the service, for example a proxy's. */
    readonly code: ProblemCode,
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    /** Everything that is wrong with the request, where more is known than the code. */
    readonly errors: readonly ProblemError[],
    /** Leads the operator to the log lines of the request. */
    readonly traceId: string | undefined,
    /** Seconds after which the service wants to be asked again. */
    readonly retryAfter: number | undefined,
  ) {
    super([status, code, title, detail].filter((part) => part !== "").join(" ") + errors.map((e) => `\n${e.at}: ${e.detail} (${e.code}) ${e.mend ?? ""}`).join(""));
  }
}

/** No token was given for the client's name and secret. */
export class LicensingSignInError extends Error {
  override readonly name = "LicensingSignInError";

  constructor(readonly error: string, description: string | undefined) {
    super(`The sign-in failed: ${error}. ${description ?? ""}`);
  }
}

export function problemOf(error: unknown, response: Response): LicensingProblem {
  const told = (typeof error === "object" && error !== null ? error : {}) as Partial<Problem>;
  return new LicensingProblem(told.code ?? "", response.status, told.title ?? response.statusText, told.detail ?? "", told.errors ?? [],
    told.traceId ?? response.headers.get("X-Request-Id") ?? undefined, retryAfterOf(response));
}

/** Seconds, of either form of Retry-After. */
export function retryAfterOf(response: Response): number | undefined {
  const told = response.headers.get("Retry-After");
  if (told === null)
    return undefined;
  const seconds = /^\d+$/.test(told) ? Number(told) : (Date.parse(told) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
