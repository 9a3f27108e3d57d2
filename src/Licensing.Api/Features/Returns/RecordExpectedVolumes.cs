using System.Security.Cryptography;
using System.Text;
using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Returns;

/// <param name="From">First day, inclusive, of the month that the ministry counts by.</param>
/// <param name="To">Last day, inclusive.</param>
/// <param name="Destination">ISO 3166-1 alpha-2.</param>
/// <param name="Total">Workers approved.</param>
/// <param name="Source">Where it is written, to the line or lot. Another number for the same days, destination and source takes the
/// place of the earlier one; numbers of different sources are added up.</param>
/// <param name="Female">Null: the source does not tell. Where both are told they add up to the total.</param>
/// <param name="Male">As female.</param>
public sealed record StatedVolume(DateOnly From, DateOnly To, string Destination, int Total, string Source, int? Female = null, int? Male = null);

public sealed record RecordExpectedVolumesRequest(IReadOnlyList<StatedVolume> Volumes)
{
    /// <summary>Public id of the agency.</summary>
    [RouteParam]
    public string AgencyId { get; init; } = "";
}

/// <param name="Recorded">New or changed; with those in replaced.</param>
/// <param name="Replaced">That took the place of an earlier number.</param>
/// <param name="Unchanged">That were on record with the same numbers already.</param>
public sealed record ExpectedVolumesAnswer(int Recorded, int Replaced, int Unchanged);

public sealed class RecordExpectedVolumesValidator : Validator<RecordExpectedVolumesRequest>
{
    private const int Most = 1000;

    public RecordExpectedVolumesValidator(CodeLists codes)
    {
        RuleFor(r => r.Volumes).NotEmpty();
        RuleFor(r => r.Volumes).Must(v => v is null || v.Count <= Most).WithErrorCode("list.too-long").WithMessage($"At most {Most}.");
        RuleForEach(r => r.Volumes).ChildRules(volume =>
        {
            volume.RuleFor(v => v.From).PlausibleDay();
            volume.RuleFor(v => v.To).PlausibleDay();
            volume.RuleFor(v => v.To).Must((v, to) => to >= v.From && to.DayNumber - v.From.DayNumber < 366)
                .WithErrorCode("period.malformed").WithMessage("Expected a last day on or after the first, and within a year.");
            volume.RuleFor(v => v.Destination).CountryCode(codes);
            volume.RuleFor(v => v.Total).InclusiveBetween(0, 10_000_000);
            volume.RuleFor(v => v.Female).GreaterThanOrEqualTo(0);
            volume.RuleFor(v => v.Male).GreaterThanOrEqualTo(0);
            volume.RuleFor(v => v.Total).Must((v, total) => v is { Female: { } female, Male: { } male } ? (long)female + male == total : Math.Max(v.Female ?? 0, v.Male ?? 0) <= total)
                .WithErrorCode("volume.does-not-add-up").WithMessage("Women and men do not add up to the total.").WithState(_ => "Leave out what the source does not tell.");
            volume.RuleFor(v => v.Source).NotEmpty().ShortText();
        });
        RuleFor(r => r.Volumes).Must(volumes => volumes is null || volumes.Where(v => v?.Source is not null).GroupBy(v => (v.From, v.To, v.Destination, Text.Normalise(v.Source))).All(g => g.Count() == 1))
            .WithErrorCode("volume.twice").WithMessage("Two entries have the same days, destination and source.").WithState(_ => "Name the line or lot in the source, if they are two.");
    }
}

/// <summary>Records how many workers the ministry approved for an agency, by destination and month, each with its source.</summary>
public sealed class RecordExpectedVolumes(LicensingDb db, Caller caller, TimeProvider clock)
    : Endpoint<RecordExpectedVolumesRequest, Results<Created<ExpectedVolumesAnswer>, Problem>>
{
    public override void Configure()
    {
        Post("agencies/{AgencyId}/expected-volumes");
        Permissions(Permission.RecordExpectedVolumes);
        this.Idempotent();
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task<Results<Created<ExpectedVolumesAnswer>, Problem>> ExecuteAsync(RecordExpectedVolumesRequest r, CancellationToken ct)
    {
        var agency = await db.Agencies.VisibleTo(caller).SingleOrDefaultAsync(a => a.PublicId == r.AgencyId, ct);
        if (agency is null)
            return new Problem(ProblemCode.NotFound);

        var (first, last) = (r.Volumes.Min(v => v.From), r.Volumes.Max(v => v.To));
        var standing = (await db.ExpectedVolumes.Where(v => v.AgencyId == agency.Id && v.WithdrawnAt == null && v.From >= first && v.To <= last).ToListAsync(ct))
            .ToDictionary(v => (v.From, v.To, v.Destination, v.Source));
        var now = clock.Now();
        var recorded = new List<ExpectedVolume>();
        var replaced = 0;
        foreach (var stated in r.Volumes)
        {
            var source = Text.Normalise(stated.Source);
            var earlier = standing.GetValueOrDefault((stated.From, stated.To, stated.Destination, source));
            if (earlier is not null && (earlier.Female, earlier.Male, earlier.Total) == (stated.Female, stated.Male, stated.Total))
                continue;
            var volume = new ExpectedVolume(agency.Id, stated, source, now, caller.Name);
            if (earlier is not null)
            {
                replaced++;
                earlier.Withdraw(now);
                db.Record(earlier, new ExpectedVolumeReplaced(volume.PublicId, earlier.Total, volume.Total));
            }

            recorded.Add(volume);
        }

        if (recorded.Count > 0)
        {
            db.AddRange(recorded);
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StoredJson.Write(
                recorded.Select(v => new { v.PublicId, v.From, v.To, v.Destination, v.Female, v.Male, v.Total, v.Source }).ToList()))));
            db.RecordOf(nameof(Agency), agency.PublicId, new ExpectedVolumesRecorded(recorded.Count, recorded.Sum(v => (long)v.Total), digest));
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Created($"/v1/returns/volumes?agency={agency.PublicId}", new ExpectedVolumesAnswer(recorded.Count, replaced, r.Volumes.Count - recorded.Count));
    }
}
