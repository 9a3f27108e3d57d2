using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Licences;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Register;

public sealed record SearchRegisterRequest
{
    /// <summary>A name as people type it: misspelt, without its legal form, in another script. Former names and trade names count. The best
    /// answer comes first, and there is no second page: type more of the name.</summary>
    [QueryParam]
    public string? Name { get; init; }

    /// <summary>Number of a licence; blanks, strokes and case do not matter.</summary>
    [QueryParam]
    public string? Number { get; init; }

    /// <summary>Part of the address of that day, or of the address or place of a branch; case and accents do not matter.</summary>
    [QueryParam]
    public string? Place { get; init; }

    /// <summary>Only agencies that placed workers from there (ISO 3166-1 alpha-2), where the ministry publishes placements.</summary>
    [QueryParam]
    public string? Origin { get; init; }

    /// <summary>Only agencies that placed workers there, with origin on that corridor (ISO 3166-1 alpha-2), where the ministry publishes placements.</summary>
    [QueryParam]
    public string? Destination { get; init; }

    /// <summary>Only agencies that had a licence in this state on that day.</summary>
    [QueryParam]
    public LicenceState? Status { get; init; }

    /// <summary>The day; today in the ministry's time zone if left out, or the day of knownAt.</summary>
    [QueryParam]
    public DateOnly? AsOf { get; init; }

    /// <summary>Only what had been recorded by then (UTC): what the register said before later corrections. Now if left out.</summary>
    [QueryParam]
    public DateTime? KnownAt { get; init; }

    [QueryParam]
    public int Limit { get; init; } = Paging.DefaultLimit;

    [QueryParam]
    public string? Cursor { get; init; }
}

public sealed class SearchRegisterValidator : Validator<SearchRegisterRequest>
{
    public SearchRegisterValidator(CodeLists codes)
    {
        RuleFor(r => r.Name).ShortText();
        RuleFor(r => r.Number).ShortText();
        RuleFor(r => r.Place).ShortText();
        RuleFor(r => r.Origin!).CountryCode(codes).When(r => r.Origin is not null);
        RuleFor(r => r.Destination!).CountryCode(codes).When(r => r.Destination is not null);
        RuleFor(r => r.AsOf!.Value).PlausibleDay().When(r => r.AsOf is not null);
        RuleFor(r => r.Limit).InclusiveBetween(1, Paging.MostLimit);
    }
}

/// <summary>Searches the public register: who is licensed, on any day, as it is known now or was known then.</summary>
/// <remarks>A page may hold fewer entries than asked for, and still have a next one.</remarks>
public sealed class SearchRegister(LicensingDb db, RegisterReading reading, Ministry ministry, TimeProvider clock)
    : Endpoint<SearchRegisterRequest, Results<Ok<PageOf<RegisterEntry>>, Problem>>
{
    public override void Configure()
    {
        Get("register/agencies");
        Permissions(Permission.ReadRegister);
        this.Refuses(ProblemCode.CursorInvalid, ProblemCode.RegisterNotPublished);
    }

    public override async Task<Results<Ok<PageOf<RegisterEntry>>, Problem>> ExecuteAsync(SearchRegisterRequest r, CancellationToken ct)
    {
        if ((r.Origin ?? r.Destination) is not null && !reading.Publishes(Published.Placements))
            return new Problem(ProblemCode.RegisterNotPublished);
        var at = RegisterMoment.Of(r.AsOf, r.KnownAt, ministry, clock.Now());
        var all = db.Agencies.AsNoTracking();
        var agencies = Choose(all.Include(a => a.Facts), r, at);
        if (!string.IsNullOrWhiteSpace(r.Name))
            return TypedResults.Ok(new PageOf<RegisterEntry>(await ByNameAsync(agencies, r, at, ct), null));

        return TypedResults.Ok(await agencies.ToSiftedPageAsync(
            all, r.Limit, r.Cursor, new { r.Number, r.Place, r.Origin, r.Destination, r.Status, r.AsOf, r.KnownAt },
            async found => (await reading.EntriesAsync(found, at, ct)).ConvertAll(e => e is not null && Belongs(e, r) ? e : null), ct));
    }

    private async Task<List<RegisterEntry>> ByNameAsync(IQueryable<Agency> agencies, SearchRegisterRequest r, RegisterMoment at, CancellationToken ct)
    {
        var found = await NameSearch.FindAsync(db, r.Name!, at.KnownAt, ct);
        var matches = found.ToDictionary(f => f.AgencyId, f => new RegisterMatch(f.Name, f.Score));
        var entries = new List<RegisterEntry>();
        foreach (var portion in found.Select(f => f.AgencyId).Chunk(Paging.MostLimit))
        {
            var place = portion.Index().ToDictionary(p => p.Item, p => p.Index);
            var rows = (await agencies.Where(a => portion.Contains(a.Id)).ToListAsync(ct)).OrderBy(a => place[a.Id]).ToList();
            entries.AddRange((await reading.EntriesAsync(rows, at, ct, matches)).OfType<RegisterEntry>().Where(e => Belongs(e, r)));
            if (entries.Count >= r.Limit)
                break;
        }

        return [.. entries.Take(r.Limit)];
    }

    // What can be asked of the database; what holds on the day, and was known then, is asked of the entry.
    private IQueryable<Agency> Choose(IQueryable<Agency> agencies, SearchRegisterRequest r, RegisterMoment at)
    {
        if (r.Number is not null)
        {
            var (key, printed) = (Licence.KeyOf(r.Number), Text.Fold(r.Number));
            var holders = db.Licences.Where(l => l.NumberKey == key).Select(l => l.AgencyId)
                .Union(db.AgencyFacts.Where(f => f.Kind == AgencyFactKind.LicenceNumber && f.SearchKey == printed && f.WithdrawnAt == null).Select(f => f.AgencyId));
            agencies = agencies.Where(a => holders.Contains(a.Id));
        }

        if (r.Place is not null)
        {
            var place = Text.Fold(r.Place);
            var there = db.AgencyFacts.Where(f => f.Kind == AgencyFactKind.Address && f.SearchKey.Contains(place)).Select(f => f.AgencyId)
                .Union(db.Branches.Where(b => b.SearchKey.Contains(place)).Select(b => b.AgencyId));
            agencies = agencies.Where(a => there.Contains(a.Id));
        }

        if ((r.Origin ?? r.Destination) is not null)
            agencies = agencies.Where(a => db.Placements.Any(p => p.AgencyId == a.Id && (r.Origin == null || p.Origin == r.Origin) && (r.Destination == null || p.Destination == r.Destination)));
        return r.Status is { } status ? reading.WhereMayBe(agencies, status, at) : agencies;
    }

    private static bool Belongs(RegisterEntry e, SearchRegisterRequest r) =>
        (r.Status is null || e.Licences.Any(l => l.State == r.Status))
        && (r.Place is null || e.Branches.Select(b => $"{b.Address} {b.Place}").Append(e.Address ?? "").Any(a => Text.Fold(a).Contains(Text.Fold(r.Place), StringComparison.Ordinal)))
        && ((r.Origin ?? r.Destination) is null || e.Placements!.Any(p => (r.Origin ?? p.Origin) == p.Origin && (r.Destination ?? p.Destination) == p.Destination));
}
