import { retryAfterOf } from "./problem.js";
import type { AccessTokens } from "./tokens.js";

export interface RetryOptions {
  /** How often a call that may be repeated is repeated at most; 4 if left out. */
  mostRetries?: number;
  /** A service that asks for more patience than this is not waited for; 60 seconds if left out. */
  longestWaitSeconds?: number;
  /** Of one attempt; 100 seconds if left out. The signal of the call ends all attempts. */
  timeoutSeconds?: number;
  /** Waits; a test puts in its own. */
  wait?: (seconds: number) => Promise<void>;
}

/** Sends a request, signs in for it, and sends it again where the service is busy or the answer was lost, if it changes nothing, or carries a key by
 *  which the service does it once. With If-Match alone only where the service said that it did not do it. */
export function retrying(tokens: AccessTokens, options: RetryOptions, send: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
  const most = options.mostRetries ?? 4, longest = options.longestWaitSeconds ?? 60;
  const wait = options.wait ?? ((seconds: number) => new Promise<void>((done) => setTimeout(done, seconds * 1000)));

  return async (request) => {
    const isKeyed = request.headers.has("Idempotency-Key");
    const isSafe = request.method === "GET" || request.method === "HEAD" || isKeyed;
    for (let attempt = 0; ; attempt++) {
      const backoff = Math.min(longest, 2 ** attempt * (0.75 + Math.random() / 2));
      let answer: Response;
      // False while nothing was sent, or what was sent was turned away.
      let mayBeDone = false;
      try {
        const token = await tokens.get();
        if (token instanceof Response) {
          answer = token;
        } else {
          mayBeDone = true;
          answer = await sendOnce(request, token);
          if (answer.status === 401 && token !== undefined) {
            mayBeDone = false;
            tokens.forget(token);
            const renewed = await tokens.get();
            if (renewed instanceof Response) {
              answer = renewed;
            } else {
              mayBeDone = true;
              answer = await sendOnce(request, renewed);
            }
          }
        }
      } catch (lost) {
        if (attempt >= most || request.signal.aborted || (mayBeDone && !isSafe) || !isLost(lost))
          throw lost;
        await wait(backoff);
        continue;
      }
      const seconds = retryAfterOf(answer) ?? backoff;
      if (attempt >= most || seconds > longest || request.signal.aborted || !(await isToBeRepeated(answer, mayBeDone)))
        return answer;
      await answer.body?.cancel();
      await wait(seconds);
    }

    async function sendOnce(original: Request, token: string | undefined): Promise<Response> {
      const one = new Request(original.clone(), { signal: AbortSignal.any([original.signal, AbortSignal.timeout((options.timeoutSeconds ?? 100) * 1000)]) });
      if (token !== undefined)
        one.headers.set("Authorization", `Bearer ${token}`);
      const answer = await send(one);
      // Read whole here, so that an answer that is cut off counts as lost. Lines and files are left to come as they come.
      if (!(answer.headers.get("Content-Type") ?? "").includes("json") || (answer.headers.get("Content-Type") ?? "").includes("ndjson") || answer.headers.has("Content-Disposition"))
        return answer;
      return new Response(await answer.arrayBuffer(), { status: answer.status, statusText: answer.statusText, headers: answer.headers });
    }

    async function isToBeRepeated(answer: Response, mayBeDone: boolean): Promise<boolean> {
      if (answer.status === 429 || answer.status === 503)
        return !mayBeDone || isSafe || request.headers.has("If-Match");
      // The attempt before it is still being worked on.
      return answer.status === 409 && isKeyed && ((await answer.clone().json().catch(() => ({}))) as { code?: string }).code === "idempotency-key.running";
    }
  };
}

/** fetch tells a broken connection by a TypeError, and an attempt that took too long by a TimeoutError. */
function isLost(failure: unknown): boolean {
  return failure instanceof TypeError || (failure instanceof DOMException && failure.name === "TimeoutError");
}
