using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Law;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Findings;

/// <summary>That an agency was told that a change of law opened, changed or withdrew findings about it. One row for each agency and change,
/// however many findings there are and however often they are judged.</summary>
public sealed class LawNotice : IRegulated, IListed, IOwnedByAgency
{
    public const string IdPrefix = "lt";

    private LawNotice()
    {
    }

    public LawNotice(long agencyId, long lawStepId, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (AgencyId, LawStepId, At) = (agencyId, lawStepId, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;
    public long LawStepId { get; private set; }
    public LawStep LawStep { get; private set; } = null!;
    public DateTime At { get; private set; }

    /// <summary>In the transaction of the judging. Two workers who tell the same at once meet at the unique key, and the one who loses
    /// looks again.</summary>
    internal static async Task TellAsync(LicensingDb db, IReadOnlyCollection<(Agency Agency, LawStep Step)> changed, DateTime at, CancellationToken ct)
    {
        if (changed.Count == 0)
            return;
        var (agencies, steps) = (changed.Select(c => c.Agency.Id).Distinct().ToList(), changed.Select(c => c.Step.Id).Distinct().ToList());
        var told = await db.LawNotices.Where(n => agencies.Contains(n.AgencyId) && steps.Contains(n.LawStepId)).Select(n => new { n.AgencyId, n.LawStepId }).ToListAsync(ct);
        // In one order everywhere, so that two workers never wait for each other in a circle.
        foreach (var (agency, step) in changed.Where(c => !told.Contains(new { AgencyId = c.Agency.Id, LawStepId = c.Step.Id })).OrderBy(c => c.Agency.Id).ThenBy(c => c.Step.Id))
        {
            var notice = new LawNotice(agency.Id, step.Id, at);
            db.Add(notice);
            db.Record(notice, new AgencyToldOfLawChange(agency.PublicId, step.PublicId));
        }
    }

    internal sealed class Table : IEntityTypeConfiguration<LawNotice>
    {
        public void Configure(EntityTypeBuilder<LawNotice> builder)
        {
            builder.ToTable("LawNotices");
            builder.HasIndex(n => new { n.AgencyId, n.LawStepId }).IsUnique();
            builder.HasOne(n => n.Agency).WithMany().HasForeignKey(n => n.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(n => n.LawStep).WithMany().HasForeignKey(n => n.LawStepId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <param name="LawChange">Public id of the change.</param>
public sealed record AgencyToldOfLawChange(string AgencyId, string LawChange);
