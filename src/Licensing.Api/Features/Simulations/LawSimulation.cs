using System.Text.Json;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Law;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Simulations;

public enum SimulationState
{
    /// <summary>Waits for the job.</summary>
    Waiting,

    /// <summary>Placements are being judged by the draft.</summary>
    Running,

    /// <summary>The result is there.</summary>
    Done,

    /// <summary>It came to nothing; failedBecause says why.</summary>
    Failed,
}

/// <summary>What a draft of law would do to the findings about past disclosures. It writes nothing about them.</summary>
public sealed class LawSimulation : IRegulated, IListed
{
    public const string IdPrefix = "si";
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private LawSimulation()
    {
    }

    /// <param name="atMost">No more disclosures than this are judged.</param>
    public LawSimulation(LawPack pack, string lawDigest, int atMost, DateTime at, string by)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (LawPack, LawDigest, AtMost, RequestedAt, RequestedBy) = (pack, lawDigest, atMost, at, by);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long LawPackId { get; private set; }
    public LawPack LawPack { get; private set; } = null!;

    /// <summary>The law that the quick count compared with.</summary>
    public string LawDigest { get; private set; } = null!;
    public int AtMost { get; private set; }
    public SimulationState State { get; private set; } = SimulationState.Waiting;

    /// <summary>Disclosures to look at, once that is known, and looked at so far.</summary>
    public int? ToLookAt { get; private set; }
    public int LookedAt { get; private set; }
    public DateTime RequestedAt { get; private set; }
    public string RequestedBy { get; private set; } = null!;
    public DateTime? FinishedAt { get; private set; }

    /// <summary>For people; null unless it failed.</summary>
    public string? FailedBecause { get; private set; }

    /// <summary><see cref="SimulationResult"/> as JSON; null until it is done.</summary>
    public string? Result { get; private set; }

    public SimulationResult? ReadResult() => Result is null ? null : JsonSerializer.Deserialize<SimulationResult>(Result, Web);

    internal static string Write(SimulationResult result) => JsonSerializer.Serialize(result, Web);

    internal sealed class Table : IEntityTypeConfiguration<LawSimulation>
    {
        public void Configure(EntityTypeBuilder<LawSimulation> builder)
        {
            builder.ToTable("LawSimulations");
            builder.Property(s => s.LawDigest).HasMaxLength(64).IsUnicode(false);
            builder.Property(s => s.RequestedBy).HasMaxLength(200);
            builder.Property(s => s.FailedBecause).HasMaxLength(2000);
            builder.Property(s => s.Result).HasMaxLength(StorageConventions.Unlimited);
            builder.HasOne(s => s.LawPack).WithMany().HasForeignKey(s => s.LawPackId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(s => new { s.State, s.Id });
        }
    }
}

public sealed record LawSimulationRequested(string Pack, string Name, int Number, int AtMost);

/// <summary>What the draft would do, were it law on the day of the simulation.</summary>
/// <param name="Judged">Disclosures that the draft touches, judged with it.</param>
/// <param name="NotJudged">Disclosures in its reach that still waited to be judged at all; what the draft does to them is not in here.</param>
/// <param name="Appear">Findings that would be opened, or opened again.</param>
/// <param name="Disappear">Findings that would be withdrawn.</param>
/// <param name="Change">Findings that would stay and say something else.</param>
/// <param name="Workers">Workers about whose placements a finding would appear, disappear or change; nobody is named.</param>
/// <param name="Money">By currency.</param>
/// <param name="AgenciesConcerned">How many agencies.</param>
/// <param name="Agencies">Those with most findings that appear, disappear or change; at most 20.</param>
/// <param name="ByCorridorAndMonth">By the corridor and the month of the finding.</param>
public sealed record SimulationResult(
    int Judged, int NotJudged, int Appear, int Disappear, int Change, WorkersConcerned Workers, IReadOnlyList<MoneyConcerned> Money, int AgenciesConcerned,
    IReadOnlyList<AgencyConcerned> Agencies, IReadOnlyList<MonthConcerned> ByCorridorAndMonth);

public sealed record WorkersConcerned(int Appear, int Disappear, int Change);

/// <summary>Excess of the findings that would appear, disappear or change, in minor units.</summary>
/// <param name="BeforeMinor">As they stand.</param>
/// <param name="AfterMinor">As they would stand.</param>
public sealed record MoneyConcerned(string Currency, long BeforeMinor, long AfterMinor);

public sealed record AgencyConcerned(string AgencyId, int Appear, int Disappear, int Change, IReadOnlyList<MoneyConcerned> Money);

/// <param name="Month">For example 2026-02.</param>
public sealed record MonthConcerned(string Origin, string Destination, string Month, int Appear, int Disappear, int Change);

/// <param name="PackId">The draft.</param>
/// <param name="AtMost">Counted at once: no more disclosures than this can be judged otherwise, and usually fewer are.</param>
/// <param name="ToLookAt">Versions of disclosures in the reach of the draft; null until it runs.</param>
/// <param name="LookedAt">How many of them were looked at so far.</param>
/// <param name="FailedBecause">Null unless it failed.</param>
/// <param name="Result">Null until it is done.</param>
public sealed record SimulationView(
    string Id, string PackId, SimulationState State, int AtMost, int? ToLookAt, int LookedAt, DateTime RequestedAt, string RequestedBy, DateTime? FinishedAt,
    string? FailedBecause, SimulationResult? Result)
{
    internal const int AskAgainAfterSeconds = 1;

    internal static SimulationView Of(LawSimulation s, string packId) => new(
        s.PublicId, packId, s.State, s.AtMost, s.ToLookAt, s.LookedAt, s.RequestedAt, s.RequestedBy, s.FinishedAt, s.FailedBecause, s.ReadResult());
}
