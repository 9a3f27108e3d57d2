// A portal that shows whether an agency is licensed: docs/integrating.md. It asks nothing that needs a sign-in.
import { readFile, writeFile } from "node:fs/promises";
// #region connect
import { connect, lines, LicensingProblem, orThrow, type Schema } from "licensing-client";

const licensing = connect({ baseUrl: process.env.LICENSING_URL! });
// #endregion

// #region status
/** What the portal shows beside an agency's name: asked now, because a suspension holds from the moment it is recorded. */
export async function statusOf(number: string): Promise<string> {
  try {
    const said = await orThrow(licensing.GET("/v1/register/verify", { params: { query: { number } } }));
    // The sentence says why not, since when, and of which day it is true. That there is no such licence is an answer too.
    return `${said.licensed ? "LICENSED" : "NOT LICENSED"}: ${said.sentence}`;
  } catch (refused) {
    if (refused instanceof LicensingProblem && refused.code === "licence.number-ambiguous")
      return "Two licences differ only in strokes and blanks: type the number exactly as printed.";
    // Not known is not licensed: the portal never shows an old answer as if it were today's.
    return "NOT KNOWN: the register cannot be asked at the moment.";
  }
}
// #endregion

// #region copy
type Entry = Schema<"RegisterEntry">;

/** A copy of the register for lists and searches; the one thing that is shown as true today is asked for by statusOf. */
export interface Copy { etag: string; entries: Record<string, Entry> }

/** @returns the same copy while nothing has changed: the service then sends no register, only 304. */
export async function refresh(copy: Copy): Promise<Copy> {
  const asked = licensing.GET("/v1/register/export", {
    parseAs: "stream",
    headers: { Accept: "application/x-ndjson", ...(copy.etag && { "If-None-Match": copy.etag }) },
  });
  const { response } = await asked;
  if (response.status === 304)
    return copy;
  const entries: Record<string, Entry> = {};
  for await (const entry of lines<Entry>(asked))
    entries[entry.id] = entry;
  return { etag: response.headers.get("ETag") ?? "", entries };
}
// #endregion

// #region changes
type Told = Schema<"ChangeEvent">;

/** A copy that follows what changes. The cursor is that of the last event that was taken in: kept with the copy, or not at all. */
export interface Followed { cursor?: string; entries: Record<string, Entry> }

/** Takes in what has changed since. The first time everything comes; a reader that died goes on behind its cursor. */
export async function follow(copy: Followed): Promise<Followed> {
  for (;;) {
    const asked = licensing.GET("/v1/changes", { parseAs: "stream", params: { query: { kind: "register-entry", ...(copy.cursor && { after: copy.cursor }) } } });
    const { response } = await asked;
    if (response.status === 410) {
      // Away for too long: what was deleted meanwhile cannot be told any more, so the copy begins anew.
      copy = { entries: {} };
      continue;
    }
    for await (const told of lines<Told>(asked)) {
      if (told.data === null)
        delete copy.entries[told.subject];
      else
        copy.entries[told.subject] = told.data as Entry;
      copy.cursor = told.cursor;
    }
    if (response.headers.has("Retry-After"))
      return copy;
  }
}
// #endregion

const [what, number] = process.argv.slice(2);
if (what === "status") {
  console.log(await statusOf(number!));
} else if (what === "refresh") {
  const file = process.env.PORTAL_COPY!;
  const before: Copy = await readFile(file, "utf8").then(JSON.parse, () => ({ etag: "", entries: {} }));
  const after = await refresh(before);
  await writeFile(file, JSON.stringify(after));
  const entries = Object.values(after.entries);
  console.log(`${after === before ? "304, unchanged" : "200, a new copy"}: ${entries.length} agencies, ${entries.filter((e) => e.licensed).length} of them licensed`);
}
if (what === "follow") {
  const file = process.env.PORTAL_COPY! + ".followed";
  const copy = await follow(await readFile(file, "utf8").then(JSON.parse, () => ({ entries: {} })));
  await writeFile(file, JSON.stringify(copy));
  const licence = Object.values(copy.entries).flatMap((e) => e.licences).find((l) => l.number === number);
  console.log(`the copy says of ${number}: ${licence?.state}`);
}
