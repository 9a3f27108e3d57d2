using System.Text.Json.Serialization;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.FeeQuotes;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Agreements;
using Licensing.Rules.FeeCaps;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Findings;

public sealed record ReadLawVerdictsRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string DisclosureId { get; init; } = "";
}

/// <summary>What each law says of the newest version of a disclosure as a whole, kept apart, and which of them decides.</summary>
/// <param name="JudgedAt">Null: it waits to be judged, and no law has spoken yet.</param>
/// <param name="Agree">No two laws that settle the matter settle it otherwise.</param>
/// <param name="Deciding">The strictest, unless the ministry has set an order (precedence): then the first law in it that settles the matter.</param>
/// <param name="Precedence">The ministry's order; empty: the strictest decides.</param>
/// <param name="Clauses">The clauses of agreements in force here that a contract keeps or breaks, with what is not reported.</param>
public sealed record LawVerdictsView(
    string DisclosureId, int Number, DateTime? JudgedAt, bool Agree, LawVerdictView Deciding, IReadOnlyList<LawSide> Precedence, IReadOnlyList<LawVerdictView> Laws,
    IReadOnlyList<ClauseVerdictView> Clauses, [property: JsonIgnore] ReadReceipt Receipt);

/// <param name="Word">undetermined: the law is silent, or a fact or date is open.</param>
/// <param name="Provisions">Those that say so; empty where the law is silent.</param>
public sealed record LawVerdictView(LawSide Law, ClauseWord Word, IReadOnlyList<string> Provisions)
{
    public static LawVerdictView Of(LawVerdict v) => new(v.Law, v.Word, v.Provisions);
}

/// <param name="Because">Why undetermined, a code of docs/rules/judgements.md; the fact that is not reported behind a colon.</param>
/// <param name="Enforcement">Whether a breach settles anything.</param>
public sealed record ClauseVerdictView(string Agreement, string Clause, string Says, ClauseWord Word, string? Because, Enforcement Enforcement);

/// <summary>Shows, for one disclosure, the verdict of each law apart and the one that decides, with the clauses of agreements that are checks.</summary>
/// <remarks>Officers only, like judgements.</remarks>
public sealed class ReadLawVerdicts(LicensingDb db, QuoteBasis law, Caller caller, ReadRegister reads, Ministry ministry, TimeProvider clock)
    : Endpoint<ReadLawVerdictsRequest, Results<Ok<LawVerdictsView>, Problem>>
{
    public override void Configure()
    {
        Get("disclosures/{DisclosureId}/verdicts");
        Permissions(Permission.ReadJudgements);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Ok<LawVerdictsView>, Problem>> ExecuteAsync(ReadLawVerdictsRequest r, CancellationToken ct)
    {
        var disclosure = await db.Disclosures.AsNoTracking().VisibleTo(caller).Include(d => d.Placement).ThenInclude(p => p.Agency)
            .SingleOrDefaultAsync(d => d.PublicId == r.DisclosureId, ct);
        if (disclosure is null)
            return new Problem(ProblemCode.NotFound);
        var version = await db.DisclosureVersions.AsNoTracking().SingleAsync(v => v.DisclosureId == disclosure.Id && v.IsCurrent, ct);
        var judgements = (await db.Judgements.AsNoTracking().Where(j => j.DisclosureVersionId == version.Id).ToListAsync(ct)).ConvertAll(j => j.Read());
        var under = (await law.JudgingAsync(db, ct)).On(disclosure.Placement.HappenedOn);
        var terms = new OfferedTerms(version.ReadReported().ToFacts(version.ReadWorker(), disclosure.Placement.Agency.Country, null, ministry.Today(clock)));
        var clauses = law.AgreementsOf(await law.LawAsync(db, ct)).SelectMany(a => ClauseChecks.Of(a, terms, under.Context).Select(v => (Agreement: a.Name, Verdict: v))).ToList();
        var verdicts = LawVerdicts.Of(judgements, clauses.ConvertAll(c => c.Verdict), under.Precedence);
        var receipt = await reads.RecordAsync(disclosure.Placement.WorkerId, disclosure.PublicId, ct);
        return TypedResults.Ok(new LawVerdictsView(
            disclosure.PublicId, version.Number, version.JudgedAt, verdicts.Agree, LawVerdictView.Of(verdicts.Deciding), under.Precedence.Order,
            [.. verdicts.Laws.Select(LawVerdictView.Of)],
            [.. clauses.Select(c => new ClauseVerdictView(c.Agreement, c.Verdict.Clause.Id, ClauseWords.Say(c.Verdict.Clause.Term, under.Context.Codes), c.Verdict.Word, c.Verdict.Because, c.Verdict.Enforcement))],
            receipt));
    }
}
