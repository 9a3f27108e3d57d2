using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Law;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Findings;

/// <summary>The life of a finding. A job opens one, and withdraws what the law no longer forbids; all else is decided by people.</summary>
public enum FindingStatus
{
    /// <summary>Opened by judging; the agency was not heard yet.</summary>
    Open,

    /// <summary>The agency was given notice and may answer.</summary>
    Notified,

    /// <summary>The agency has answered.</summary>
    Answered,

    /// <summary>Two people decided that the breach is established.</summary>
    Upheld,

    /// <summary>Two people decided that there was none, or that it cannot be shown.</summary>
    Dismissed,

    /// <summary>Judged again, it is no breach any more.</summary>
    Withdrawn,

    /// <summary>The decision is under appeal.</summary>
    Appealed,

    /// <summary>Done.</summary>
    Closed,
}

/// <summary>The case that a breach opens: one for each placement and kind of breach.</summary>
public sealed class Finding : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "fi";
    private readonly List<FindingAmount> _excess = [];

    private Finding()
    {
    }

    public Finding(Placement placement, DisclosureVersion version, Breach breach, FindingGrounds grounds, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        Placement = placement;
        AgencyId = placement.AgencyId;
        (Origin, Destination, HappenedOn) = (placement.Origin, placement.Destination, placement.HappenedOn);
        Kind = breach.Kind;
        OpenedAt = at;
        RestOn(version, breach, grounds, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public long PlacementId { get; private set; }
    public Placement Placement { get; private set; } = null!;
    public BreachKind Kind { get; private set; }
    public FindingStatus Status { get; private set; } = FindingStatus.Open;

    /// <summary>The version of the disclosure whose judgements it rests on.</summary>
    public long DisclosureVersionId { get; private set; }
    public DisclosureVersion DisclosureVersion { get; private set; } = null!;

    /// <summary>The return that this version came with, so that a return's findings are counted by index; null: filed by itself.</summary>
    public long? ReturnId { get; private set; }

    /// <summary>A later correction says less than this, something milder, or another day or corridor. The finding stands until two officers
    /// accept that, by dismissing it.</summary>
    public bool AmendedAfterJudgement { get; private set; }

    /// <summary>The newest version of the disclosure that was judged when people decided; null: nobody has. Only what is reported after it can change
    /// what was decided.</summary>
    public int? DecidedNumber { get; private set; }

    /// <summary>The change of law that last opened, changed or withdrew it; null: none ever did.</summary>
    public long? LawStepId { get; private set; }
    public LawStep? LawStep { get; private set; }

    /// <summary>The law as it is now forbids nothing of what it rests on. It opens again should the law do so.</summary>
    public bool FellByLaw { get; private set; }

    /// <summary>Nothing about it was decided by people: law that changes changes it.</summary>
    public bool FollowsTheLaw => FellByLaw || Status is FindingStatus.Open or FindingStatus.Notified or FindingStatus.Answered;

    /// <summary>Corridor and day of the placement when the case was opened. A later correction moves the placement and never
    /// the case: an agency could move it out of sight, or out of a flagged quarter.</summary>
    public string Origin { get; private set; } = null!;
    public string Destination { get; private set; } = null!;
    public DateOnly HappenedOn { get; private set; }

    /// <summary>The rule that decides, and whose law it is.</summary>
    public string Provision { get; private set; } = null!;
    public int ProvisionVersion { get; private set; }
    public LawSide Law { get; private set; }
    public Result Result { get; private set; }
    public DateTime OpenedAt { get; private set; }
    public DateTime UpdatedAt { get; private set; }
    public long Version { get; private set; }

    /// <summary>List of <see cref="FindingGrounds"/> as JSON: what decides the case first, then what shows a greater amount in
    /// some currency.</summary>
    public string Grounds { get; private set; } = null!;

    /// <summary>Every item once, the deciding law first; one row for each currency, the greatest that was ever judged.</summary>
    public IReadOnlyCollection<FindingAmount> Excess => _excess;

    public Amounts ExcessAmounts => Amounts.Of(_excess.Select(e => new Money(e.AmountMinor, e.Currency)));

    /// <summary>Takes in what judging the newest version gave.</summary>
    /// <param name="breach">Null: the newest version no longer shows it.</param>
    /// <param name="grounds">What the breach rests on; null without a breach.</param>
    /// <returns>Whether anything changed.</returns>
    /// <remarks>A correction never makes an open finding smaller, milder or disappear by itself: an agency could talk its way
    /// out of a case. It can make it larger, each currency for itself (docs/rules/judgements.md). One that was decided opens again where more is reported than was
    /// decided of: nobody was heard about that.</remarks>
    public bool Update(DisclosureVersion version, Breach? breach, FindingGrounds? grounds, DateTime at)
    {
        // Judged again for another reason, such as a change of law: what was decided stays as it was decided.
        if (IsDecided && version.Number <= DecidedNumber)
            return false;
        var (before, now) = (ExcessAmounts, breach?.Excess ?? Amounts.None);
        if (breach is not null && grounds is not null)
        {
            if (Status == FindingStatus.Dismissed && AmendedAfterJudgement)
            {
                // That less had been paid was accepted: it is what the newest says now, and not the greatest that was ever judged.
                _excess.RemoveAll(e => now.Parts.All(n => n.Currency != e.Currency));
                foreach (var row in _excess)
                    row.Set(now.Parts.Single(n => n.Currency == row.Currency).AmountMinor);
                RestOn(version, breach, grounds, at);
                BeginAnew();
                return true;
            }

            var saysMore = IsLess(before, now) || (!IsLess(now, before) && !IsElsewhere() && Result != Result.Prohibited && breach.Deciding.Result == Result.Prohibited);
            if (saysMore)
                BeginAnew();
            else if (Status == FindingStatus.Dismissed)
                return false;
            if (!IsLess(now, before) && !IsMilder(breach) && !IsElsewhere())
            {
                var same = now.Equals(before) && DisclosureVersionId == version.Id && Provision == breach.Deciding.Provision
                    && ProvisionVersion == breach.Deciding.Version && Result == breach.Deciding.Result && !AmendedAfterJudgement;
                if (!same)
                    RestOn(version, breach, grounds, at);
                return !same;
            }

            if (IsLess(before, now))
            {
                AlsoRestOn(grounds);
                (AmendedAfterJudgement, UpdatedAt) = (true, at);
                return true;
            }
        }

        if (AmendedAfterJudgement || Status == FindingStatus.Dismissed)
            return false;
        (AmendedAfterJudgement, UpdatedAt) = (true, at);
        return true;
    }

    /// <summary>The law has changed: the case becomes what the law now says of the very disclosures that it rests on, more or less. A
    /// correction still makes nothing less.</summary>
    /// <param name="evidence">What the law now says of the versions that it rests on, and last of the newest, in order.</param>
    /// <param name="because">The step that touches them; null: it is judged again for another reason.</param>
    /// <returns>What became of it; null: nothing.</returns>
    public CaseChange? Restate(IReadOnlyList<CaseEvidence> evidence, LawStep? because, DateTime at)
    {
        var first = evidence.ToList().FindIndex(e => e.Breach is not null);
        if (first < 0)
        {
            if (FellByLaw)
                return null;
            (Status, FellByLaw, UpdatedAt) = (FindingStatus.Withdrawn, true, at);
            Follow(because);
            return CaseChange.Withdrawn;
        }

        var restated = new Finding(Placement, evidence[first].Version, evidence[first].Breach!, evidence[first].Grounds!, at);
        (restated.Origin, restated.Destination, restated.HappenedOn) = (Origin, Destination, HappenedOn);
        // Only the newest shows it, and that says another day or corridor.
        restated.AmendedAfterJudgement = first == evidence.Count - 1 && IsElsewhere();
        foreach (var later in evidence.Skip(first + 1))
            restated.Update(later.Version, later.Breach, later.Grounds, at);
        if (!FellByLaw && restated.Shows() == Shows())
            return null;

        var change = FellByLaw ? CaseChange.Reopened : CaseChange.Updated;
        if (FellByLaw)
            (Status, FellByLaw) = (FindingStatus.Open, false);
        (DisclosureVersion, DisclosureVersionId, ReturnId, Grounds) = (restated.DisclosureVersion, restated.DisclosureVersionId, restated.ReturnId, restated.Grounds);
        (Provision, ProvisionVersion, Law, Result) = (restated.Provision, restated.ProvisionVersion, restated.Law, restated.Result);
        (AmendedAfterJudgement, UpdatedAt) = (restated.AmendedAfterJudgement, at);
        _excess.RemoveAll(e => restated._excess.All(r => r.Currency != e.Currency));
        foreach (var part in restated._excess)
        {
            if (_excess.SingleOrDefault(e => e.Currency == part.Currency) is { } row)
                row.Set(part.AmountMinor);
            else
                _excess.Add(new FindingAmount(new Money(part.AmountMinor, part.Currency)));
        }

        Follow(because);
        return change;
    }

    /// <summary>What people did with it (<see cref="FindingLifecycle"/>).</summary>
    /// <param name="judged">Of a decision: the newest version of the disclosure that was judged by then.</param>
    internal void Move(FindingStatus to, DateTime at, int? judged = null) =>
        (Status, UpdatedAt, DecidedNumber) = (to, at, judged ?? DecidedNumber);

    private bool IsDecided => Status is FindingStatus.Upheld or FindingStatus.Dismissed or FindingStatus.Appealed or FindingStatus.Closed;

    // While an appeal runs it stays appealed: what the appeal leaves of it is compared with what was decided.
    private void BeginAnew()
    {
        if (Status is FindingStatus.Upheld or FindingStatus.Dismissed or FindingStatus.Closed)
            Status = FindingStatus.Open;
    }

    /// <summary>That a change of law opened or changed it.</summary>
    public void Follow(LawStep? step)
    {
        // A draft that is simulated has no key.
        if (step is { Id: > 0 })
            LawStepId = step.Id;
    }

    private (long, string, int, Result, bool, string) Shows() => (
        DisclosureVersionId, Provision, ProvisionVersion, Result, AmendedAfterJudgement,
        string.Join(' ', _excess.OrderBy(e => e.Currency, StringComparer.Ordinal).Select(e => $"{e.Currency} {e.AmountMinor}")));

    private void RestOn(DisclosureVersion version, Breach breach, FindingGrounds grounds, DateTime at)
    {
        (DisclosureVersion, DisclosureVersionId, ReturnId, Grounds) = (version, version.Id, version.ReturnId, FindingGrounds.Write(grounds));
        (Provision, ProvisionVersion, Law, Result) = (breach.Deciding.Provision!, breach.Deciding.Version!.Value, breach.Deciding.Law, breach.Deciding.Result);
        (AmendedAfterJudgement, UpdatedAt) = (false, at);
        Raise(breach.Excess.Parts);
    }

    // Of each currency the newest grounds that show its greatest amount, so that corrections without end add no grounds
    // without end.
    private void AlsoRestOn(FindingGrounds grounds)
    {
        Raise(grounds.Excess);
        List<FindingGrounds> all = [.. FindingGrounds.Read(Grounds), grounds];
        var needed = _excess.Select(e => all.FindLast(g => g.Excess.Contains(new Money(e.AmountMinor, e.Currency)))).ToList();
        Grounds = FindingGrounds.Write([.. all.Where((g, i) => i == 0 || needed.Contains(g))]);
    }

    private void Raise(IEnumerable<Money> excess)
    {
        foreach (var part in excess)
        {
            if (_excess.SingleOrDefault(e => e.Currency == part.Currency) is { } row)
                row.Set(Math.Max(row.AmountMinor, part.AmountMinor));
            else
                _excess.Add(new FindingAmount(part));
        }
    }

    // Smaller in some currency, or gone from it.
    private static bool IsLess(Amounts now, Amounts before) =>
        before.Parts.Any(b => now.Parts.Where(n => n.Currency == b.Currency).Sum(n => n.AmountMinor) < b.AmountMinor);

    private bool IsMilder(Breach breach) => Result == Result.Prohibited && breach.Deciding.Result != Result.Prohibited;

    private bool IsElsewhere() => (Placement.Origin, Placement.Destination, Placement.HappenedOn) != (Origin, Destination, HappenedOn);

    internal sealed class Table : IEntityTypeConfiguration<Finding>
    {
        public void Configure(EntityTypeBuilder<Finding> builder)
        {
            builder.Property(f => f.Provision).HasMaxLength(100).IsUnicode(false);
            builder.Property(f => f.Origin).HasMaxLength(2).IsUnicode(false);
            builder.Property(f => f.Destination).HasMaxLength(2).IsUnicode(false);
            builder.Property(f => f.Grounds).HasMaxLength(StorageConventions.Unlimited);
            builder.Ignore(f => f.ExcessAmounts);
            builder.Ignore(f => f.FollowsTheLaw);
            builder.HasOne(f => f.LawStep).WithMany().HasForeignKey(f => f.LawStepId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(f => f.Placement).WithMany().HasForeignKey(f => f.PlacementId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(f => f.DisclosureVersion).WithMany().HasForeignKey(f => f.DisclosureVersionId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(f => f.Excess).WithOne().HasForeignKey(e => e.FindingId).OnDelete(DeleteBehavior.Cascade);
            // The key that keeps a second worker, or a second run, from opening the same case twice.
            builder.HasIndex(f => new { f.PlacementId, f.Kind }).IsUnique();
            builder.HasIndex(f => new { f.AgencyId, f.Id });
            builder.HasIndex(f => f.ReturnId).HasFilter(Returns.IFiledInReturn.InReturn);
            builder.HasIndex(f => new { f.Provision, f.Id });
            builder.HasIndex(f => new { f.Status, f.Id });
            builder.HasIndex(f => new { f.Origin, f.Destination, f.Id });
            builder.HasIndex(f => new { f.HappenedOn, f.Id });
            builder.HasIndex(f => new { f.LawStepId, f.AgencyId }).HasFilter("LawStepId IS NOT NULL");
        }
    }
}

public sealed class FindingAmount
{
    private FindingAmount()
    {
    }

    internal FindingAmount(Money amount) => (Currency, AmountMinor) = (amount.Currency, amount.AmountMinor);

    public long FindingId { get; private set; }
    public string Currency { get; private set; } = null!;
    public long AmountMinor { get; private set; }

    internal void Set(long amountMinor) => AmountMinor = amountMinor;

    /// <summary>The excess of each of these findings, by currency.</summary>
    internal static async Task<ILookup<long, Money>> ReadAsync(LicensingDb db, IReadOnlyList<long> findingIds, CancellationToken ct) =>
        (await db.Set<FindingAmount>().AsNoTracking().Where(a => findingIds.Contains(a.FindingId)).ToListAsync(ct))
        .OrderBy(a => a.Currency, StringComparer.Ordinal).ToLookup(a => a.FindingId, a => new Money(a.AmountMinor, a.Currency));

    internal sealed class Table : IEntityTypeConfiguration<FindingAmount>
    {
        public void Configure(EntityTypeBuilder<FindingAmount> builder)
        {
            builder.ToTable("FindingAmounts");
            builder.HasKey(a => new { a.FindingId, a.Currency });
            builder.Property(a => a.Currency).HasMaxLength(3).IsUnicode(false);
            builder.HasIndex(a => new { a.Currency, a.AmountMinor });
        }
    }
}
