using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Findings;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Flags;

/// <summary>The calendar quarters in which flags are counted.</summary>
public static class FlagPeriod
{
    /// <summary>First day of the quarter, inclusive.</summary>
    public static DateOnly StartOf(DateOnly day) => new(day.Year, (day.Month - 1) / 3 * 3 + 1, 1);

    /// <summary>Last day of the quarter, inclusive.</summary>
    public static DateOnly EndOf(DateOnly start) => start.AddMonths(3).AddDays(-1);

    /// <summary>The last day of so many months after the quarter, inclusive.</summary>
    public static DateOnly LastDayAfter(DateOnly start, int months) => start.AddMonths(3 + months).AddDays(-1);
}

/// <summary>How far a flag has come with people. A job raises, updates and lifts it; all else is decided by people.</summary>
public enum FlagStatus
{
    /// <summary>The agency was not heard.</summary>
    Open,

    /// <summary>The agency was given notice and may answer.</summary>
    Notified,

    /// <summary>The agency has answered.</summary>
    Answered,

    /// <summary>Two people confirmed it.</summary>
    Confirmed,

    /// <summary>The confirmation is under appeal.</summary>
    Appealed,

    /// <summary>An officer corrected it, or an appeal was allowed: the findings that it rested on raise it no more.</summary>
    SetAside,
}

/// <summary>Why a flag is lifted.</summary>
public enum FlagLifting
{
    /// <summary>Its findings fell below the thresholds.</summary>
    BelowThresholds,

    /// <summary>An officer corrected it.</summary>
    Corrected,

    /// <summary>An appeal was allowed.</summary>
    Appeal,

    /// <summary>The quarter lies further back than the ministry looks (flags.limitation).</summary>
    Limitation,
}

/// <summary>What the findings of one agency in one quarter come to.</summary>
/// <param name="Workers">Concerned by any finding.</param>
/// <param name="WorkersOvercharged">Charged above a cap, charged what is prohibited, or an illegitimate cost.</param>
/// <param name="Excess">Overcharge, once for each case.</param>
/// <param name="WorstFindingId">The greatest overcharge in the currency with most cases.</param>
/// <param name="FirstSeen">First day of a placement in breach.</param>
public sealed record FlagFigures(
    int Findings, int Workers, int WorkersOvercharged, int PlacementsInBreach, int Placements, Amounts Excess, long WorstFindingId,
    DateOnly FirstSeen, DateOnly LastSeen);

/// <summary>An agency and a quarter whose findings reach the thresholds. It says where to look; nothing about an agency is
/// public on the strength of it.</summary>
public sealed class Flag : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "fl";
    private readonly List<FlagAmount> _excess = [];

    private Flag()
    {
    }

    public Flag(long agencyId, DateOnly period, FlagFigures figures, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (AgencyId, Period, RaisedAt) = (agencyId, period, at);
        Show(figures, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long AgencyId { get; private set; }
    public Agency Agency { get; private set; } = null!;

    /// <summary>First day of the quarter.</summary>
    public DateOnly Period { get; private set; }
    public int Findings { get; private set; }
    public int Workers { get; private set; }
    public int WorkersOvercharged { get; private set; }
    public int PlacementsInBreach { get; private set; }
    public int Placements { get; private set; }
    public long WorstFindingId { get; private set; }
    public Finding WorstFinding { get; private set; } = null!;
    public DateOnly FirstSeen { get; private set; }
    public DateOnly LastSeen { get; private set; }
    public DateTime RaisedAt { get; private set; }
    public DateTime UpdatedAt { get; private set; }

    public FlagStatus Status { get; private set; }

    /// <summary>Null while it stands.</summary>
    public DateTime? LiftedAt { get; private set; }
    public FlagLifting? LiftedBecause { get; private set; }
    public long Version { get; private set; }
    public IReadOnlyCollection<FlagAmount> Excess => _excess;
    public Amounts ExcessAmounts => Amounts.Of(_excess.Select(e => new Money(e.AmountMinor, e.Currency)));

    public bool Shows(FlagFigures f) => LiftedAt is null && new FlagFigures(
        Findings, Workers, WorkersOvercharged, PlacementsInBreach, Placements, ExcessAmounts, WorstFindingId, FirstSeen, LastSeen) == f;

    public void Show(FlagFigures f, DateTime at)
    {
        // What is raised again begins anew: nobody was heard about that.
        if (LiftedAt is not null)
            (Status, LiftedBecause) = (FlagStatus.Open, null);
        (Findings, Workers, WorkersOvercharged, PlacementsInBreach, Placements) = (f.Findings, f.Workers, f.WorkersOvercharged, f.PlacementsInBreach, f.Placements);
        (WorstFindingId, FirstSeen, LastSeen, UpdatedAt, LiftedAt) = (f.WorstFindingId, f.FirstSeen, f.LastSeen, at, null);
        _excess.RemoveAll(e => f.Excess.Parts.All(p => p.Currency != e.Currency));
        foreach (var part in f.Excess.Parts)
        {
            if (_excess.SingleOrDefault(e => e.Currency == part.Currency) is { } row)
                row.Set(part.AmountMinor);
            else
                _excess.Add(new FlagAmount(part));
        }
    }

    public void Lift(FlagLifting because, DateTime at) => (LiftedAt, LiftedBecause, UpdatedAt) = (at, because, at);

    /// <summary>What people did with it (<see cref="FlagLifecycle"/>).</summary>
    internal void Move(FlagStatus to, DateTime at) => (Status, UpdatedAt) = (to, at);

    internal void SetAside(FlagLifting because, DateTime at)
    {
        Move(FlagStatus.SetAside, at);
        if (LiftedAt is null)
            Lift(because, at);
    }

    internal sealed class Table : IEntityTypeConfiguration<Flag>
    {
        public void Configure(EntityTypeBuilder<Flag> builder)
        {
            builder.Ignore(f => f.ExcessAmounts);
            builder.HasOne(f => f.Agency).WithMany().HasForeignKey(f => f.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(f => f.WorstFinding).WithMany().HasForeignKey(f => f.WorstFindingId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(f => f.Excess).WithOne().HasForeignKey(e => e.FlagId).OnDelete(DeleteBehavior.Cascade);
            builder.HasIndex(f => new { f.AgencyId, f.Period }).IsUnique();
        }
    }
}

public sealed class FlagAmount
{
    private FlagAmount()
    {
    }

    internal FlagAmount(Money amount) => (Currency, AmountMinor) = (amount.Currency, amount.AmountMinor);

    public long FlagId { get; private set; }
    public string Currency { get; private set; } = null!;
    public long AmountMinor { get; private set; }

    internal void Set(long amountMinor) => AmountMinor = amountMinor;

    /// <summary>The excess of each of these flags, by currency.</summary>
    internal static async Task<ILookup<long, Money>> ReadAsync(LicensingDb db, IReadOnlyList<long> flagIds, CancellationToken ct) =>
        (await db.Set<FlagAmount>().AsNoTracking().Where(a => flagIds.Contains(a.FlagId)).ToListAsync(ct))
        .OrderBy(a => a.Currency, StringComparer.Ordinal).ToLookup(a => a.FlagId, a => new Money(a.AmountMinor, a.Currency));

    internal sealed class Table : IEntityTypeConfiguration<FlagAmount>
    {
        public void Configure(EntityTypeBuilder<FlagAmount> builder)
        {
            builder.ToTable("FlagAmounts");
            builder.HasKey(a => new { a.FlagId, a.Currency });
            builder.Property(a => a.Currency).HasMaxLength(3).IsUnicode(false);
        }
    }
}
