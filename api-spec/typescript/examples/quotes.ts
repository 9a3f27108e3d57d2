// A page for workers that shows what a job abroad may cost: docs/integrating.md. No sign-in, no name.
// #region connect
import { connect, orThrow, type Schema } from "licensing-client";

const licensing = connect({ baseUrl: process.env.LICENSING_URL! });
// #endregion

// #region words
/** What a reader sees of one cost. There are three answers and not two: a limit that nobody knows is no permission. */
function inWords(line: Schema<"FeeQuoteLineView">): string {
  switch (line.word) {
    case "not-allowed":
      return "You may not be charged anything for it.";
    case "at-most":
      return `At most ${money(line.atMost!)}, and nothing more.`;
    default:
      // "open", and any word that a newer service may add: silence is never shown as allowed.
      return "No limit is known. That does not make it allowed: ask the ministry before you pay.";
  }
}

const money = ({ amountMinor, currency }: Schema<"Money">) => {
  const format = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "code" });
  return format.format(amountMinor / 10 ** format.resolvedOptions().maximumFractionDigits!).replace("\u00a0", " ");
};
// #endregion

// #region quote
/** The quote as the page shows it: each cost that it has room for, with the law behind the answer, and how many costs nobody knows a limit of. */
export async function quote(question: { origin: string; destination: string; occupation?: string; months?: number; on?: string }, costs: string[]): Promise<string[]> {
  const said = await orThrow(licensing.GET("/v1/fee-quotes", { params: { query: question }, headers: { "Accept-Language": "en" } }));
  // What a worker pays an agency of his own country.
  const lines = said.lines.filter((line) => line.paidTo.includes("agency"));
  return [
    ...lines.filter((line) => costs.includes(line.category)).flatMap((line) => [
      `${line.category}: ${inWords(line)}`,
      ...line.limits.filter((limit) => limit.word === line.word && limit.source).map((limit) => `    ${limit.sentence}`),
    ]),
    `Of ${lines.length} costs ${lines.filter((line) => line.word !== "not-allowed" && line.word !== "at-most").length} have no known limit.`,
    ...said.allIn.sentences,
  ];
}
// #endregion

// #region check
/** What an agency has asked of the reader, cost by cost. */
export async function check(body: Schema<"CheckFeesRequest">): Promise<string[]> {
  const said = await orThrow(licensing.POST("/v1/fee-quotes/checks", { body, headers: { "Accept-Language": "en" } }));
  return [
    ...said.items.map((item) => `${money(item.amount)} for ${item.category}: ${{ allowed: "allowed", "not-allowed": "NOT ALLOWED", open: "NOT KNOWN" }[item.word] ?? "NOT KNOWN"}. ${item.sentences.join(" ")}`),
    ...(said.complaintsAt ? [`Complaints: ${said.complaintsAt}`] : []),
  ];
}
// #endregion

const costs = ["recruitment-fee.service", "travel.international", "administrative.visa", "medical.examination", "training.pre-departure"];
const question = JSON.parse(process.argv[3]!);
for (const line of await (process.argv[2] === "check" ? check(question) : quote(question, costs)))
  console.log(line);
